package bench

import (
	"context"
	"fmt"
	"io/fs"
	"testing"
	"time"

	candor "candor"
	"candor/internal/build"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/schema"
)

var sizes = []int{100, 1_000, 10_000}

func each(b *testing.B, run func(b *testing.B, n int, files fs.FS)) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			files := Site(n)
			b.ReportAllocs()
			b.ResetTimer()
			run(b, n, files)
		})
	}
}

// BenchmarkLoad reads records and checks them against their types.
func BenchmarkLoad(b *testing.B) {
	each(b, func(b *testing.B, _ int, files fs.FS) {
		for b.Loop() {
			types, _, err := schema.Load(files)
			if err != nil {
				b.Fatal(err)
			}
			if _, diags, err := content.Load(context.Background(), files, types, types, nil); err != nil || len(diags) > 0 {
				b.Fatal(diags, err)
			}
		}
	})
}

// BenchmarkMarkup parses the texts.
func BenchmarkMarkup(b *testing.B) {
	each(b, func(b *testing.B, n int, _ fs.FS) {
		texts := make([][]byte, n)
		for i := range texts {
			texts[i] = []byte(Article(i, n))
		}
		b.ResetTimer()
		for b.Loop() {
			for i, t := range texts {
				if _, err := markup.Render(diag.NewSource(Path(i), t, nil), t, 0, len(t)); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

func input(files fs.FS) build.Input {
	return build.Input{Files: files, Theme: candor.Theme, Options: build.Options{
		BuildDate: time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC), Version: "bench",
	}}
}

// BenchmarkCheck runs everything but the making of pages.
func BenchmarkCheck(b *testing.B) {
	each(b, func(b *testing.B, _ int, files fs.FS) {
		for b.Loop() {
			if _, diags, err := build.Build(context.Background(), input(files)); err != nil || diags.Errors() > 0 {
				b.Fatal(diags, err)
			}
		}
	})
}

// BenchmarkBuild makes every file of the site and throws the bytes away.
func BenchmarkBuild(b *testing.B) {
	each(b, func(b *testing.B, _ int, files fs.FS) {
		for b.Loop() {
			out, diags, err := build.Build(context.Background(), input(files))
			if err != nil || diags.Errors() > 0 {
				b.Fatal(diags, err)
			}
			if diags, err := out.Render(context.Background(), func(string, []byte) error { return nil }); err != nil || diags.Errors() > 0 {
				b.Fatal(diags, err)
			}
		}
	})
}

// The site to measure with is one that nothing is wrong with, and the same
// every time.
func TestSite(t *testing.T) {
	out, diags, err := build.Build(context.Background(), input(Site(60)))
	if err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	if diags, err := out.Render(context.Background(), func(string, []byte) error { return nil }); err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	if again, err := fs.ReadFile(Site(60), Path(3)); err != nil || string(again) != Article(3, 60) {
		t.Error("an article differs between two calls", err)
	}
	total := 0
	for i := range 200 {
		total += len(Article(i, 200))
	}
	if mean := total / 200; mean < 4500 || mean > 6500 {
		t.Errorf("articles have %d bytes on average, want about 5,400", mean)
	}
}
