package check

import (
	"bytes"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
)

var secretInSource = &Check{
	ID: catalog.SecretInSource,
	Run: func(p *Pass) {
		for _, f := range p.Files {
			for _, s := range secrets(f.Bytes) {
				p.secret(f, s)
			}
		}
	},
}

// secret reports one without ever showing it: in what is printed, its
// characters are stars.
func (p *Pass) secret(f File, s secret) {
	masked := bytes.Clone(f.Bytes)
	for i := s.start; i < s.end; i++ {
		if masked[i] != '\n' && masked[i] != '\r' {
			masked[i] = '*'
		}
	}
	at := diag.NewSource(f.Source.Name, masked, nil).At(s.start, s.end)
	p.Reportf(at, "take it out and have it replaced wherever it opens something: what was once in a file stays in the history",
		"this looks like %s", s.what)
}

// secret is a range of a file and what it seems to be.
type secret struct {
	start, end int
	what       string
}

func secrets(b []byte) []secret {
	out := pemKeys(b)
	out = append(out, tokens(b)...)
	out = append(out, hexKeys(b)...)
	return append(out, seedPhrases(b)...)
}

// pemKeys finds private keys between lines of hyphens.
func pemKeys(b []byte) []secret {
	var out []secret
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("-----BEGIN "))
		if i < 0 {
			return out
		}
		start := at + i
		at = start + len("-----BEGIN ")
		line, _, _ := bytes.Cut(b[at:], []byte{'\n'})
		if !bytes.Contains(line, []byte("PRIVATE KEY")) {
			continue
		}
		end := len(b)
		if j := bytes.Index(b[at:], []byte("-----END ")); j >= 0 {
			end = at + j
		}
		out = append(out, secret{start, end, "a private key"})
		at = end
	}
}

// token is how a service marks the secrets that it hands out.
type token struct {
	rare, prefix string // the prefix holds the rare text, which most files lack
	what         string
	least, most  int // characters that follow
	in           func(byte) bool
}

var knownTokens = []token{
	{"_", "ghp_", "a token for GitHub", 36, 255, alphanumeric},
	{"_", "gho_", "a token for GitHub", 36, 255, alphanumeric},
	{"_", "ghu_", "a token for GitHub", 36, 255, alphanumeric},
	{"_", "ghs_", "a token for GitHub", 36, 255, alphanumeric},
	{"_", "ghr_", "a token for GitHub", 36, 255, alphanumeric},
	{"_", "github_pat_", "a token for GitHub", 22, 255, wordly},
	{"glpat", "glpat-", "a token for GitLab", 20, 255, wordly},
	{"xox", "xoxb-", "a token for Slack", 10, 255, wordly},
	{"xox", "xoxp-", "a token for Slack", 10, 255, wordly},
	{"xox", "xoxa-", "a token for Slack", 10, 255, wordly},
	{"xox", "xoxr-", "a token for Slack", 10, 255, wordly},
	{"xox", "xoxs-", "a token for Slack", 10, 255, wordly},
	{"xapp", "xapp-", "a token for Slack", 10, 255, wordly},
	{"AKIA", "AKIA", "an access key for AWS", 16, 16, capital},
	{"ASIA", "ASIA", "an access key for AWS", 16, 16, capital},
	{"AIza", "AIza", "an API key for Google", 35, 35, wordly},
}

func alphanumeric(c byte) bool { return inToken[c] && c < 0x80 && c != '-' && c != '_' }
func wordly(c byte) bool       { return inToken[c] && c < 0x80 }
func capital(c byte) bool      { return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' }

// tokens finds what begins as the tokens of a service do.
func tokens(b []byte) []secret {
	var out []secret
	rare, there := "", false
	for _, t := range knownTokens {
		if t.rare != rare {
			rare, there = t.rare, bytes.Contains(b, []byte(t.rare))
		}
		if there {
			out = append(out, t.all(b)...)
		}
	}
	return out
}

// all finds the tokens of one kind. A sample that says so is none.
func (t token) all(b []byte) []secret {
	var out []secret
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte(t.prefix))
		if i < 0 {
			return out
		}
		start := at + i
		at = start + len(t.prefix)
		end := at
		for end < len(b) && end-at <= t.most && t.in(b[end]) {
			end++
		}
		whole := start == 0 || !inToken[b[start-1]]
		if n := end - at; whole && n >= t.least && n <= t.most && !bytes.HasSuffix(b[:end], []byte("EXAMPLE")) {
			out = append(out, secret{start, end, t.what})
		}
	}
}

// keyLabels are what people write before a private key. Sixty-four
// hexadecimal digits alone may be the hash of anything.
var keyLabels = []string{"private key", "private_key", "private-key", "privatekey", "privkey", "priv_key", "secret key", "secret_key", "secret-key", "secretkey"}

// hexKeys finds 64 hexadecimal digits that a label before them on the line
// calls a private key, or that are given to something called key.
func hexKeys(b []byte) []secret {
	var out []secret
	for at := 0; at < len(b); {
		if !hexDigit[b[at]] {
			at++
			continue
		}
		start := at
		for at < len(b) && hexDigit[b[at]] {
			at++
		}
		if at-start == 64 && (at == len(b) || !inToken[b[at]]) && keyBefore(b[:start]) {
			out = append(out, secret{start, at, "a private key"})
		}
	}
	return out
}

var hexDigit = func() (t [256]bool) {
	for _, c := range []byte("0123456789abcdefABCDEF") {
		t[c] = true
	}
	return t
}()

func keyBefore(b []byte) bool {
	line := strings.ToLower(string(b[bytes.LastIndexByte(b, '\n')+1:]))
	line, prefixed := strings.CutSuffix(line, "0x")
	if !prefixed && line != "" && inToken[line[len(line)-1]] {
		return false
	}
	for _, label := range keyLabels {
		if strings.Contains(line, label) {
			return true
		}
	}
	line = strings.TrimRight(line, ` "'`+"`")
	if line == "" || line[len(line)-1] != '=' && line[len(line)-1] != ':' {
		return false
	}
	name := strings.TrimRight(line[:len(line)-1], " ")
	return strings.HasSuffix(name, "key") && !strings.Contains(name, "public") && !strings.Contains(name, "pub_") && !strings.Contains(name, "pubkey")
}

// phraseLabels are what people write before the words of a wallet.
var phraseLabels = []string{"seed phrase", "mnemonic", "recovery phrase", "seed words"}

// seedPhrases finds twelve or more short words behind such a label.
func seedPhrases(b []byte) []secret {
	var out []secret
	for _, label := range phraseLabels {
		for at := 0; ; {
			i := indexFold(b[at:], label)
			if i < 0 {
				break
			}
			at += i + len(label)
			if start, end, ok := seedWords(b, at); ok {
				out = append(out, secret{start, end, "the words of a wallet"})
				at = end
			}
		}
	}
	return out
}

// indexFold finds a label in lower case, or with a capital in front.
func indexFold(b []byte, label string) int {
	i := bytes.Index(b, []byte(label[1:]))
	for from := 0; i >= 0; {
		at := from + i
		if at > 0 && lower(b[at-1]) == label[0] {
			return at - 1
		}
		from = at + 1
		i = bytes.Index(b[from:], []byte(label[1:]))
	}
	return -1
}

// seedWords returns the range of the words behind a label: after "is", an
// equals sign, quotes or whatever else is no word, at least twelve words of
// three to eight letters with nothing but spaces between them.
func seedWords(b []byte, at int) (start, end int, ok bool) {
	rest := string(b[at:min(at+400, len(b))])
	trimmed := strings.TrimLeft(rest, " \t\r\n\"'`=:,.*_-")
	trimmed = strings.TrimLeft(strings.TrimPrefix(trimmed, "is "), " \t\r\n\"'`:")
	start = at + len(rest) - len(trimmed)
	end = start
	count := 0
	for trimmed != "" && count < 24 {
		n := strings.IndexFunc(trimmed, func(r rune) bool { return r < 'a' || r > 'z' })
		if n < 0 {
			n = len(trimmed)
		}
		if n < 3 || n > 8 || slices.Contains(prosaic, trimmed[:n]) {
			break
		}
		count++
		end = at + len(rest) - len(trimmed) + n
		next := strings.TrimLeft(trimmed[n:], " \t\r\n")
		if next == trimmed[n:] {
			break
		}
		trimmed = next
	}
	return start, end, count >= 12
}

// prosaic words are common in sentences and in no list of words for wallets.
var prosaic = []string{
	"the", "and", "for", "are", "with", "from", "your", "have", "has", "not", "never", "but", "was", "were",
	"its", "into", "who", "which", "when", "where", "what", "should", "must", "may", "them", "their", "our",
}
