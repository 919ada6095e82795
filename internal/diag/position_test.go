package diag

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Whatever a text holds and wherever a span points, its position is what a walk
// over the characters gives.
func TestPositionOfAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "ß", "日", "\U0001F6E5", "\n", "\r\n", "\xff", "\xe6\x97", "\ufeff"}), 0, 200).Draw(t, "text"), "")
		start, end := rapid.IntRange(-2, len(text)+2).Draw(t, "start"), rapid.IntRange(-2, len(text)+2).Draw(t, "end")
		p := source(text).At(start, end).Position()
		line, column := walk(text, start, false)
		endLine, endColumn := walk(text, max(start, end), true)
		if want := (Position{line, column, endLine, endColumn}); p != want {
			t.Fatalf("%q from %d to %d: got %v, want %v", text, start, end, p, want)
		}
		if p.EndLine < p.Line || p.EndLine == p.Line && p.EndColumn < p.Column {
			t.Fatalf("%q from %d to %d: it ends before it begins: %v", text, start, end, p)
		}
	})
}

// walk counts up to an offset. Within a character it goes back to where that
// begins, or on to where it ends.
func walk(text string, to int, on bool) (line, column int) {
	line, column = 1, 1
	at := 0
	if strings.HasPrefix(text, "\ufeff") {
		at = 3
	}
	for at < len(text) && at < to {
		r, size := utf8.DecodeRuneInString(text[at:])
		if at+size > to && !on {
			break
		}
		at += size
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
	}
	return line, column
}

// counted is a source that says how often it is read.
func counted(text string) (*Source, *int) {
	n := 0
	return NewSource("a.md", []byte(text), func() ([]byte, error) { n++; return []byte(text), nil }), &n
}

// However many places are looked up in a file, it is read once for their
// positions and once for what is around them.
func TestReads(t *testing.T) {
	const places = 5000
	s, reads := counted(strings.Repeat("é [^1]", places))
	var r Reader
	for i := range places {
		at := s.At(i*7+3, i*7+7)
		if p := at.Position(); p.Column != i*6+3 || p.EndColumn != i*6+7 {
			t.Fatalf("%d: %v", i, p)
		}
		e, ok := r.Excerpt(at)
		if !ok || e.Text[e.Start:e.End] != "[^1]" || len(e.Text) > 2*reach {
			t.Fatalf("%d: %+v", i, e)
		}
	}
	if *reads != 2 {
		t.Errorf("the file was read %d times", *reads)
	}
}

// A reader does not keep more than its bound, and reads again what it let go.
func TestReaderBound(t *testing.T) {
	a, first := counted("xxxxxx")
	b, _ := counted("yyyyyy")
	r := Reader{most: 10}
	for _, s := range []*Source{a, b, a} {
		if _, ok := r.Excerpt(s.At(0, 1)); !ok || r.held > 10 {
			t.Fatalf("%t, %d bytes are kept", ok, r.held)
		}
	}
	if *first != 3 { // twice for what is around, once for positions
		t.Errorf("the file was read %d times", *first)
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("日", 1000)
	for _, c := range []struct {
		text       string
		start, end int
		want       string
	}{
		{"a\nbcd\r\ne", 3, 4, "b[c]d"},
		{"a\nbcd\r\ne", 3, 8, "b[cd]"},
		{"a\nbcd\r\ne", 6, 6, "bcd[]"},
		{"\xef\xbb\xbfab", 0, 4, "[a]b"},
		{long + "!" + long, 3000, 3001, "…" + long[:1023] + "[!]" + long[:1023] + "…"},
		{"日本", 1, 2, "[日]本"},
	} {
		e, ok := new(Reader).Excerpt(source(c.text).At(c.start, c.end))
		got := e.Text[:e.Start] + "[" + e.Text[e.Start:e.End] + "]" + e.Text[e.End:]
		if e.CutBefore {
			got = "…" + got
		}
		if e.CutAfter {
			got += "…"
		}
		if !ok || got != c.want {
			t.Errorf("%.20q from %d to %d: %s", c.text, c.start, c.end, got)
		}
	}
	if _, ok := new(Reader).Excerpt(source("").At(0, 0)); ok {
		t.Error("an empty file has a line")
	}
	gone := NewSource("a.md", []byte("a"), func() ([]byte, error) { return nil, fmt.Errorf("gone") })
	if _, ok := new(Reader).Excerpt(gone.At(0, 1)); ok || gone.At(0, 1).Position() != (Position{}) {
		t.Error("a file that is gone has a line")
	}
}
