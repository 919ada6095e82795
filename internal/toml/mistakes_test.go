package toml_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Each mistake: its id, its place, the words that matter, and a hint always.
var mistakes = []struct{ text, id, at, message string }{
	{"x = 1\na = 2022-05\n", "bad-date", `2:5 "2022-05"`, "a month without a day needs quotes"},
	{"a = 2022-02-30 # no\n", "bad-date", `1:5 "2022-02-30"`, "2022-02-30 does not exist: February 2022 has the days 01 to 28"},
	{"a = [\n  2022-05-31,\n  2022-04-31,\n]", "bad-date", `3:3 "2022-04-31"`, "April 2022 has the days 01 to 30"},
	{"a = {b = 2022-13-01}", "bad-date", `1:10 "2022-13-01"`, "the months 01 to 12"},
	{"a = 2022-5-1", "bad-date", `1:5 "2022-5-1"`, "is not how a date is written"},
	{"a = 2022-02-29T10:00:00Z", "bad-date", `1:5 "2022-02-29T10:00:00Z"`, "does not exist"},
	{"a = 2022-05-31T25:00:00Z", "bad-date", `1:5 "2022-05-31T25:00:00Z"`, "is not a date"},
	{"a = [{b = 07:30:00}]", "bad-format", `1:11 "07:30:00"`, "07:30:00 is a time without a day"},
	{"ä = 1", "toml-syntax", `1:1 "ä"`, "a key cannot begin with ä"},
	{"a = 'ä' ö", "toml-syntax", `1:9 "ö"`, "more on the line"},
	{"x = foo bar # c", "toml-syntax", `1:5 "foo bar"`, "text without quotes"},
	{"x = True", "toml-syntax", `1:5 "True"`, "lower case"},
	{"x = Yes", "toml-syntax", `1:5 "Yes"`, "text without quotes"},
	{"x = nil", "toml-syntax", `1:5 "nil"`, "text without quotes"},
	{"x = [1, two]", "toml-syntax", `1:9 "two"`, "text without quotes"},
	{"x = 20s", "toml-syntax", `1:5 "20s"`, "neither a number nor a date"},
	{"x = {a = 2022/5/4}", "bad-date", `1:10 "2022/5/4"`, "not how a date is written"},
	{"x = 4 May 2022 # then", "bad-date", `1:5 "4 May 2022"`, "not how a date is written"},
	{"x = April 14, 2022", "bad-date", `1:5 "April 14, 2022"`, "not how a date is written"},
	{"x = 31.05.2022", "bad-date", `1:5 "31.05.2022"`, "not how a date is written"},
	{"x = 05/31/2022 # then", "bad-date", `1:5 "05/31/2022"`, "not how a date is written"},
	{"x = 05/04/2022", "bad-date", `1:5 "05/04/2022"`, "not how a date is written"},
	{"x = 31 May 2022 # then", "bad-date", `1:5 "31 May 2022"`, "not how a date is written"},
	{"x = May 31st, 2022", "bad-date", `1:5 "May 31st, 2022"`, "not how a date is written"},
	{"x = May 2022", "bad-date", `1:5 "May 2022"`, "not how a date is written"},
	{"x = 2022–05–31", "bad-date", `1:5 "2022–05–31"`, "not how a date is written"},
	{"x = {y = 2022/05/31}", "bad-date", `1:10 "2022/05/31"`, "not how a date is written"},
	{"x = 1,000", "toml-syntax", `1:5 "1,000"`, "neither commas nor spaces"},
	{"x = 1,000,000.50", "toml-syntax", `1:5 "1,000,000.50"`, "neither commas nor spaces"},
	{"x = 1 000 # about", "toml-syntax", `1:5 "1 000"`, "neither commas nor spaces"},
	{"x = {y = 1,000, z = 2}", "toml-syntax", `1:10 "1,000"`, "neither commas nor spaces"},
	{"x = 2500,50", "toml-syntax", `1:5 "2500,50"`, "with a point"},
	{"x = $1000", "toml-syntax", `1:5 "$1000"`, "without a sign"},
	{"x = [{y = 10%}]", "toml-syntax", `1:11 "10%"`, "without a sign"},
	{"x = 1000 DAI", "toml-syntax", `1:5 "1000 DAI"`, "without a unit"},
	{"x = “a, b” # c", "toml-syntax", `1:5 "“a, b”"`, "word processor"},
	{"x = [‘a’, ‘b’]", "toml-syntax", `1:6 "‘a’"`, "word processor"},
	{"x = “a\"", "toml-syntax", `1:5 "“a\""`, "word processor"},
	{"x = \"a”", "toml-syntax", `1:5 "\"a”"`, "never closed"},
	{"x\u00a0= 1", "toml-syntax", `1:2 "\u00a0"`, "looks like a space"},
	{"x =\u00a01", "toml-syntax", `1:4 "\u00a0"`, "looks like a space"},
	{"\u200bx = 1", "hidden-characters", `1:1 "\u200b"`, "nobody sees"},
	{"x\u200b = 1", "hidden-characters", `1:2 "\u200b"`, "nobody sees"},
	{"// x\ny = 1", "toml-syntax", `1:1 "// x"`, "no comment"},
	{"a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> main\n", "merge-conflict", `2:1 "<<<<<<< HEAD"`, "left from a merge"},
	{"a = [\n  1,\n<<<<<<< HEAD\n  2,\n=======\n  3,\n>>>>>>> main\n]", "merge-conflict", `3:1 "<<<<<<< HEAD"`, "left from a merge"},
	{"x =\n  - a\n  - b\n", "toml-syntax", `1:4 ""`, "the key has no value"},
	{"x = +a", "toml-syntax", `1:5 "+a"`, "neither a number nor a date"},
	{"x = -", "toml-syntax", `1:5 "-"`, "neither a number nor a date"},
	{"x = 'it's'", "toml-syntax", `1:9 "s'"`, "more on the line than one text"},
	{"title: foo", "toml-syntax", `1:6 ":"`, "a colon follows title"},
	{"my key = 1", "toml-syntax", `1:4 "k"`, "an equals sign is missing after my"},
	{"a = {b 1}", "toml-syntax", `1:8 "1"`, "an equals sign is missing after b"},
	{"key\nx = 1", "toml-syntax", `1:1 "key"`, "no equals sign"},
	{"key", "toml-syntax", `1:1 "key"`, "no equals sign"},
	{"= 1", "toml-syntax", `1:1 "="`, "no key before"},
	{".a = 1", "toml-syntax", `1:1 "."`, "before the dot"},
	{"a. = 1", "toml-syntax", `1:4 "="`, "no key before"},
	{"a.\n", "toml-syntax", `1:3 ""`, "a key is missing"},
	{"[]", "toml-syntax", `1:2 "]"`, "a name is missing"},
	{"[a\nb = 1", "toml-syntax", `1:3 ""`, "the header is not closed"},
	{"[[a]\n", "toml-syntax", `1:4 "]"`, "the header is not closed"},
	{"[a] b = 1\n", "toml-syntax", `1:5 "b = 1"`, "more on the line"},
	{"x =\ny = 1", "toml-syntax", `1:4 ""`, "the key has no value"},
	{"x =", "toml-syntax", `1:3 "="`, "the key has no value"},
	{"x = # none", "toml-syntax", `1:5 "#"`, "the key has no value"},
	{"a = 1 b = 2", "toml-syntax", `1:7 "b = 2"`, "more on the line"},
	{"x = 1\ny = \"abc\nz = 1", "toml-syntax", `2:5 "\"abc"`, "never closed"},
	{"y = 'abc\r\nz = 1", "toml-syntax", `1:5 "'abc"`, "never closed"},
	{"y = \"abc", "toml-syntax", `1:5 "\"abc"`, "never closed"},
	{"y = 'abc", "toml-syntax", `1:5 "'abc"`, "never closed"},
	{"x = 'a'\ny = \"\"\"abc\nd", "toml-syntax", `2:5 "\"\"\"abc"`, "never closed"},
	{"y = '''abc\nd", "toml-syntax", `1:5 "'''abc"`, "never closed"},
	{"y = \"abc\\", "toml-syntax", `1:5 "\"abc\\"`, "never closed"},
	{`x = "\q"`, "toml-syntax", `1:6 "\\q"`, `\q means nothing`},
	{`x = "C:\é"`, "toml-syntax", `1:8 "\\é"`, `\é means nothing`},
	{`x = "\u12"`, "toml-syntax", "", "names no character"},
	{`x = "\ud800"`, "toml-syntax", `1:6 "\\ud800"`, "names no character"},
	{"x = \"a\x01\"", "toml-syntax", `1:7 "\x01"`, "control character"},
	{"x = \x7f", "hidden-characters", `1:5 "\x7f"`, "nobody sees"},
	{"x = 1 # \x02", "toml-syntax", `1:9 "\x02"`, "control character"},
	{"x = 1\ry = 2", "toml-syntax", "", "carriage return without"},
	{"x\r= 2", "toml-syntax", "", "carriage return without"},
	{"x = 1__0", "toml-syntax", `1:6 "__"`, "an underscore"},
	{"x = 010", "toml-syntax", `1:5 "01"`, "no zero in front"},
	{"x = 1.e5", "toml-syntax", `1:7 "e"`, "after the decimal point"},
	{"x = 1e", "toml-syntax", "", "after the e"},
	{"x = 0xg", "toml-syntax", `1:5 "0x"`, "no number"},
	{"x = 99999999999999999999", "toml-syntax", `1:5 "99999999999999999999"`, "too large"},
	{"x = 1e999", "toml-syntax", `1:5 "1e999"`, "too large"},
	{"a = [1, 2\nb = 3", "toml-syntax", `2:1 "b"`, "a comma or ] is missing"},
	{"a = [1,", "toml-syntax", `1:7 ","`, "the list is not closed"},
	{"a = [,]", "toml-syntax", `1:6 ","`, "before the comma"},
	{"a = {b=1 c=2}", "toml-syntax", `1:10 "c"`, "a comma or } is missing"},
	{"a = {b=1,,c=2}", "toml-syntax", `1:10 ","`, "before the comma"},
	{"a = {b=1", "toml-syntax", `1:8 "1"`, "braces is not closed"},
	{`x = """a""""""`, "toml-syntax", "", "too many quotes"},
	{"a = 1\na = 2", "toml-syntax", `2:1 "a"`, "a is defined twice"},
	{"[[x]]\na = 1\n[[x]]\na = 1\na = 2", "toml-syntax", `5:1 "a"`, "a is defined twice"},
	{"'a' = 1\na = 2", "toml-syntax", `2:1 "a"`, "a is defined twice"},
	{"a = {b = 1, b = 2}", "toml-syntax", `1:13 "b"`, "b is defined twice"},
	{"[a]\n[b]\n[a]", "toml-syntax", `3:2 "a"`, "the table a is defined twice"},
	{"a = 1\n[a.b]", "toml-syntax", `2:2 "a"`, "nothing can stand below a"},
	{"a = 1\na.b = 2", "toml-syntax", `2:1 "a"`, "nothing can stand below a"},
	{"a = 1\n[[a]]", "toml-syntax", `2:3 "a"`, "adds to a list"},
	{"a = [{}]\n[[a]]", "toml-syntax", `2:3 "a"`, "adds to a list"},
	// The parser of values lets this pass and forgets the 2.
	{"a.b.c = 1\na.b = 2", "toml-syntax", `2:3 "b"`, "b is defined twice"},
	{"a = \xff", "not-utf8", `1:5 "\xff"`, "0xff"},
	{"\xff\xfea\x00", "not-utf8", `1:1 "\xff"`, "0xff"},
	{"a = 'x\x00'", "nul-byte", `1:7 "\x00"`, "NUL"},
	{"a\x00=\x00", "nul-byte", `1:2 "\x00"`, "NUL"},
}

func TestMistakes(t *testing.T) {
	for _, tt := range mistakes {
		d, l := parse(tt.text)
		if len(l) != 1 {
			t.Errorf("%q: %d diagnostics, want one: %v", tt.text, len(l), l)
			continue
		}
		got := l[0]
		p := got.Span.Position()
		at := fmt.Sprintf("%d:%d %q", p.Line, p.Column, got.Span.Text())
		if got.ID != tt.id || tt.at != "" && at != tt.at || !strings.Contains(got.Message, tt.message) || got.Hint == "" {
			t.Errorf("%q: %s at %s: %s (%s)", tt.text, got.ID, at, got.Message, got.Hint)
		}
		if d == nil || d.Source == nil || (d.Values == nil) != (tt.id != "bad-format") {
			t.Errorf("%q: the document is %v", tt.text, d)
		}
	}
}

// One run tells every date that is none, and the syntax error behind them.
func TestSeveralMistakes(t *testing.T) {
	_, l := parse("a = 2022-02-30\nb = 2022-06\nc = 2022-06-01\nd = 1\nd = 2\ne = [\n")
	var ids []string
	for _, d := range l {
		ids = append(ids, fmt.Sprintf("%s:%d", d.ID, d.Span.Position().Line))
	}
	want := []string{"bad-date:1", "bad-date:2", "toml-syntax:5", "toml-syntax:6"}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Error(diff)
	}
}

func TestRelated(t *testing.T) {
	tests := []struct{ text, at string }{
		{"x = 0\n'a' = 1\na = 2", `2:1 "'a'"`},
		{"[t]\n[u]\n[t]", `1:2 "t"`},
		{"a = 1\n[a.b]", `1:1 "a"`},
		{"[[a]]\n[a]", `1:3 "a"`},
		{"a = [\n[1, 2], [3\nb = 3", `2:9 "["`},
		{"a = {b = 1", `1:5 "{"`},
	}
	for _, tt := range tests {
		_, l := parse(tt.text)
		if len(l) != 1 || len(l[0].Related) != 1 {
			t.Errorf("%q: %v", tt.text, l)
			continue
		}
		r := l[0].Related[0]
		p := r.Span.Position()
		if at := fmt.Sprintf("%d:%d %q", p.Line, p.Column, r.Span.Text()); at != tt.at || r.Message == "" {
			t.Errorf("%q: related is %s (%s)", tt.text, at, r.Message)
		}
	}
}

// What is not beyond doubt is nothing that a program may write.
func TestNoFix(t *testing.T) {
	for _, text := range []string{"x = [“one, two]\n", "x = “some words # why\n"} {
		if _, l := parse(text); len(l) != 1 || len(l[0].Fixes) > 0 {
			t.Errorf("%q: %v", text, l)
		}
	}
}

// A fix, applied, leaves a document without the mistake.
func TestFixes(t *testing.T) {
	tests := []struct {
		text string
		want any
	}{
		{"x = 2022-05 # then", "2022-05"},
		{"x = some words\n", "some words"},
		{"x = FALSE", false},
		{"x = “some words”\n", "some words"},
		{"x\u200b = 1", int64(1)},
		{"x =\u00a01", int64(1)},
	}
	for _, tt := range tests {
		_, l := parse(tt.text)
		if len(l) != 1 || len(l[0].Fixes) != 1 {
			t.Errorf("%q: %v", tt.text, l)
			continue
		}
		e := l[0].Fixes[0].Edits[0]
		fixed := tt.text[:e.Span.Start] + e.Text + tt.text[e.Span.End:]
		if got := mustParse(t, fixed).Values["x"]; got != tt.want {
			t.Errorf("%q became %q: %v", tt.text, fixed, got)
		}
	}
}
