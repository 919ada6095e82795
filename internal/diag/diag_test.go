package diag

import (
	"strings"
	"testing"
)

func source(text string) *Source { return NewSource("content/boat/anna.toml", []byte(text), nil) }

// Lines and columns count from 1 and columns in characters, whatever the bytes
// around them are.
func TestPosition(t *testing.T) {
	for _, c := range []struct {
		name, text, find  string
		line, column, end int
	}{
		{"first", "a = 1\n", "a", 1, 1, 2},
		{"second line", "a = 1\nbc = 2\n", "bc", 2, 1, 3},
		{"behind wide characters", "größe = \"ß\"\n", `"ß"`, 1, 9, 12},
		{"behind a byte order mark", "\xef\xbb\xbfa = 1\n", "a", 1, 1, 2},
		{"CRLF", "a = 1\r\nb = 2\r\n", "b", 2, 1, 2},
		{"no line end", "a = 1", "1", 1, 5, 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := source(c.text)
			at := strings.Index(c.text, c.find)
			p := s.At(at, at+len(c.find)).Position()
			if p.Line != c.line || p.Column != c.column || p.EndColumn != c.end {
				t.Errorf("got %+v, want %d:%d-%d", p, c.line, c.column, c.end)
			}
		})
	}
}

// A source whose bytes have changed since says so rather than lead somewhere
// wrong.
func TestChangedSource(t *testing.T) {
	now := []byte("a = 1\n")
	s := NewSource("x.toml", now, func() ([]byte, error) { return now, nil })
	if _, err := s.Bytes(); err != nil {
		t.Fatal(err)
	}
	now = []byte("a = 2\n")
	if _, err := s.Bytes(); err != ErrChanged {
		t.Errorf("got %v, want ErrChanged", err)
	}
}

func TestSorted(t *testing.T) {
	s := source("a = 1\nb = 2\n")
	var l List
	l.Errorf("z", Span{}, "", "of the site")
	l.Errorf("b", s.At(6, 7), "", "later")
	l.Warnf("a", s.At(0, 1), "", "first")
	l.Errorf("b", s.At(6, 7), "", "later")
	got := l.Sorted()
	var ids []string
	for _, d := range got {
		ids = append(ids, d.ID)
	}
	if strings.Join(ids, " ") != "a b z" {
		t.Errorf("got %v", ids)
	}
	if got.Errors() != 2 || got.Warnings() != 1 {
		t.Errorf("%d errors, %d warnings", got.Errors(), got.Warnings())
	}
}

// What is told once of several places tells the same of them in any order.
func TestSortedInAnyOrder(t *testing.T) {
	s := source("a = 1\nb = 2\n")
	at := func(start int) Diagnostic {
		return Diagnostic{ID: "a", Span: s.At(0, 1), Message: "once", Related: []Related{{Span: s.At(start, start+1), Message: "of many"}}}
	}
	for _, l := range []List{{at(4), at(6)}, {at(6), at(4)}} {
		if got := l.Sorted(); len(got) != 1 || got[0].Related[0].Span.Start != 4 {
			t.Errorf("got %v", got)
		}
	}
}

func TestNearest(t *testing.T) {
	words := []string{"severity", "disclosure", "postmortem", "id", "dates"}
	for _, c := range []struct{ name, want string }{
		{"severty", "severity"}, {"SEVERITY", "severity"}, {"disclosur", "disclosure"},
		{"date", "dates"}, {"xx", ""}, {"weather", ""}, {"idd", "id"},
	} {
		if got, _ := Nearest(c.name, words); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestOnlyNear(t *testing.T) {
	for _, c := range []struct {
		name, want string
		only       bool
	}{{"report-1", "report-1", true}, {"report-3", "report-1", false}, {"reports-2", "report-2", true}, {"weather", "", false}} {
		if got, only := OnlyNear(c.name, []string{"report-1", "report-2"}); got != c.want || only != c.only {
			t.Errorf("OnlyNear(%q) = %q, %v", c.name, got, only)
		}
	}
}
