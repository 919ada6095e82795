package report_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode"

	"candor/internal/changes/report"
	"candor/internal/content"
	"candor/internal/markup"

	"pgregory.net/rapid"
)

// markdown returns the report of a change as Markdown.
func markdown(t *rapid.T, c report.Change) string {
	var b bytes.Buffer
	r := &report.Report{Old: "old", New: "new", Changes: []report.Change{c}}
	if err := r.Markdown(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Whatever a record is called and holds, the Markdown shows it as it is: no
// link, no picture, no HTML, and nobody is notified.
func TestMarkdownIsOnlyWords(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{
		"a", "*b*", "_c_", "[d](/evil)", "![e](x.png)", "<img src=x>", "<!--", "@somebody", "#12", "&amp;", "|", "~~f~~",
		"\\", "$x$", "`", "``", "`<img>```", "g", "1.", "- h", "> i", "# j", "<b>", "[^1]", ":k:", "***", "---", "!", "&#64;",
	}), 1, 8)
	rapid.Check(t, func(t *rapid.T) {
		name, detail := strings.Join(words.Draw(t, "name"), " "), strings.Join(words.Draw(t, "detail"), " ")
		c := report.Change{
			Kind: report.Changed, Weight: report.Plain, Group: "Boats", Key: content.Key{Type: "boat", ID: "a"},
			Name: "N " + name, Details: []report.Detail{{Pointer: "/x", Words: "D: " + detail}},
		}
		got := markdown(t, c)
		b := markup.Fragment([]byte(got))
		if len(b.Links) > 0 || len(b.Issues) > 0 {
			t.Fatalf("%q: %+v %+v", got, b.Links, b.Issues)
		}
		if strings.Contains(got, "@") && !strings.Contains(got, "`") { // in code nobody is
			t.Fatalf("%q notifies somebody", got)
		}
		// Backquotes in pairs are code, odd ones become apostrophes.
		plain := func(s string) string {
			return strings.Join(strings.Fields(strings.NewReplacer("`", "", "'", "").Replace(s)), " ")
		}
		for _, s := range []string{"N " + name, "D: " + detail} {
			if !strings.Contains(s, "`") && !strings.Contains(plain(b.Text), plain(s)) {
				t.Fatalf("%q does not show %q but %q", got, s, b.Text)
			}
		}
	})
}

// Whatever a record or a file is called, no form of the report steers a terminal,
// turns the direction of what follows or gives the runner of a workflow a command.
func TestHostileTitles(t *testing.T) {
	for _, hostile := range []string{"\x1b]0;owned\a", "\u009b31m", "\u202egpj.exe", "\u2067", "\u200f", "\u061c", "\u2028", "\n::error::pwn", "##[error]pwn"} {
		r := &report.Report{Old: "old" + hostile, New: "new", Changes: []report.Change{{
			Kind: report.Changed, Weight: report.Grave, Group: "Boats" + hostile, Key: content.Key{Type: "boat", ID: "a"},
			Name: "Anna" + hostile, Words: "b" + hostile, Details: []report.Detail{{Pointer: "/x", Words: "c" + hostile}},
		}}, Unread: []report.Unread{{Side: "new", File: "content/" + hostile + ".md", Message: "m" + hostile}}}
		for name, print := range map[string]func(io.Writer) error{"text": r.Text, "markdown": r.Markdown, "json": r.JSON} {
			var b bytes.Buffer
			if err := print(&b); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				line = strings.TrimSpace(line)
				steers := func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }
				if strings.ContainsFunc(line, steers) || strings.Contains(line, "##[") || strings.HasPrefix(line, "::") {
					t.Errorf("%s: %q", name, line)
				}
			}
		}
	}
}

// What became weaker comes first.
func TestMarkdownShouts(t *testing.T) {
	r := &report.Report{Old: "old", New: "new", Changes: []report.Change{
		{Kind: report.Added, Weight: report.Plain, Group: "Boats", Name: "Anna"},
		{Kind: report.Weakened, Weight: report.Grave, Group: "Rules", Name: "No boats", Words: "RULE WEAKENED: why"},
	}}
	var b bytes.Buffer
	if err := r.Markdown(&b); err != nil {
		t.Fatal(err)
	}
	want := "> - RULE WEAKENED: **No boats**: why\n"
	if i, j := strings.Index(b.String(), want), strings.Index(b.String(), "- **Anna**: new\n"); i < 0 || j < i {
		t.Fatal(b.String())
	}
}
