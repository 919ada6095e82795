package markup

import (
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// TestHighlightFailures gives code to lexers that cannot read it. It must be
// shown plainly, whole, and be reported.
func TestHighlightFailures(t *testing.T) {
	if testing.Short() {
		t.Skip("one piece of code after the other: no race is to be found")
	}
	const code = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa <!\n"
	for _, test := range []struct {
		name string
		rule chroma.Rule
		want string
	}{
		{"slow", chroma.Rule{Pattern: `(a|aa|a?a)+$`, Type: chroma.Name}, "takes too long"},
		{"circle", chroma.Rule{Pattern: `(?=a)`, Type: chroma.Name}, "do not fit"},
		{"loss", chroma.Rule{Pattern: `a(a)`, Type: chroma.ByGroups(chroma.Name)}, "do not fit"},
		{"panic", chroma.Rule{Pattern: `a`, Type: chroma.Using("no such language")}, "do not fit"},
		{"state", chroma.Rule{Pattern: `a`, Mutator: chroma.Push("no such state")}, "do not fit"},
		{"pattern", chroma.Rule{Pattern: `(`, Type: chroma.Name}, "do not fit"},
	} {
		t.Run(test.name, func(t *testing.T) {
			lexer := chroma.MustNewLexer(&chroma.Config{Name: test.name}, func() chroma.Rules {
				return chroma.Rules{"root": {test.rule, {Pattern: `[^a]`, Type: chroma.Comment}}}
			}).SetRegistry(chroma.NewLexerRegistry())
			w := newWriter([]byte("``` odd\n"), 0)
			defer w.release()
			highlightAs(&w.out, &w.report, lexer, []byte(code), "odd", ast.NewTextSegment(text.NewSegment(4, 7)))
			if got, want := string(w.out.html), strings.ReplaceAll(code, "<", "&lt;"); got != want {
				t.Errorf("shows %q", got)
			}
			if len(w.report.issues) != 1 {
				t.Fatalf("reports %+v", w.report.issues)
			}
			i := w.report.issues[0]
			if i.ID != "highlight-failed" || i.Start != 4 || i.End != 7 || !strings.Contains(i.Message, test.want) {
				t.Errorf("reports %+v", i)
			}
		})
	}
}

// TestEveryLanguage highlights a little of everything in each language. What
// cannot be highlighted is reported; nothing hangs, and no text is lost.
func TestEveryLanguage(t *testing.T) {
	if testing.Short() {
		t.Skip("one language after the other: no race is to be found")
	}
	samples := []string{
		"a = 1 // c\n", "# x", "\r\n", "{\"k\": [1, 'é', `x`]}\n", "<a b=\"c\">d</a> &amp;\n", "\x00\xff\n", "$ ls \\\n -l\nout",
	}
	tag := regexp.MustCompile(`<[^>]*>`)
	tried := map[chroma.Lexer]bool{}
	for name, lexer := range languages() {
		if tried[lexer] || strings.ContainsAny(name, " ,:{") {
			continue
		}
		tried[lexer] = true
		for _, s := range samples {
			b := Fragment([]byte("~~~ " + name + "\n" + s))
			checkFill(t, b)
			got := tag.ReplaceAllString(string(b.HTML), "")
			if want := string(appendEscaped(nil, prepared([]byte(s)))); strings.TrimSpace(got) != strings.TrimSpace(want) {
				t.Errorf("%s makes %q of %q", name, got, want)
			}
		}
	}
	if len(tried) < 200 {
		t.Errorf("only %d languages", len(tried))
	}
}
