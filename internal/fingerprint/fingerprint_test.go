package fingerprint

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"candor/internal/diag"
)

// counted makes a value of some sources and counts how often.
type counted struct {
	files fstest.MapFS
	value Value[int, int]
	made  int
	reads int
}

func (c *counted) Open(name string) (fs.File, error) {
	c.reads++
	return c.files.Open(name)
}

func (c *counted) get(t *testing.T, s Sources, changed []string, key int) int {
	t.Helper()
	got, _, err := c.value.Get(c, s, changed, key, func() (int, diag.List, error) { c.made++; return c.made, nil, nil })
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestValue(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	s := Sources{Paths: []string{"a"}, Ext: ".md"}
	c := &counted{files: fstest.MapFS{"a/x.md": file("1"), "a/x.txt": file("1"), "a/deep/x.md": file("1"), "b.md": file("1")}}
	for _, step := range []struct {
		name    string
		do      func()
		changed []string
		key     int
		want    int
	}{
		{"for the first time", func() {}, nil, 0, 1},
		{"nothing changed", func() {}, nil, 0, 1},
		{"another ending", func() { c.files["a/x.txt"] = file("2") }, nil, 0, 1},
		{"a folder below", func() { c.files["a/deep/x.md"] = file("2") }, nil, 0, 1},
		{"a file elsewhere", func() { c.files["b.md"] = file("2") }, nil, 0, 1},
		{"other bytes", func() { c.files["a/x.md"] = file("2") }, []string{"a/x.md"}, 0, 2},
		{"another key", func() {}, []string{}, 1, 3},
		{"a new file, by its folder", func() { c.files["a/y.md"] = file("1") }, []string{"a"}, 1, 4},
		{"a file less, by the root", func() { delete(c.files, "a/y.md") }, []string{"."}, 1, 5},
		{"all gone", func() { c.files = fstest.MapFS{} }, nil, 1, 6},
	} {
		step.do()
		if got := c.get(t, s, step.changed, step.key); got != step.want {
			t.Errorf("%s: the value is the %d., want the %d.", step.name, got, step.want)
		}
	}
}

// What nobody has touched is not read.
func TestUntouched(t *testing.T) {
	c := &counted{files: fstest.MapFS{"a/x.md": {Data: []byte("1")}}}
	s := Sources{Paths: []string{"a"}, Deep: true}
	c.get(t, s, nil, 0)
	before := c.reads
	for _, changed := range [][]string{{}, {"b"}, {"ab/x"}, {"a.md"}} {
		if c.get(t, s, changed, 0); c.reads != before {
			t.Errorf("after a change to %q files were read", changed)
		}
	}
	if c.get(t, s, []string{"a/x.md"}, 0); c.reads == before {
		t.Error("a touched file was not read")
	}
}

// Names and bytes cannot be exchanged for each other.
func TestOf(t *testing.T) {
	of := func(files fstest.MapFS) diag.Hash {
		h, err := Of(files, Sources{Paths: []string{"a"}})
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	one := of(fstest.MapFS{"a/b": {Data: []byte("c")}})
	if one == of(fstest.MapFS{"a/bc": {Data: []byte("")}}) || one == of(fstest.MapFS{}) || one == of(fstest.MapFS{"a/b": {Data: []byte("d")}}) {
		t.Error("other files have the same hash")
	}
}
