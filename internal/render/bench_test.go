package render

import (
	"fmt"
	"testing"
)

// fleet is the boats and n more.
func fleet(b *testing.B, n int) *Site {
	files := archive(b, "boats.txtar")
	more := map[string]string{}
	for i := range n {
		more[fmt.Sprintf("content/boat/b%05d.md", i)] = fmt.Sprintf("+++\ntitle = \"Boat %d\"\nbuilt = \"%d\"\nrig = \"sloop\"\nsister = \"anna\"\ntags = [\"t%d\"]\n+++\n\nA boat.\n\n## Rigging\n\nA sail.\n", i, 1900+i%100, i%50)
	}
	s, diags := open(b, with(files, more), theme())
	must(b, diags, nil)
	return s
}

func BenchmarkPage(b *testing.B) {
	s := fleet(b, 1000)
	for _, path := range []string{"boats/b00007/index.html", "boats/anna/index.html", "boats/index.html", "a-z/index.html"} {
		r := route(b, s, path)
		b.Run(path, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Page(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, diags, err := Load(nil, theme()); err != nil || len(diags) > 0 {
			b.Fatal(diags, err)
		}
	}
}
