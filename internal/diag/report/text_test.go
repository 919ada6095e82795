package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"candor/internal/diag"
)

func source(text string) *diag.Source {
	return diag.NewSource("content/boat/anna.toml", []byte(text), nil)
}

func example() diag.List {
	s := source("title = \"Anna\"\nmoored = \"brta\" # \tnext to \x1b[31mher\n" + strings.Repeat("x", 300) + "\n")
	var l diag.List
	l = append(l, diag.Diagnostic{
		ID: "reference-missing", Span: s.At(24, 30), Message: "there is no boat brta", Label: "named here",
		Hint: "did you mean berta?", Related: []diag.Related{{Span: s.At(0, 5), Message: "of this one"}},
		Fixes: []diag.Fix{{Message: "write berta", Edits: []diag.Edit{{Span: s.At(24, 30), Text: `"berta"`}}}},
	})
	l.Warnf("long-line", s.At(250, 260), "", "far right")
	l.Errorf("no-site", diag.Span{}, "make one", "this folder is no site")
	return l
}

func TestText(t *testing.T) {
	var b bytes.Buffer
	if err := (Text{}).Print(&b, example()); err != nil {
		t.Fatal(err)
	}
	want := `error[reference-missing]: there is no boat brta
  --> content/boat/anna.toml:2:10
   |
 2 | moored = "brta" #  next to ` + "\uFFFD" + `[31mher
   |          ^^^^^^ named here
  ::: content/boat/anna.toml:1:1
   |
 1 | title = "Anna"
   | ^^^^^ of this one
   = hint: did you mean berta?
   = see:  candor explain reference-missing

warning[long-line]: far right
  --> content/boat/anna.toml:3:200
   |
 3 | …` + strings.Repeat("x", 120) + `
   | ` + strings.Repeat(" ", 40) + `^^^^^^^^^^
   = see:  candor explain long-line

error[no-site]: this folder is no site
   = hint: make one
   = see:  candor explain no-site

`
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
}

// Every line of the JSON form is an object with the place of everything.
func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, example()); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines", len(lines))
	}
	var first struct {
		ID, Severity, File               string
		Line, Column, EndLine, EndColumn int
		Related                          []struct{ Message string }
		Fixes                            []struct{ Edits []struct{ Text string } }
	}
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil {
		t.Fatal(err)
	}
	if first.ID != "reference-missing" || first.Line != 2 || first.Column != 10 || first.EndColumn != 16 ||
		first.Related[0].Message != "of this one" || first.Fixes[0].Edits[0].Text != `"berta"` {
		t.Errorf("got %+v", first)
	}
}

// Whatever a source holds and wherever a span points, printing neither fails
// nor lets a control character through.
func FuzzText(f *testing.F) {
	f.Add("a = 1\nb = \x1b[0m\n", 3, 9)
	f.Add("\xef\xbb\xbf\r\n\xff", 0, 100)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		var l diag.List
		l.Errorf("x", source(text).At(start, end), text, "%s", text)
		var b bytes.Buffer
		if err := (Text{}).Print(&b, l); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsFunc(b.String(), func(r rune) bool { return r < 0x20 && r != '\n' || r == 0x7f }) {
			t.Errorf("a control character in %q", b.String())
		}
	})
}
