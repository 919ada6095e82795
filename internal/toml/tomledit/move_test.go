package tomledit_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/diag"
	"candor/internal/toml"
	"candor/internal/toml/tomledit"
)

// TestMove moves keys up, and sees what becomes of the text. "-" for what is
// wanted: nobody can move them.
func TestMove(t *testing.T) {
	tests := []struct {
		name, text, keys, to string
		front                bool
		want                 string
	}{
		{"behind the others", "a = 1\n\n[t]\nx = 1\nb = 2 # two\n\n[u]\n", "/t/b", "", false, "a = 1\nb = 2 # two\n\n[t]\nx = 1\n\n[u]\n"},
		{"in front", "# A file.\n\n# One.\na = 1\n[t]\nb = 2\n", "/t/b", "", true, "# A file.\n\nb = 2\n# One.\na = 1\n[t]\n"},
		{"in front, but behind what the file begins with", "# A file.\na = 1\n[t]\nb = 2\n", "/t/b", "", true, "# A file.\nb = 2\na = 1\n[t]\n"},
		{"where none is yet", "# A file.\n\n# The table.\n[t]\nx = 1\nb = 2\n", "/t/b", "", false, "# A file.\n\nb = 2\n\n# The table.\n[t]\nx = 1\n"},
		{"its comment goes along", "[t]\nx = 1\n\n# Two,\n# not three.\nb = 2\n", "/t/b", "", false, "# Two,\n# not three.\nb = 2\n\n[t]\nx = 1\n"},
		{"a key that was taken out stays", "[t]\nx = 1\n#y = 2\nb = 2\n", "/t/b", "", false, "b = 2\n\n[t]\nx = 1\n#y = 2\n"},
		{"several lines", "[t]\n  b = [ # two\n    1,\n  ]\n  x = 1\n", "/t/b", "", false, "b = [ # two\n    1,\n  ]\n\n[t]\n  x = 1\n"},
		{"text of several lines", "[t]\nb = '''\n[u]\nc = 1\n'''\n", "/t/b", "", false, "b = '''\n[u]\nc = 1\n'''\n\n[t]\n"},
		{"several keys", "a = 1\n[t]\nx = 1\n\nb = 2\nc = 3\n\n[u]\n", "/t/c /t/b", "", false, "a = 1\nb = 2\nc = 3\n[t]\nx = 1\n\n[u]\n"},
		{"from the last of a list", "a = 1\n\n[[t]]\nx = 1\n\n[[t]]\nx = 2\n\nb = 2", "/t/1/b", "", false, "a = 1\nb = 2\n\n[[t]]\nx = 1\n\n[[t]]\nx = 2\n"},
		{"to a table of many", "[[r]]\na = 1\n[[r.t]]\nx = 1\n\n[[r]]\na = 2\n\n[[r.t]]\nb = 2\n", "/r/1/t/0/b", "/r/1", false, "[[r]]\na = 1\n[[r.t]]\nx = 1\n\n[[r]]\na = 2\nb = 2\n\n[[r.t]]\n"},
		{"a table in braces", "[t]\nb = { c = 1 }\nx = 1\n", "/t/b", "", false, "b = { c = 1 }\n\n[t]\nx = 1\n"},
		{"not out of braces", "a = 1\nt = { b = 2 }\n[u]\n", "/t/b", "", false, "-"},
		{"not without a header", "a = 1\nt.b = 2\n", "/t/b", "", false, "-"},
		{"not a table with a header", "[t]\n[t.b]\nx = 1\n", "/t/b", "", false, "-"},
	}
	for _, tt := range tests {
		for _, around := range [][2]string{{"", ""}, {"+++\n", "+++\ntext\n"}} {
			text := tt.text
			if around[0] != "" && !strings.HasSuffix(text, "\n") {
				text += "\n"
			}
			whole := []byte(around[0] + text + around[1])
			src := diag.NewSource("x", whole, nil)
			doc, list := toml.Parse(src, whole, len(around[0]), len(whole)-len(around[1]))
			if len(list) > 0 {
				t.Fatal(tt.name, list)
			}
			got := "-"
			if edits := tomledit.Move(doc, strings.Fields(tt.keys), tt.to, tt.front); edits != nil {
				got = string(edited(whole, edits))
			}
			want := tt.want
			if want != "-" {
				want = around[0] + want + around[1]
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s: (-want +got)\n%s", tt.name, d)
			}
		}
	}
}

// edited returns a text with edits made that do not overlap.
func edited(text []byte, edits []diag.Edit) []byte {
	slices.SortFunc(edits, func(a, b diag.Edit) int { return a.Span.Start - b.Span.Start })
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		out.Write(text[at:e.Span.Start])
		out.WriteString(e.Text)
		at = e.Span.End
	}
	out.Write(text[at:])
	return out.Bytes()
}

// FuzzMove moves the keys of every table with a header: the document reads as
// before, but for the keys, which are above.
func FuzzMove(f *testing.F) {
	f.Add("a = 1\n# c\n[t]\nb = '''\n[u]'''\n\n[[l]]\nc = {d = 1}\r\n")
	f.Add("[t.u]\nb = [ 1,\n # x\n 2 ] # y\n\n\n[t]\nz = 1")
	f.Add("\"a\" = 1\n[t]\n\"b c\" = 2\nd.e = 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		doc, list := toml.Parse(diag.NewSource("x", []byte(text), nil), []byte(text), 0, len(text))
		if len(list) > 0 {
			return
		}
		for name, v := range doc.Values {
			table, ok := v.(map[string]any)
			if _, made := doc.Header(toml.Pointer(name)); !ok || !made {
				continue
			}
			for key, value := range table {
				_, taken := doc.Values[key]
				edits := tomledit.Move(doc, []string{toml.Pointer(name, key)}, "", len(key)%2 == 0)
				if taken || edits == nil {
					continue
				}
				after := edited([]byte(text), edits)
				again, list := toml.Parse(diag.NewSource("y", after, nil), after, 0, len(after))
				if len(list) > 0 {
					t.Fatalf("%q became %q: %v", text, after, list[0].Message)
				}
				want := maps.Clone(doc.Values)
				rest := maps.Clone(table)
				delete(rest, key)
				want[name], want[key] = rest, value
				if d := cmp.Diff(want, again.Values); d != "" {
					t.Fatalf("%q became %q: (-want +got)\n%s", text, after, d)
				}
			}
		}
	})
}
