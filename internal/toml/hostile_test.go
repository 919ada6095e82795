package toml_test

import (
	"strings"
	"testing"
	"time"
)

// What would overflow a parser's stack, or keep it busy for minutes, is
// refused at once.
func TestHostile(t *testing.T) {
	const mib = 1 << 20
	deep := func(open, inner, end string, n int) string {
		return "x = " + strings.Repeat(open, n) + inner + strings.Repeat(end, n)
	}
	tests := []struct{ name, text, id string }{
		{"6 MB of [", strings.Repeat("[", 6*mib), "nested-too-deep"},
		{"6 MB of [ as a value", "x = " + strings.Repeat("[", 6*mib), "nested-too-deep"},
		{"6 MB of [ in lines", "x = " + strings.Repeat("[\n", 3*mib), "nested-too-deep"},
		{"6 MB of {", "x = " + strings.Repeat("{a=", 2*mib), "nested-too-deep"},
		{"a dotted key of 40 KB", strings.Repeat("a.", 20<<10) + "a = 1", "nested-too-deep"},
		{"a dotted key of 40 KB with blanks", strings.Repeat("a . ", 10<<10) + "a = 1", "nested-too-deep"},
		{"a dotted key of 40 KB in quotes", strings.Repeat("'a'.", 10<<10) + "a = 1", "nested-too-deep"},
		{"a dotted header of 40 KB", "[" + strings.Repeat("a.", 20<<10) + "a]", "nested-too-deep"},
		{"a dotted list header of 40 KB", "[[" + strings.Repeat("a.", 20<<10) + "a]]", "nested-too-deep"},
		{"a dotted key of 40 KB in braces", "x = [{" + strings.Repeat("a.", 20<<10) + "a = 1}]", "nested-too-deep"},
		{"a dotted key of 40 KB after a comma", "x = {b = 1, " + strings.Repeat("a.", 20<<10) + "a = 1}", "nested-too-deep"},
		{"lists a thousand deep", deep("[", "1", "]", 1000), "nested-too-deep"},
		{"tables a thousand deep", deep("{a=", "1", "}", 1000), "nested-too-deep"},
		{"header, key and brackets together", "[" + strings.Repeat("a.", 30) + "a]\n" + strings.Repeat("b.", 20) + deep("{c.d=", "1", "}", 10), "nested-too-deep"},
		{"brackets behind a comment and texts", "# [[[\na = '[[['\nb = \"\\\"[\"\nc = '''\n[[['\n'''\n" + deep("[", "1", "]", 70), "nested-too-deep"},
		{"17 MiB", strings.Repeat("#", 17*mib), "too-large"},
		{"a header of 8 MB above many keys", "[" + strings.Repeat("a", 8*mib) + "]\n" + distinct(200_000), "too-large"},
		{"a key of 1 MB before a list", strings.Repeat("a", mib) + " = [" + strings.Repeat("1,", 1000) + "]", "too-large"},
		{"a header of 4 KB above many keys", "[" + strings.Repeat("a", 4<<10) + "]\n" + distinct(200_000), "too-large"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			begin := time.Now()
			d, l := parse(tt.text)
			if len(l) != 1 || l[0].ID != tt.id || l[0].Hint == "" || d.Values != nil {
				t.Errorf("%v", l)
			}
			if took := time.Since(begin); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// distinct returns n keys, a line each.
func distinct(n int) string {
	var b strings.Builder
	for i := range n {
		for i++; i > 0; i /= 26 {
			b.WriteByte(byte('a' + i%26))
		}
		b.WriteString("=1\n")
	}
	return b.String()
}

// What is large or deep but within bounds is read.
func TestWithinBounds(t *testing.T) {
	for name, text := range map[string]string{
		"63 brackets":            "x = " + strings.Repeat("[", 63) + strings.Repeat("]", 63),
		"64 parts":               strings.Repeat("a.", 63) + "a = 1",
		"a header of 64 parts":   "[" + strings.Repeat("a.", 63) + "a]",
		"dots and brackets":      "a = '" + strings.Repeat("[.", 1000) + "'\nb = [" + strings.Repeat("1.5, ", 1000) + "]\n# " + strings.Repeat("[.", 1000),
		"a quoted key":           "'" + strings.Repeat("[.", 1000) + "' = 1",
		"a thousand headers":     strings.Repeat("[[a.b]]\nx.y = {z = [1, {c.d = 2}]}\n", 1000),
		"texts of several lines": strings.Repeat("[[a]]\nb = \"\"\"\n[[[[[[[[\"\"\"\"\"\nc = '''[[[[[[''' # [[[[\n", 1000),
		"a long text":            "a = '" + strings.Repeat("x", 8<<20) + "'",
	} {
		if _, l := parse(text); len(l) > 0 {
			t.Errorf("%s: %s: %s", name, l[0].ID, l[0].Message)
		}
	}
}

func TestGuardPlaces(t *testing.T) {
	_, l := parse("a = 1\nb = " + strings.Repeat("[", 70))
	if p := l[0].Span.Position(); p.Line != 2 || p.Column != 68 {
		t.Errorf("the bracket that is one too many stands at %d:%d", p.Line, p.Column)
	}
}
