package search

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"testing"

	"golang.org/x/tools/txtar"

	"candor/internal/testkit"
)

// The archive holds documents and the files of their index, those of bytes as
// a line an entry: the term and the bytes of its postings.
func TestFormat(t *testing.T) {
	const name = "testdata/format.txtar"
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var docs []Document
	if err := json.Unmarshal(a.Files[0].Data, &docs); err != nil {
		t.Fatal(err)
	}
	got := &txtar.Archive{Comment: a.Comment, Files: a.Files[:1]}
	for _, f := range build(t, docs, 2) {
		b, err := f.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		got.Files = append(got.Files, txtar.File{Name: f.Path, Data: []byte(readable(t, f.Path, b) + "\n")})
	}
	if testkit.Updating() {
		if err := os.WriteFile(name, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if g, w := string(txtar.Format(got)), string(txtar.Format(a)); g != w {
		t.Errorf("the index is\n%s\nnot\n%s", g, w)
	}
}

func readable(t *testing.T, name string, b []byte) string {
	if path.Ext(name) != ".bin" {
		return string(b)
	}
	out := ""
	if err := eachEntry(b, func(term string, postings []byte) {
		out += fmt.Sprintf("%q %s\n", term, hex.EncodeToString(postings))
	}); err != nil {
		t.Fatal(err)
	}
	return out
}
