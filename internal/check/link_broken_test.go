package check

import "testing"

// An address without its beginning is no path of a file.
func TestHostLike(t *testing.T) {
	for dest, want := range map[string]bool{
		"example.org": true, "forum.example.org/t/1": true, "example.de/page": true, "example.com#top": true, "example.de/": true,
		"berta.md": false, "berta.toml#log": false, "../boat/berta.md": false, "boat/berta.md": false, "berta": false, "v1.2/berta.md": false,
	} {
		if got := hostLike.MatchString(dest); got != want {
			t.Errorf("%s: %t", dest, got)
		}
	}
}
