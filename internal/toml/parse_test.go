package toml_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"candor/internal/diag"
	"candor/internal/toml"

	"github.com/google/go-cmp/cmp"
)

func parse(text string) (*toml.Doc, diag.List) {
	b := []byte(text)
	return toml.Parse(diag.NewSource("a.toml", b, nil), b, 0, len(b))
}

// mustParse returns a document that has to be right.
func mustParse(t *testing.T, text string) *toml.Doc {
	t.Helper()
	d, l := parse(text)
	if len(l) > 0 {
		t.Fatalf("%q: %s: %s", text, l[0].ID, l[0].Message)
	}
	return d
}

func date(t *testing.T, text string) toml.Date {
	t.Helper()
	d, ok := toml.ParseDate(text)
	if !ok {
		t.Fatalf("%q is not a date", text)
	}
	return d
}

func TestValues(t *testing.T) {
	tests := []struct {
		name, text string
		want       map[string]any
	}{
		{"nothing", "", map[string]any{}},
		{"comments only", "# a\n\n# b", map[string]any{}},
		{"scalars", "s = 'x'\ni = 1_000\nh = 0xff\nf = 2.5\nb = true\n",
			map[string]any{"s": "x", "i": int64(1000), "h": int64(255), "f": 2.5, "b": true}},
		{"list of tables", "[[a]]\nx = 1\n[[a]]\nx = 2\n[[a.b]]\n",
			map[string]any{"a": []any{
				map[string]any{"x": int64(1)},
				map[string]any{"x": int64(2), "b": []any{map[string]any{}}},
			}}},
		{"inline tables in a list", "a = [{x = 1}, {y = [{z = 2}]}]",
			map[string]any{"a": []any{
				map[string]any{"x": int64(1)},
				map[string]any{"y": []any{map[string]any{"z": int64(2)}}},
			}}},
		{"empty list", "a = []", map[string]any{"a": []any{}}},
		{"mixed list", "a = [1, 'x', 2.0, [true]]", map[string]any{"a": []any{int64(1), "x", 2.0, []any{true}}}},
		{"dates", "day = 2022-05-31\nzulu = 2022-05-31T10:00:00Z\nlower = 2022-05-31t10:00:00z\noffset = 2022-05-31 10:00:00.5+02:00\nlocal = 2022-05-31T10:00:00\nlist = [2022-05-31]\n",
			map[string]any{
				"day":    date(t, "2022-05-31"),
				"zulu":   date(t, "2022-05-31T10:00:00Z"),
				"lower":  date(t, "2022-05-31T10:00:00Z"),
				"offset": date(t, "2022-05-31T10:00:00.5+02:00"),
				"local":  date(t, "2022-05-31T10:00:00Z"),
				"list":   []any{date(t, "2022-05-31")},
			}},
		{"carriage returns", "a = 1\r\n[b]\r\nc = '''\r\nx\r\ny'''\r\n",
			map[string]any{"a": int64(1), "b": map[string]any{"c": "x\r\ny"}}},
		{"byte order mark", "\xef\xbb\xbfa = 1", map[string]any{"a": int64(1)}},
		{"quoted keys", "\"a b\".'c/d' = 1", map[string]any{"a b": map[string]any{"c/d": int64(1)}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, mustParse(t, tt.text).Values); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Front matter is a part of its file; what is around it is none of ours.
func TestRange(t *testing.T) {
	b := []byte("+++\ntitle = 'x'\n+++\n= not TOML")
	d, l := toml.Parse(diag.NewSource("a.md", b, nil), b, 4, 16)
	if len(l) > 0 || d.Values["title"] != "x" {
		t.Fatalf("got %v, %v", d.Values, l)
	}
	if got := string(d.Value("/title").Text()); got != "'x'" {
		t.Errorf("the value stands at %q", got)
	}
	if p := d.Key("/title").Position(); p.Line != 2 || p.Column != 1 {
		t.Errorf("the key stands at %d:%d", p.Line, p.Column)
	}
	for _, r := range [][2]int{{-5, 400}, {20, 10}, {400, 500}, {-9, -3}} {
		toml.Parse(diag.NewSource("a.md", b, nil), b, r[0], r[1])
	}
}

// A day is what was written, wherever the machine stands.
func TestDaysKeepTheirText(t *testing.T) {
	for _, text := range []string{"0001-01-01", "1970-01-01", "2024-02-29", "9999-12-31"} {
		got := mustParse(t, "x = "+text).Values["x"].(toml.Date)
		want, _ := time.Parse("2006-01-02", text)
		if got.Text != text || !got.First.Equal(want) || got.Precision != toml.Day {
			t.Errorf("%s became %v from %v", text, got, got.First)
		}
	}
}

// Each mistake: its id, its place, the words that matter, and a hint always.
func TestMistakes(t *testing.T) {
	tests := []struct{ text, id, at, message string }{
		{"x = 1\na = 2022-05\n", "bad-date", `2:5 "2022-05"`, "a month without a day needs quotes"},
		{"a = 2022-02-30 # no\n", "bad-date", `1:5 "2022-02-30"`, "2022-02-30 does not exist: February 2022 has the days 01 to 28"},
		{"a = [\n  2022-05-31,\n  2022-04-31,\n]", "bad-date", `3:3 "2022-04-31"`, "April 2022 has the days 01 to 30"},
		{"a = {b = 2022-13-01}", "bad-date", `1:10 "2022-13-01"`, "the months 01 to 12"},
		{"a = 2022-5-1", "bad-date", `1:5 "2022-5-1"`, "is not a date"},
		{"a = 2022-02-29T10:00:00Z", "bad-date", `1:5 "2022-02-29T10:00:00Z"`, "does not exist"},
		{"a = 2022-05-31T25:00:00Z", "bad-date", `1:5 "2022-05-31T25:00:00Z"`, "is not a date"},
		{"a = [{b = 07:30:00}]", "bad-format", `1:11 "07:30:00"`, "07:30:00 is a time without a day"},
		{"ä = 1", "toml-syntax", `1:1 "ä"`, "a key cannot begin with ä"},
		{"a = 'ä' ö", "toml-syntax", `1:9 "ö"`, "more on the line"},
		{"x = foo bar # c", "toml-syntax", `1:5 "foo bar"`, "text without quotes"},
		{"x = True", "toml-syntax", `1:5 "True"`, "lower case"},
		{"x = nil", "toml-syntax", `1:5 "nil"`, "text without quotes"},
		{"x = [1, two]", "toml-syntax", `1:9 "two"`, "text without quotes"},
		{"x = 20s", "toml-syntax", `1:5 "20s"`, "neither a number nor a date"},
		{"x = 31.05.2022", "toml-syntax", `1:5 "31.05.2022"`, "neither a number nor a date"},
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
		{"x = \x7f", "toml-syntax", `1:5 "\x7f"`, ""},
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
	for _, tt := range tests {
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

// A fix, applied, leaves a document without the mistake.
func TestFixes(t *testing.T) {
	tests := []struct {
		text string
		want any
	}{
		{"x = 2022-05 # then", "2022-05"},
		{"x = some words\n", "some words"},
		{"x = FALSE", false},
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

func TestPlain(t *testing.T) {
	d := mustParse(t, "a = [2022-05-31, {b = nan, c = -inf, d = +inf}]\ne = 1\nf = 1.5")
	want := map[string]any{
		"a": []any{"2022-05-31", map[string]any{"b": "nan", "c": "-inf", "d": "inf"}},
		"e": int64(1), "f": 1.5,
	}
	if diff := cmp.Diff(any(want), toml.Plain(d.Values)); diff != "" {
		t.Error(diff)
	}
	if v, _ := toml.Lookup(d.Values, "/a/1/b"); !math.IsNaN(v.(float64)) {
		t.Errorf("Plain changed its argument: %v", v)
	}
}

func TestPointerAndLookup(t *testing.T) {
	d := mustParse(t, "[[a]]\n'x/y~' = 1\n[[a]]\n'' = [5, 6]\n")
	tests := []struct {
		parts []any
		text  string
		want  any
	}{
		{[]any{"a", 0, "x/y~"}, "/a/0/x~1y~0", int64(1)},
		{[]any{"a", 1, "", 1}, "/a/1//1", int64(6)},
		{[]any{"a", 2}, "/a/2", nil},
		{[]any{"a", "01"}, "/a/01", nil},
		{[]any{"a", "-"}, "/a/-", nil},
		{[]any{"b"}, "/b", nil},
		{[]any{"a", 0, "x/y~", "z"}, "/a/0/x~1y~0/z", nil},
	}
	for _, tt := range tests {
		pointer := toml.Pointer(tt.parts...)
		got, ok := toml.Lookup(d.Values, pointer)
		if pointer != tt.text || got != tt.want || ok != (tt.want != nil) {
			t.Errorf("%s: %v, %v", pointer, got, ok)
		}
	}
	if got, ok := toml.Lookup(d.Values, ""); !ok || got == nil {
		t.Error("the empty pointer is not the whole")
	}
	if _, ok := toml.Lookup(d.Values, "a"); ok {
		t.Error("a pointer without a slash names something")
	}
}
