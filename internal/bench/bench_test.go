package bench

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"testing"
	"time"

	candor "candor"
	"candor/internal/bodies"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/pipeline"
	"candor/internal/schema/meta"
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
			types, _, err := meta.Load(files)
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

func input(files fs.FS) pipeline.Input {
	return pipeline.Input{Files: files, Theme: candor.Theme, Options: pipeline.Options{
		BuildDate: time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC), Version: "bench",
	}}
}

// BenchmarkCheck runs everything but the making of pages.
func BenchmarkCheck(b *testing.B) {
	each(b, func(b *testing.B, _ int, files fs.FS) {
		for b.Loop() {
			if _, diags, err := pipeline.Build(context.Background(), input(files)); err != nil || diags.Errors() > 0 {
				b.Fatal(diags, err)
			}
		}
	})
}

// BenchmarkBuild makes every file of the site and throws the bytes away.
func BenchmarkBuild(b *testing.B) {
	each(b, func(b *testing.B, _ int, files fs.FS) {
		for b.Loop() {
			out, diags, err := pipeline.Build(context.Background(), input(files))
			if err != nil || diags.Errors() > 0 {
				b.Fatal(diags, err)
			}
			if diags, err := out.Render(context.Background(), func(string, []byte) error { return nil }); err != nil || diags.Errors() > 0 {
				b.Fatal(diags, err)
			}
		}
	})
}

// BenchmarkMemory makes every file as BenchmarkBuild does, with the texts in a
// file as the command has them, and reports the most that was in use at once.
// The collector runs often for it, so its times say nothing.
func BenchmarkMemory(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	each(b, func(b *testing.B, n int, files fs.FS) {
		var most uint64
		for b.Loop() {
			rendered(b, files, func() { most = max(most, live()) })
		}
		b.ReportMetric(float64(most)/(1<<20), "live-MiB")
		b.ReportMetric(float64(most)/float64(n), "live-B/page")
	})
}

// live returns how many bytes were in use when they were last counted.
func live() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// rendered makes every file of a site and calls made after each, one call at a
// time.
func rendered(t testing.TB, files fs.FS, made func()) *pipeline.Output {
	pack, err := os.Create(filepath.Join(t.TempDir(), "pack"))
	if err != nil {
		t.Fatal(err)
	}
	defer pack.Close()
	in := input(files)
	in.Options.Store = bodies.NewPack(pack)
	out, diags, err := pipeline.Build(context.Background(), in)
	if err != nil || diags.Errors() > 0 {
		t.Fatal(diags, err)
	}
	var mu sync.Mutex
	diags, err = out.Render(context.Background(), func(string, []byte) error {
		mu.Lock()
		defer mu.Unlock()
		made()
		return nil
	})
	if err != nil || diags.Errors() > 0 {
		t.Fatal(diags, err)
	}
	return out
}

// What a page leaves behind in memory is kept until the build ends. It must be
// far less than the page, or than its text as HTML. The 16 kB hold the article's
// file, of 5.4 kB, for the site is in memory here.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("makes some hundred pages")
	}
	inUse := func(n int) uint64 {
		out := rendered(t, Site(n), func() {})
		runtime.GC()
		runtime.GC() // what pools hold goes with the second
		defer runtime.KeepAlive(out)
		return live()
	}
	inUse(20) // what is made once
	const few, many = 100, 400
	before, after := inUse(few), inUse(many)
	if each := (int64(after) - int64(before)) / (many - few); each > 16_000 {
		t.Errorf("a page takes %d bytes of memory while a site is made, want at most 16,000", each)
	} else {
		t.Logf("a page takes %d bytes of memory", each)
	}
}

// The site to measure with is one that nothing is wrong with, and the same
// every time.
func TestSite(t *testing.T) {
	out, diags, err := pipeline.Build(context.Background(), input(Site(60)))
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
