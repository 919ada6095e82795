package tomledit_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"candor/internal/diag"
	"candor/internal/toml"
	"candor/internal/toml/tomledit"
)

// alphabetical puts keys in the order of their names, and those that begin with x
// nowhere.
func alphabetical(names []string) int {
	name := names[len(names)-1]
	if name == "" || name[0] == 'x' {
		return 1 << 20
	}
	return int(name[0])
}

// ordered returns a text with its keys in order.
func ordered(t interface{ Fatal(...any) }, text string) string {
	d, diags := toml.Parse(diag.NewSource("a.toml", []byte(text), nil), []byte(text), 0, len(text))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	at, out := tomledit.Order(d, alphabetical)
	if out == nil {
		return text
	}
	return text[:at.Start] + string(out) + text[at.End:]
}

func TestOrder(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"keys", "b = 1 # of b\na = 2\n", "a = 2\nb = 1 # of b\n"},
		{"in order", "a = 1\n\nb = 2\n", "a = 1\n\nb = 2\n"},
		{"comments go along", "c = 1\n# one\n# two\nb = 2\na = 3\n", "a = 3\n# one\n# two\nb = 2\nc = 1\n"},
		{"blank lines go along", "b = 1\nd = 2\n\nc = 3\n", "b = 1\n\nc = 3\nd = 2\n"},
		{"but not to the top", "b = 1\nc = 2\n\na = 3\n", "a = 3\n\nb = 1\nc = 2\n"},
		{"without an end", "b = 1\na = 2", "a = 2\nb = 1"},
		{"CRLF", "b = 1\r\na = \"\"\"\r\nx\r\n\"\"\"", "a = \"\"\"\r\nx\r\n\"\"\"\r\nb = 1"},
		{"byte order mark", "\xef\xbb\xbfb = 1\na = 2\n", "\xef\xbb\xbfa = 2\nb = 1\n"},
		{"several lines", "b = [\n  2, # two\n\n  1,\n]\na = {\n  d = 1,\n  c = 2 }\n", "a = {\n  d = 1,\n  c = 2 }\nb = [\n  2, # two\n\n  1,\n]\n"},
		{"dotted", "b.d = 1\na = 1\nb.c = 2\n", "a = 1\nb.c = 2\nb.d = 1\n"},
		{"quoted", "\"b c\" = 1\n'a' = 2\n", "'a' = 2\n\"b c\" = 1\n"},
		{"indented", "  b = 1\n\ta = 2\n", "\ta = 2\n  b = 1\n"},
		{"tables", "c = 1\n\n[b]\ne = 1\nd = 2\n\n# of a\n[a]\nf = 3\n", "c = 1\n\n# of a\n[a]\nf = 3\n\n[b]\nd = 2\ne = 1\n"},
		{"tables alone", "[b]\n\n[a]\n", "[a]\n\n[b]\n"},
		{"tables in tables", "[b]\n[b.d]\n[a]\n[b.c]\n", "[a]\n[b]\n[b.c]\n[b.d]\n"},
		{"lists of tables", "[[b]]\nn = 2\nm = 1\n[a]\n[[b]]\n[b.d]\n[[b.c]]\nn = 1\n[[b.c]]\nn = 0\n", "[a]\n[[b]]\nm = 1\nn = 2\n[[b]]\n[[b.c]]\nn = 1\n[[b.c]]\nn = 0\n[b.d]\n"},
		{"what has no place", "xb = 1\nb = 2\nxa = 3\n", "b = 2\nxb = 1\nxa = 3\n"},

		{"the first comment is about the whole", "# file\nc = 1\nb = 2\na = 3\n", "# file\nc = 1\na = 3\nb = 2\n"},
		{"or by itself", "# file\n\nc = 1\nb = 2\n", "# file\n\nb = 2\nc = 1\n"},
		{"the first comment of a table", "[a]\n# these\nc = 1\nb = 2\na = 3\n", "[a]\n# these\nc = 1\na = 3\nb = 2\n"},
		{"a heading of keys", "d = 1\nc = 2\n\n# heading\n\nb = 3\na = 4\n", "c = 2\nd = 1\n\n# heading\n\na = 4\nb = 3\n"},
		{"a heading of tables", "[d]\n[c]\n\n# heading\n\n[b]\n[a]\n", "[c]\n[d]\n\n# heading\n\n[a]\n[b]\n"},
		{"right below a key", "c = 1\nb = 2\n# of b?\n\na = 3\n", "c = 1\nb = 2\n# of b?\n\na = 3\n"},
		{"at the end of a table", "[b]\nd = 1\nc = 2\n# of c?\n\n[a]\n", "[b]\nd = 1\nc = 2\n# of c?\n\n[a]\n"},
		{"at the end", "c = 1\nb = 2\na = 3\n\n# the end\n", "b = 2\nc = 1\na = 3\n\n# the end\n"},
		{"right below a header", "[a]\n# heading\n\nc = 1\nb = 2\n", "[a]\n# heading\n\nb = 2\nc = 1\n"},
		{"a key taken out", "c = 1\n#b = 2\na = 3\n", "c = 1\n#b = 2\na = 3\n"},
		{"with what explains it", "d = 1\nc = 1\n\n# what b is\n#b = 2\na = 3\n", "c = 1\nd = 1\n\n# what b is\n#b = 2\na = 3\n"},
		{"no number is less than another", "b = nan\na = 1\n", "b = nan\na = 1\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ordered(t, c.text)
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if again := ordered(t, got); again != got {
				t.Errorf("and then\n%s", again)
			}
		})
	}
}

// document draws TOML with keys and tables in any order, and whatever may stand
// between them.
func document(between []string) *rapid.Generator[string] {
	value := rapid.SampledFrom([]string{"1", "0x1F", "\"a # b\"", "'''\n# c\n\n'''", "[\n  1, # one\n\n  2 ]", "{ b = 1, a = 2 }", "2022-05-31", "1.50"})
	gap := rapid.SampledFrom(between)
	keys := func(t *rapid.T, out *strings.Builder, label string) {
		for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"k", "l", "m", "n", "x1", "x2", "o.b", "o.a"}), 0, 5, rapid.ID).Draw(t, label) {
			out.WriteString(gap.Draw(t, "gap") + name + " = " + value.Draw(t, "value") + rapid.SampledFrom([]string{"", " # of " + name}).Draw(t, "behind") + "\n")
		}
	}
	return rapid.Custom(func(t *rapid.T) string {
		var out strings.Builder
		keys(t, &out, "keys")
		for _, h := range rapid.SliceOfN(rapid.SampledFrom([]string{"[[b]]", "[[b]]", "[b.d]", "[[b.c]]", "[a]", "[a.b]", "[y]"}), 0, 6).Draw(t, "headers") {
			alone := !strings.HasPrefix(h, "[[") && strings.Contains(out.String(), h+"\n")
			if alone || strings.Contains(h, "b.") && !strings.Contains(out.String(), "[[b]]") {
				continue // it would be there twice, or make a table of b
			}
			out.WriteString(gap.Draw(t, "gap") + h + "\n")
			keys(t, &out, h)
		}
		return out.String() + gap.Draw(t, "end")
	})
}

// commentsOf returns the lines of a text that hold a sign of comments, sorted.
func commentsOf(text string) []string {
	var out []string
	for line := range strings.Lines(strings.TrimPrefix(text, "\xef\xbb\xbf")) {
		if strings.Contains(line, "#") {
			out = append(out, strings.TrimSpace(line))
		}
	}
	slices.Sort(out)
	return out
}

func valuesOf(text string) map[string]any {
	d, _ := toml.Parse(diag.NewSource("a.toml", []byte(text), nil), []byte(text), 0, len(text))
	return d.Values
}

// holdsOrder holds what no order may change: the values, the comments, the bytes
// all in all; and that what is in order stays.
func holdsOrder(t interface {
	Fatal(...any)
	Errorf(string, ...any)
}, text string) string {
	got := ordered(t, text)
	if !reflect.DeepEqual(valuesOf(text), valuesOf(got)) && got != text {
		t.Errorf("%q has other values than %q", got, text)
	}
	if !slices.Equal(commentsOf(text), commentsOf(got)) {
		t.Errorf("%q has other comments than %q", got, text)
	}
	if n := len(got) - len(text); n < -2 || n > 2 {
		t.Errorf("%q has other bytes than %q", got, text)
	}
	if again := ordered(t, got); again != got {
		t.Errorf("%q becomes %q and then %q", text, got, again)
	}
	return got
}

func TestOrderProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := document([]string{"", "\n", "\n\n", "# c\n", "\n# d\n# e\n", "# f\n\n", "#k = 2\n", "\n#\n# g\n\n"}).Draw(t, "text")
		if rapid.Bool().Draw(t, "crlf") {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		holdsOrder(t, text)
	})
}

// Where no comment is in the way, all keys come to stand in order.
func TestOrderIsComplete(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := holdsOrder(t, document([]string{"", "\n", "# c\n"}).Draw(t, "text"))
		text = strings.ReplaceAll(text, "# c\n", "") // a first one keeps what is below it
		text = ordered(t, text)
		d, _ := toml.Parse(diag.NewSource("a.toml", []byte(text), nil), []byte(text), 0, len(text))
		last := map[bool]int{}
		for _, name := range slices.SortedFunc(func(yield func(string) bool) {
			for name := range d.Values {
				if !yield(name) {
					return
				}
			}
		}, func(a, b string) int { return d.Key("/"+a).Start - d.Key("/"+b).Start }) {
			_, headed := d.Header("/" + name)
			_, listed := d.Header("/" + name + "/0")
			table := headed || listed || name == "a"
			if at := alphabetical([]string{name}); at < last[table] {
				t.Errorf("%s is out of order in\n%s", name, text)
			} else {
				last[table] = at
			}
		}
	})
}

func FuzzOrder(f *testing.F) {
	f.Add([]byte("# f\n[[b]]\nc = 1\n# d\na = [ # e\n]\n[a.b]\n#x\n\n[a]\n"))
	f.Add([]byte("\xef\xbb\xbfb.c = 1\r\n\"a\" = '''\r\n#'''"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, diags := toml.Parse(diag.NewSource("a.toml", b, nil), b, 0, len(b)); len(diags) == 0 {
			holdsOrder(t, string(b))
		}
	})
}
