package check

import (
	"strings"
	"testing"
)

// The samples are put together here, so that no scanner takes this file for a
// leak.
func TestSecrets(t *testing.T) {
	hex := strings.Repeat("0123456789abcdef", 4)
	body := strings.Repeat("aB3", 20)
	words := strings.Repeat("boat wave sail wind rope mast ", 2)
	for _, test := range []struct{ text, want string }{
		{"-----BEGIN OPENSSH PRIVATE " + "KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----", "a private key"},
		{"-----BEGIN RSA PRIVATE " + "KEY-----\nwithout an end", "a private key"},
		{"-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----", ""},
		{"ghp_" + body[:36], "a token for GitHub"},
		{"(ghs_" + body[:40] + ")", "a token for GitHub"},
		{"github_pat_" + body[:30], "a token for GitHub"},
		{"ghp_short", ""},
		{"xghp_" + body[:36], ""},
		{"xox" + "b-123456789012-abcdef", "a token for Slack"},
		{"xoxo-123456789012-abcdef", ""},
		{"AKI" + "AABCDEFGHIJKLMNOP", "an access key for AWS"},
		{"AKI" + "AABCDEFGHIJKLMNOPQ", ""},
		{"AKIAIOSFODNN7EXAMPLE", ""},
		{"AIz" + "a" + body[:35], "an API key for Google"},
		{"glpat" + "-" + body[:20], "a token for GitLab"},
		{"private key: " + hex, "a private key"},
		{"PRIVATE_KEY=0x" + hex, "a private key"},
		{"the private key\n0x" + hex, ""},
		{`key = "0x` + hex + `"`, "a private key"},
		{"apikey:" + hex, "a private key"},
		{"public key = 0x" + hex, ""},
		{"pubkey=" + hex, ""},
		{"private key " + hex + "ab", ""},
		{"tx 0x" + hex, ""},
		{hex, ""},
		{"Seed phrase: " + words, "the words of a wallet"},
		{"mnemonic = \"" + strings.ReplaceAll(words, " ", "\n"), "the words of a wallet"},
		{"my recovery phrase is " + words, "the words of a wallet"},
		{"seed phrase: boat wave sail wind rope mast boat wave sail wind rope", ""},
		{"Never type a seed phrase into any site, page, form, mail, chat or file that asks you", ""},
		{"A seed phrase whoever holds these words holds everything that they open and nobody can undo that", ""},
		{"mnemonic", ""},
		{"", ""},
	} {
		var got []string
		for _, s := range secrets([]byte(test.text)) {
			got = append(got, s.what)
			if s.start < 0 || s.end > len(test.text) || s.start >= s.end {
				t.Errorf("%q: a secret from %d to %d", test.text, s.start, s.end)
			}
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%q holds %q, not %q", test.text, got, test.want)
		}
	}
}

func FuzzSecrets(f *testing.F) {
	f.Add("seed phrase is boat wave sail wind rope mast boat wave sail wind rope mast -----BEGIN PRIVATE KEY")
	f.Fuzz(func(t *testing.T, s string) {
		for _, found := range secrets([]byte(s)) {
			if found.start < 0 || found.end > len(s) || found.start >= found.end {
				t.Errorf("a secret from %d to %d of %d", found.start, found.end, len(s))
			}
		}
	})
}
