package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"candor/internal/diag"
)

func github(t *testing.T, g GitHub, l diag.List) string {
	t.Helper()
	var b bytes.Buffer
	if err := g.Print(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGitHub(t *testing.T) {
	got := github(t, GitHub{Prefix: "docs"}, example())
	want := `::error file=docs/content/boat/anna.toml,line=2,col=10,endLine=2,endColumn=16,title=reference-missing::there is no boat brta%0Ahint: did you mean berta?
::error title=no-site::this folder is no site%0Ahint: make one
::warning file=docs/content/boat/anna.toml,line=3,col=200,endLine=3,endColumn=210,title=long-line::far right
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What the pull request touches comes first, and of it the errors; after nine
// the rest is counted.
func TestGitHubOrder(t *testing.T) {
	var l diag.List
	for i := range 12 {
		s := diag.NewSource(fmt.Sprintf("content/a/%02d.toml", i), []byte("a = 1\nb = 2\n"), nil)
		l.Warnf("w", s.At(0, 1), "", "warning %d", i)
		l.Errorf("e", s.At(0, 8), "", "error %d", i)
	}
	lines := strings.Split(strings.TrimSpace(github(t, GitHub{Touched: []string{"content/a/07.toml", "content/a/11.toml"}}, l)), "\n")
	var said []string
	for _, line := range lines {
		_, after, _ := strings.Cut(line[2:], "::")
		said = append(said, after)
	}
	want := "error 7|error 11|warning 7|warning 11|error 0|error 1|error 2|error 3|error 4|and 15 more; the summary of this run lists them all"
	if got := strings.Join(said, "|"); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if !strings.Contains(lines[0], "line=1,endLine=2,title") {
		t.Errorf("columns of several lines: %s", lines[0])
	}
	if n := strings.Count(github(t, GitHub{}, l[:9]), "\n"); n != 9 {
		t.Errorf("nine of nine are %d lines", n)
	}
}

func TestGitHubSummary(t *testing.T) {
	s := diag.NewSource("content/a_b.toml", []byte("a = 1\n"), nil)
	var l diag.List
	l.Warnf("late", s.At(0, 1), "", "*w*")
	l.Errorf("x", s.At(4, 5), "write `a|b`", "<b> & [c](d)\nsecond @all")
	l.Errorf("site", diag.Span{}, "", "whole")
	var b bytes.Buffer
	if err := (GitHub{}).Summary(&b, l); err != nil {
		t.Fatal(err)
	}
	want := "### candor: 2 errors, 1 warning\n\n| | where | what | what to do |\n|---|---|---|---|\n" +
		"| error x | content/a\\_b.toml:1:5 | &lt;b> &amp; \\[c\\](d) second \\@all | write \\`a\\|b\\` |\n" +
		"| error site | the site | whole |  |\n" +
		"| warning late | content/a\\_b.toml:1:1 | \\*w\\* |  |\n\n"
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
	var many diag.List
	for range 20000 {
		many.Errorf("x", s.At(0, 1), "", "%s", strings.Repeat("long ", 20))
	}
	b.Reset()
	if err := (GitHub{}).Summary(&b, many); err != nil || b.Len() > 1<<20 || !strings.Contains(b.String(), " more.\n") {
		t.Errorf("%d bytes, %v", b.Len(), err)
	}
}

// command is the grammar of a workflow command as the runner reads it.
var command = regexp.MustCompile(`^::(error|warning|notice) ([a-zA-Z]+=[^,:\r\n]*)(,[a-zA-Z]+=[^,:\r\n]*)*::[^\r\n]*$`)

// Whatever a source, its name and a message hold, a diagnostic is one command.
func FuzzGitHub(f *testing.F) {
	f.Add("a,b:c%\n::error::x", "é\n", 0, 9)
	f.Fuzz(func(t *testing.T, name, text string, start, end int) {
		var l diag.List
		l.Errorf("x", diag.NewSource(name, []byte(text), nil).At(start, end), text, "%s", name)
		for _, line := range strings.Split(strings.TrimSuffix(github(t, GitHub{}, l), "\n"), "\n") {
			if !command.MatchString(line) {
				t.Errorf("not a command: %q", line)
			}
		}
	})
}

// wanted is the part of the SARIF schema that readers depend on.
type wanted struct {
	Schema  string `json:"$schema"`
	Version string
	Runs    []struct {
		ColumnKind  string
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct{ Message struct{ Text string } }
		}
		Tool struct {
			Driver struct {
				Name  string
				Rules []struct {
					ID, Name                                string
					ShortDescription, FullDescription, Help struct{ Text, Markdown string }
					DefaultConfiguration                    struct{ Level string }
				}
			}
		}
		Results []struct {
			RuleID    string
			RuleIndex *int
			Level     string
			Message   struct{ Text string }
			Locations []spot
			Related   []spot `json:"relatedLocations"`
			Fixes     []struct {
				ArtifactChanges []struct {
					ArtifactLocation struct{ URI string }
					Replacements     []struct {
						DeletedRegion   area
						InsertedContent *struct{ Text string }
					}
				}
			}
		}
	}
}

type area struct{ StartLine, StartColumn, EndLine, EndColumn int }

type spot struct {
	PhysicalLocation struct {
		ArtifactLocation struct{ URI string }
		Region           *area
	}
	Message struct{ Text string }
}

func sarif(t *testing.T, s SARIF, l diag.List) wanted {
	t.Helper()
	var b bytes.Buffer
	if err := s.Print(&b, l); err != nil {
		t.Fatal(err)
	}
	var out wanted
	d := json.NewDecoder(&b)
	if err := d.Decode(&out); err != nil {
		t.Fatal(err)
	}
	if len(out.Runs) != 1 || out.Version != "2.1.0" || out.Schema == "" || out.Runs[0].Results == nil {
		t.Fatalf("no run of SARIF 2.1.0: %+v", out)
	}
	return out
}

func TestSARIF(t *testing.T) {
	l := example()
	l = append(l, l[0])
	wide := diag.NewSource("content/grö ße.toml", []byte("a = \"ß\U0001F6E5\" x\n"), nil)
	l.Errorf("wide", wide.At(len("a = \"ß\U0001F6E5\" "), len("a = \"ß\U0001F6E5\" x")), "", "far?")
	run := sarif(t, SARIF{Prefix: "docs", Explain: func(id string) (string, string) { return "about " + id, "# " + id }}, l).Runs[0]
	rules := run.Tool.Driver.Rules
	if run.ColumnKind != "unicodeCodePoints" || len(rules) != 4 || len(run.Results) != 5 {
		t.Fatalf("got %+v", run)
	}
	if r := rules[1]; r.ID != "long-line" || r.Name != "LongLine" || r.FullDescription.Text == "" || r.DefaultConfiguration.Level != "warning" || r.ShortDescription.Text != "about long-line." || r.Help.Markdown != "# long-line" {
		t.Errorf("rule %+v", r)
	}
	for i, r := range run.Results {
		if r.RuleIndex == nil || rules[*r.RuleIndex].ID != r.RuleID || r.Level != l[i].Severity.String() {
			t.Errorf("result %+v", r)
		}
	}
	first := run.Results[0]
	if first.Message.Text != "there is no boat brta. Hint: did you mean berta?" || first.Locations[0].PhysicalLocation.ArtifactLocation.URI != "docs/content/boat/anna.toml" ||
		*first.Locations[0].PhysicalLocation.Region != (area{2, 10, 2, 16}) || first.Related[0].Message.Text != "of this one." {
		t.Errorf("first %+v", first)
	}
	change := first.Fixes[0].ArtifactChanges[0]
	if change.ArtifactLocation.URI != "docs/content/boat/anna.toml" || change.Replacements[0].DeletedRegion != (area{2, 10, 2, 16}) || change.Replacements[0].InsertedContent.Text != `"berta"` {
		t.Errorf("fix %+v", change)
	}
	if run.Results[2].Locations != nil {
		t.Errorf("the site as a whole has a place: %+v", run.Results[2])
	}
	last := run.Results[4].Locations[0].PhysicalLocation
	if last.ArtifactLocation.URI != "docs/content/gr%C3%B6%20%C3%9Fe.toml" || *last.Region != (area{1, 10, 1, 11}) {
		t.Errorf("wide %+v", last)
	}
	if empty := sarif(t, SARIF{}, nil).Runs[0]; len(empty.Results) != 0 {
		t.Errorf("nothing is %+v", empty)
	}
}

// A run holds no more than GitHub takes; errors stay before warnings, and the run
// says what it lacks.
func TestSARIFBound(t *testing.T) {
	s := source("a = 1\n")
	var l diag.List
	for i := range 20_000 {
		l.Warnf("w", s.At(0, 1), "", "warning %d", i)
		l.Errorf("e", s.At(0, 1), "", "error %d", i)
	}
	run := sarif(t, SARIF{}, l).Runs[0]
	levels := map[string]int{}
	for _, r := range run.Results {
		levels[r.Level]++
	}
	if len(run.Results) != 25_000 || levels["error"] != 20_000 || run.Results[9_999].Message.Text != "error 4999." {
		t.Errorf("%d results, %v, and %q", len(run.Results), levels, run.Results[9_999].Message.Text)
	}
	if n := run.Invocations; len(n) != 1 || !n[0].ExecutionSuccessful || n[0].ToolExecutionNotifications[0].Message.Text != "15000 more results were left out: a run holds at most 25000." {
		t.Errorf("the run says %+v", n)
	}
	if run := sarif(t, SARIF{}, l[:25_000]).Runs[0]; len(run.Results) != 25_000 || run.Invocations != nil {
		t.Errorf("%d of 25000 results, and %+v", len(run.Results), run.Invocations)
	}
}

// A fix that has no place, since its file cannot be read any more, is left out.
func TestSARIFGone(t *testing.T) {
	gone := diag.NewSource("a.toml", []byte("a"), func() ([]byte, error) { return nil, fs.ErrNotExist })
	l := diag.List{{ID: "x", Span: gone.At(0, 1), Message: "m", Fixes: []diag.Fix{{Message: "f", Edits: []diag.Edit{{Span: gone.At(0, 1)}}}}}}
	if r := sarif(t, SARIF{}, l).Runs[0].Results[0]; r.Fixes != nil || r.Locations[0].PhysicalLocation.Region != nil {
		t.Errorf("got %+v", r)
	}
}

// formats are all that a list can be printed in.
var formats = map[string]func(io.Writer, diag.List) error{
	"text": Text{}.Print, "json": JSON, "sarif": SARIF{}.Print, "github": GitHub{}.Print, "summary": GitHub{}.Summary,
}

// However many places of one long line are printed, in whatever format, the file
// is read a few times only.
func TestLongLine(t *testing.T) {
	const places = 5000
	text := []byte(strings.Repeat("[^1]", places))
	for name, print := range formats {
		reads := 0
		s := diag.NewSource("a.md", text, func() ([]byte, error) { reads++; return text, nil })
		var l diag.List
		for i := range places {
			l.Errorf("x", s.At(4*i, 4*i+4), "", "m")
		}
		var b bytes.Buffer
		if err := print(&b, l); err != nil {
			t.Fatal(err)
		}
		if reads > 2 || b.Len() > 1000*places {
			t.Errorf("%s: the file was read %d times for %d bytes", name, reads, b.Len())
		}
	}
}

// newCommand is how a workflow command begins a line.
var newCommand = regexp.MustCompile(`^\s*::\w`)

// Whatever a file is called and whatever it says, no format lets it steer a
// terminal or give the runner of a workflow a command.
func TestHostileNames(t *testing.T) {
	for _, hostile := range []string{"\x1b[31m", "\x1b]0;owned\a", "\u009b31m", "\u202e", "\u2066", "\u200f", "\u2028", "\n::error file=a::pwn", "\r::error::pwn", "##[error]pwn", "\x9b", "\x7f"} {
		s := diag.NewSource("content/a"+hostile+".md", []byte("a "+hostile+" b"), nil)
		l := diag.List{{
			ID: "x", Span: s.At(0, int(s.Size)), Message: hostile, Label: hostile, Hint: hostile,
			Related: []diag.Related{{Span: s.At(0, 1), Message: hostile}, {Message: hostile}},
		}}
		for name, print := range formats {
			var b bytes.Buffer
			if err := print(&b, l); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				line = strings.TrimSuffix(line, "\n")
				if strings.ContainsFunc(line, steers) || strings.Contains(line, "##[") || name != "github" && newCommand.MatchString(line) {
					t.Errorf("%s: %q", name, line)
				}
			}
		}
	}
}

// steers reports whether a character must not reach a terminal.
func steers(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Zl, r)
}

// Whatever a span covers, a region begins at 1:1 or later and does not end
// before it begins.
func FuzzSARIF(f *testing.F) {
	f.Add("a = 1\r\nb", 3, 9)
	f.Add("\xef\xbb\xbf\xff", 0, 2)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		var l diag.List
		l.Errorf("x", source(text).At(start, end), text, "%s", text)
		for _, r := range sarif(t, SARIF{}, l).Runs[0].Results {
			a := r.Locations[0].PhysicalLocation.Region
			if (a == nil) != (text == "") {
				t.Fatalf("region %+v of %q", a, text)
			}
			if a != nil && (a.StartLine < 1 || a.StartColumn < 1 || a.EndLine < a.StartLine || a.EndLine == a.StartLine && a.EndColumn < a.StartColumn) {
				t.Errorf("region %+v of %q", a, text)
			}
			if !utf8.ValidString(r.Message.Text) {
				t.Errorf("message %q", r.Message.Text)
			}
		}
	})
}
