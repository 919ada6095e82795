package toml_test

import (
	"math"
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
				"local":  local(t, "2022-05-31T10:00:00"),
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

// local returns a moment without an offset from UTC.
func local(t *testing.T, text string) toml.Date {
	t.Helper()
	d, ok := toml.ParseLocal(text)
	if !ok {
		t.Fatalf("%q is not a local time", text)
	}
	return d
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
