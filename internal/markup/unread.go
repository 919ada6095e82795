package markup

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"candor/internal/catalog"
)

// unread collects what readers see as it was typed: the plain text of the
// source, every byte at its place and blanks everywhere else. Signs of Markdown
// that are left in it were meant as such and were not read.
type unread struct{ plain []byte }

// signs begin what can be left unread. A text without them is not looked at.
const signs = "[*#|"

// begin prepares for a source.
func (u *unread) begin(src []byte) {
	if !bytes.ContainsAny(src, signs) {
		u.plain = u.plain[:0]
		return
	}
	u.plain = slices.Grow(u.plain[:0], len(src))[:len(src)]
	for i, c := range src {
		u.plain[i] = ' '
		if c == '\n' {
			u.plain[i] = c
		}
	}
}

// keep notes plain text. What a backslash makes plain was meant to be.
func (u *unread) keep(src []byte, start, end int) {
	if len(u.plain) == 0 {
		return
	}
	copy(u.plain[start:end], src[start:end])
	for i := start; i+1 < end; i++ {
		if src[i] == '\\' {
			u.plain[i], u.plain[i+1] = ' ', ' '
			i++
		}
	}
}

// slip is a form of Markdown that was not read, with what is said of it.
type slip struct {
	sign string // stands in every such form: few texts have it left
	form *regexp.Regexp
	tell func(src []byte, at []int) (message, hint string) // "": nothing is wrong
}

// slips are looked for in order; of two at the same place the first is told.
var slips = []slip{
	{"](", regexp.MustCompile(`\[[^\[\]\n]*\]\([^)\n]*\)?`), badAddress},
	{"] (", regexp.MustCompile(`\[[^\[\]\n]+\] \([^)\n]*\)`), gap},
	{")[", regexp.MustCompile(`\([^()\n]+\)\[[^\[\]\n]+\]`), swapped},
	{"][", regexp.MustCompile(`\[[^\[\]\n]+\]\[[^\[\]\n]*\]`), undefined},
	{"##", regexp.MustCompile(`(?m)^#{2,6}[^#\s].*$`), headingSpace},
	{"[!", regexp.MustCompile(`\[![A-Za-z]+\]`), badAlert},
	{"|", regexp.MustCompile(`(?m)^[ >]*\|.*\|[ \t]*(?:\n[ >]*\|.*\|[ \t]*)+$`), noTable},
	{"**", regexp.MustCompile(`(?:^|[\s(])(\*\*)[^\s*]|[^\s*](\*\*)(?:$|[\s.,;:!?)])`), unclosedBold},
}

var missingNote = regexp.MustCompile(`\[\^([^\[\]\s]+)\]`)

// found returns where a form stands. It is looked for only where its sign is.
func found(form *regexp.Regexp, sign string, text []byte) [][]int {
	if !bytes.Contains(text, []byte(sign)) {
		return nil
	}
	return form.FindAllSubmatchIndex(text, -1)
}

// tell reports what was left unread of a text with code in these ranges.
func (u *unread) tell(r *report, code []span) {
	if plain := u.plain; len(plain) > 0 {
		told := missingNotes(plain, r)
		for _, s := range slips {
			for _, m := range found(s.form, s.sign, plain) {
				at := place(plain, m)
				if slices.ContainsFunc(told, func(t span) bool { return t.start < at.end && at.start < t.end }) {
					continue
				}
				if message, hint := s.tell(r.src, m); message != "" {
					told = append(told, at)
					r.add(catalog.MarkdownUnread, at, message, hint)
				}
			}
		}
	}
	lostNotes(r, code)
}

// missingNotes reports references to footnotes that there are not, and returns
// their places.
func missingNotes(plain []byte, r *report) (told []span) {
	for _, m := range found(missingNote, "[^", plain) {
		told = append(told, span{m[0], m[1]})
		label := string(plain[m[2]:m[3]])
		r.add(catalog.FootnoteMissing, span{m[0], m[1]}, "no footnote is called "+label,
			"add a line of its own, with an empty line before it: [^"+label+"]: the note")
	}
	return told
}

// place is that of the first group which a form has, else of the first line of
// the whole.
func place(b []byte, m []int) span {
	for i := 2; i+1 < len(m); i += 2 {
		if m[i] >= 0 {
			return span{m[i], m[i+1]}
		}
	}
	if i := bytes.IndexByte(b[m[0]:m[1]], '\n'); i >= 0 {
		return span{m[0], m[0] + i}
	}
	return span{m[0], m[1]}
}

// badAddress is about a link whose address cannot be read.
func badAddress(src []byte, m []int) (message, hint string) {
	text := string(src[m[0]:m[1]])
	label, address, _ := strings.Cut(text, "](")
	address, closed := strings.CutSuffix(address, ")")
	switch {
	case strings.Count(text, "](") > 1:
		return "this link is not read, because another stands inside it", "take one of the two out"
	case !closed, strings.Contains(address, ". "), strings.Contains(address, ", "):
		return "this link is not read, because its address is never closed", "write ) behind the address"
	case strings.ContainsAny(address, " \t"):
		return "this link is not read, because there is a space in its address",
			"put the address between < and >: " + label + "](<" + strings.TrimSpace(address) + ">)"
	}
	return "this link is not read", "write it as [text](address)"
}

var linkLike = regexp.MustCompile(`^(?:\.{0,2}/|@/|#|https?://|mailto:)|\.(?:md|toml|html)(?:#.*)?$`)

// gap is about a space between the text of a link and its address.
func gap(src []byte, m []int) (message, hint string) {
	label, address, _ := strings.Cut(string(src[m[0]:m[1]]), "] (")
	if !linkLike.MatchString(strings.TrimSuffix(address, ")")) {
		return "", ""
	}
	return "this link is not read, because of the space in it", "write " + label + "](" + address
}

// swapped is about a link with its brackets the wrong way round.
func swapped(src []byte, m []int) (message, hint string) {
	text, address, _ := strings.Cut(string(src[m[0]+1:m[1]-1]), ")[")
	if !linkLike.MatchString(address) {
		return "", ""
	}
	return "this link is not read, because its brackets are swapped", "write [" + text + "](" + address + ")"
}

// undefined is about a link to a definition that there is not.
func undefined(src []byte, m []int) (message, hint string) {
	text, label, _ := strings.Cut(string(src[m[0]+1:m[1]-1]), "][")
	if label == "" {
		label = text
	}
	return "this link is not read, because nothing says where [" + label + "] leads",
		"write the address itself, [" + text + "](address), or add a line of its own: [" + label + "]: address"
}

func headingSpace(src []byte, m []int) (message, hint string) {
	line := string(src[m[0]:m[1]])
	text := strings.TrimLeft(line, "#")
	signs := line[:len(line)-len(text)]
	return "this heading is not read, because a space is missing behind " + signs, "write " + signs + " " + strings.TrimSpace(text)
}

func badAlert([]byte, []int) (message, hint string) {
	return "this notice is not read", "the first line of a quotation is > [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION] and nothing else"
}

func noTable([]byte, []int) (message, hint string) {
	return "this table is not read", "below its first row stands a line | --- | --- | with as many columns, at most 256, and an empty line before the table"
}

func unclosedBold([]byte, []int) (message, hint string) {
	return "these two asterisks are not read", `write ** directly before and behind the words; where you mean the signs, write \*\*`
}

// lostNotes reports footnotes that nothing refers to: they are not shown.
func lostNotes(r *report, code []span) {
	for at := 0; ; {
		i := bytes.Index(r.src[at:], []byte("[^"))
		if i < 0 {
			return
		}
		start := at + i
		at = start + 2
		if end, ok := noteAt(r.src, start, code); ok && bytes.Count(r.src, r.src[start:end]) == 1 {
			r.add(catalog.FootnoteUnused, span{start, end}, "nothing refers to this footnote, so it is not shown",
				"write "+string(r.src[start:end])+" where it belongs, or take the note out")
		}
	}
}

// noteAt reports whether a footnote is defined at an offset, and where its sign ends.
func noteAt(src []byte, start int, code []span) (end int, ok bool) {
	before := src[bytes.LastIndexByte(src[:start], '\n')+1 : start]
	n := bytes.IndexAny(src[start+2:], "[] \t\n")
	if end = start + 2 + n + 1; n <= 0 || end >= len(src) || src[end-1] != ']' || src[end] != ':' {
		return 0, false
	}
	inCode := func(s span) bool { return s.start <= start && start < s.end }
	return end, len(before) <= 3 && len(bytes.TrimSpace(before)) == 0 && !slices.ContainsFunc(code, inCode)
}
