package markup

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"candor/internal/diag"
)

// pieces are what makes Markdown hard to read: put together in any order they
// reach more of it than random bytes do.
var pieces = []string{
	"word", " ", "\n", "\n\n", "\r\n", "\t", "    ", "  \n", "\\\n", "\\", "&amp;", "&#1;", "\x00", "\x01", "\xff",
	"\x01u0\x01", "# ", "## ", "#### ", "\n---\n", "\n===\n", "> ", "> [!NOTE]\n", "- ", "- [ ] ", "1. ", ": ", "* ",
	"*em* ", "**strong** ", "~~del~~ ", "a  \nb", "- item\n", "1. one\n", "> quoted\n", "\n\n***\n", "term\n: meaning\n",
	"*", "**", "_", "~~", "`", "```toml\na = 1\n```\n", "```\n", "~~~ sh\n", "[", "]", "](", ")", "![", "](x.md)",
	"[a](b c)", "[](y%20z.md \"t\")", "[l](<a b>)", "![](i.png)", "[r]", "[r]: z.md 't'\n", "[^1]", "[^1]: note\n",
	"https://example.com/x", "<https://example.com>", "www.example.com", "a@example.com", "<b>", "</b>", "<br/>",
	"<!-- c -->", "<div>\n", "| a | b |\n|---|:-:|\n| c | d\\|e |\n", "|", "é", "漏", "\u2003", "javascript:x",
}

func markdown() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 60).Draw(t, "pieces"), "")
	})
}

// TestProperties says what holds for every text.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkBody(t, []byte(markdown().Draw(t, "text"))) })
}

// FuzzRender looks for a text that breaks those rules.
func FuzzRender(f *testing.F) {
	for _, p := range pieces {
		f.Add([]byte(p))
	}
	f.Add([]byte(strings.Join(pieces, "")))
	f.Fuzz(func(t *testing.T, src []byte) { checkBody(t, src) })
}

type tester interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

func checkBody(t tester, src []byte) {
	t.Helper()
	b := Fragment(src)
	checkSpans(t, b, src)
	checkText(t, b)
	checkFill(t, b)
	checkRoundTrip(t, b)
	checkOffsets(t, b, src)
}

func checkSpans(t tester, b *Body, src []byte) {
	t.Helper()
	check := func(what string, start, end int) {
		if start < 0 || end > len(src) || start > end {
			t.Errorf("%s from %d to %d of %d", what, start, end, len(src))
		}
	}
	for _, l := range b.Links {
		check("link", l.Start, l.End)
		check("whole link", l.Whole.Start, l.Whole.End)
	}
	last := 0
	for _, c := range b.Code {
		check("code", c.Start, c.End)
		if c.Start < last {
			t.Errorf("code from %d begins before the end of what is before it, %d", c.Start, last)
		}
		last = c.End
	}
	for _, h := range b.Headings {
		check("heading", h.Start, h.End)
	}
	for _, i := range b.Issues {
		check("issue "+i.ID, i.Start, i.End)
		if i.Message == "" || i.Hint == "" {
			t.Errorf("%s says too little: %q, %q", i.ID, i.Message, i.Hint)
		}
	}
}

// checkText checks that sections follow each other and begin with their
// headings, and that ids differ.
func checkText(t tester, b *Body) {
	t.Helper()
	from, ids := 0, map[string]bool{}
	for _, h := range b.Headings {
		if h.TextStart < from || h.TextStart > len(b.Text) {
			t.Errorf("section %q begins at %d, after %d", h.ID, h.TextStart, from)
		} else if !strings.HasPrefix(b.Text[h.TextStart:], h.Text) {
			t.Errorf("section %q begins with %.20q", h.ID, b.Text[h.TextStart:])
		}
		if h.ID == "" || ids[h.ID] {
			t.Errorf("the id %q is used", h.ID)
		}
		from, ids[h.ID] = h.TextStart, true
	}
	if strings.Join(strings.Fields(b.Text), " ") != b.Text {
		t.Errorf("white space is not folded: %q", b.Text)
	}
}

func checkFill(t tester, b *Body) {
	t.Helper()
	seen := make([]int, len(b.Links))
	html := b.Fill(func(slot int) Target {
		if slot < 0 || slot >= len(b.Links) {
			t.Fatal("slot out of range: ", slot)
		}
		seen[slot]++
		return Target{URL: fmt.Sprintf("/%d\x01\"<", slot), Title: "\x01u0\x01<>"}
	})
	for slot, n := range seen {
		if n != 1 {
			t.Errorf("slot %d was asked for %d times", slot, n)
		}
	}
	if i := bytes.IndexFunc(html, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }); i >= 0 {
		t.Errorf("a control character stands at %d of %q", i, html)
	}
	if !utf8.Valid(html) || !utf8.ValidString(b.Text) {
		t.Errorf("no UTF-8: %q, %q", html, b.Text)
	}
	checkTags(t, html)
}

// void are the elements that have no closing tag.
var void = map[string]bool{"br": true, "hr": true, "img": true, "input": true}

// checkTags checks that elements are closed in order, that no link holds a
// link, and that no element is one that we do not write.
func checkTags(t tester, html []byte) {
	t.Helper()
	var open []string
	for rest := string(html); ; {
		_, after, found := strings.Cut(rest, "<")
		if !found {
			break
		}
		tag, behind, closed := strings.Cut(after, ">")
		if !closed {
			t.Errorf("a tag has no end: %q in %q", after, html)
		}
		rest = behind
		name, _, _ := strings.Cut(tag, " ")
		switch end, closing := strings.CutPrefix(name, "/"); {
		case closing && (len(open) == 0 || open[len(open)-1] != end):
			t.Errorf("</%s> closes %q in %q", end, open, html)
			return
		case closing:
			open = open[:len(open)-1]
		case void[name]:
		case !written[name]:
			t.Errorf("<%s> in %q", name, html)
		case name == "a" && strings.Contains(strings.Join(open, " ")+" ", "a "):
			t.Errorf("a link within %q in %q", open, html)
		default:
			open = append(open, name)
		}
	}
	if len(open) > 0 {
		t.Errorf("%q are open in %q", open, html)
	}
}

var written = func() map[string]bool {
	names := map[string]bool{}
	for name := range strings.FieldsSeq("a blockquote code dd del div dl dt em h1 h2 h3 h4 h5 h6 label li ol p pre " +
		"section span strong sup table tbody td th thead tr ul") {
		names[name] = true
	}
	return names
}()

// checkOffsets checks that a body within a file has the offsets of the file.
func checkOffsets(t tester, b *Body, src []byte) {
	t.Helper()
	const before, after = "+++\nx\n+++\n", "\nafter"
	file := []byte(before + string(src) + after)
	moved, err := Render(diag.NewSource("x.md", file, nil), file, len(before), len(before)+len(src))
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range moved.Links {
		if l.Start != b.Links[i].Start+len(before) || l.End != b.Links[i].End+len(before) {
			t.Errorf("link %d stands at %d, %d of the file", i, l.Start, l.End)
		}
	}
	for i, h := range moved.Headings {
		if h.Start != b.Headings[i].Start+len(before) {
			t.Errorf("heading %d stands at %d of the file", i, h.Start)
		}
	}
	if !bytes.Equal(moved.HTML, b.HTML) || len(moved.Issues) != len(b.Issues) {
		t.Errorf("the place of a text changes it: %q, %q", moved.HTML, b.HTML)
	}
}

// TestInlineDestinations checks that the span of an inline link is exactly its
// destination, wherever the link stands.
func TestInlineDestinations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dest := rapid.StringMatching(`[a-z][a-zA-Z0-9./#_-]{0,12}(%20|\\\(|&amp;|\([a-z]\))?[a-z0-9.]{1,8}`).Draw(t, "dest")
		form := rapid.SampledFrom([]string{"(%s)", "(<%s>)", "( %s )", `(%s "a (b) %[1]s")`, "(\n%s\n)", "(%s 't')"}).Draw(t, "form")
		text := rapid.SampledFrom([]string{"[]", "[x]", "![y]", "[**b** `](z)`]", "[a [b] c]", "[![i](j.png)]", `[\]]`}).Draw(t, "text")
		around := rapid.SampledFrom([]string{
			"%s", "> %s", "- a\n  %s", "## H %s", "**%s**", "(%s)", "a&amp;\\*%s", "\t- %s", "T\n: %s", "x[^1]\n\n[^1]: %s",
			"- > 1. %s", "| a | b |\n|---|---|\n| é | %s |", "%[1]s %[1]s",
		}).Draw(t, "around")
		link := text + fmt.Sprintf(form, dest)
		if strings.Contains(form, "\n") && (strings.HasPrefix(around, "|") || strings.HasPrefix(around, "##")) {
			t.Skip("no link: the line ends")
		}
		src := "see `x` first\n\n" + fmt.Sprintf(around, link) + "\n\nlast"
		found := 0
		for _, l := range Fragment([]byte(src)).Links {
			if l.Dest == "j.png" {
				continue
			}
			found++
			if got := src[l.Start:l.End]; got != dest {
				t.Fatalf("%q stands at %q in %q", dest, got, src)
			}
		}
		if found == 0 && !strings.HasPrefix(around, "\t") {
			t.Fatalf("no link in %q", src)
		}
	})
}
