package toml

import (
	"testing"

	"candor/internal/diag"
)

func parsed(t *testing.T, name, text string) *Doc {
	t.Helper()
	src := diag.NewSource(name, []byte(text), nil)
	doc, diags := Parse(src, []byte(text), 0, len(text))
	if len(diags) > 0 {
		t.Fatalf("%s: %v", name, diags)
	}
	return doc
}

// A joined document holds the fields of both and knows in which file each
// stands; where both have one, the first counts.
func TestJoin(t *testing.T) {
	j := Join(parsed(t, "a.toml", "a = 1\nboth = \"first\"\n"), parsed(t, "b.md", "both = \"second\"\nb = \"x\"\n"))
	if got := j.Values["both"]; got != "first" {
		t.Errorf("both = %v, want the first document's", got)
	}
	for pointer, want := range map[string]string{"/a": "a.toml", "/b": "b.md", "/both": "a.toml", "": "a.toml", "/absent": "a.toml"} {
		if got := j.Value(pointer).Source.Name; got != want {
			t.Errorf("%q stands in %s, want %s", pointer, got, want)
		}
		if got := j.Key(pointer).Source.Name; got != want {
			t.Errorf("the key %q stands in %s, want %s", pointer, got, want)
		}
	}
	if got := string(j.Value("/b").Text()); got != `"x"` {
		t.Errorf("b is %s", got)
	}
	if got := j.Sources(); len(got) != 2 || got[0].Name != "a.toml" || got[1].Name != "b.md" {
		t.Errorf("sources %v", got)
	}
}
