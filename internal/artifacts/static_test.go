package artifacts

import (
	"fmt"
	"strings"
	"testing"

	"candor/internal/testkit"
)

func static(t *testing.T, site, theme map[string]string) []Asset {
	t.Helper()
	list, diags, err := Static(testkit.Files(site), testkit.Files(theme))
	if err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	return list
}

// A file of the site takes the place of the theme's; what editors and systems leave
// behind is passed over, /.well-known/ is not.
func TestStatic(t *testing.T) {
	list := static(t, map[string]string{
		"static/a.css": "p {}", "static/.well-known/security.txt": "x", "static/.DS_Store": "x", "static/a.css~": "x", "other/b.css": "x",
	}, map[string]string{"static/a.css": "theme", "static/b.svg": "<svg/>"})
	s := &Site{Files: testkit.Files(map[string]string{"static/a.css": "p {}", "static/.well-known/security.txt": "x"}), Theme: testkit.Files(map[string]string{"static/b.svg": "<svg/>"})}
	got := ""
	for _, a := range list {
		for _, f := range a.Files() {
			b, err := f.Make(s)
			if err != nil {
				t.Fatal(err)
			}
			got += fmt.Sprintf("%s: %s at %s holds %q\n", a.Name(), f.Path, a.URL("/below/"), b)
		}
	}
	hash := list[len(list)-2].fingerprinted
	want := strings.ReplaceAll(`.well-known/security.txt: .well-known/security.txt at /below/.well-known/security.txt holds "x"
a.css: a.css at /below/HASH holds "p {}"
a.css: HASH at /below/HASH holds "p {}"
b.svg: b.svg at /below/b.svg holds "<svg/>"
`, "HASH", hash)
	if got != want || !strings.HasPrefix(hash, "a.") || len(hash) != len("a..css")+10 {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Two lists have the same digest where no name differs, whatever the bytes are.
func TestDigest(t *testing.T) {
	base := Digest(static(t, map[string]string{"static/a.png": "1", "static/b.css": "1"}, nil))
	for _, c := range []struct {
		name        string
		site, theme map[string]string
		same        bool
	}{
		{"other bytes of a picture", map[string]string{"static/a.png": "2", "static/b.css": "1"}, nil, true},
		{"other bytes of a style sheet", map[string]string{"static/a.png": "1", "static/b.css": "2"}, nil, false},
		{"a file more", map[string]string{"static/a.png": "1", "static/b.css": "1", "static/c.png": "1"}, nil, false},
		{"the theme's", map[string]string{"static/b.css": "1"}, map[string]string{"static/a.png": "1"}, false},
	} {
		if same := Digest(static(t, c.site, c.theme)) == base; same != c.same {
			t.Errorf("%s: the digest is the same: %t", c.name, same)
		}
	}
}

// What has a meaning in the file of headers is none of a name.
func TestEscape(t *testing.T) {
	for path, want := range map[string]string{"a b.css": "a%20b.css", "a\n*:x": "a%0A%2A%3Ax", "ä/b.png": "%C3%A4/b.png"} {
		if got := Escape(path); got != want {
			t.Errorf("%q becomes %q, want %q", path, got, want)
		}
	}
}
