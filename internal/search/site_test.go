package search_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/internal/pipeline"
	"candor/internal/search"
)

// own makes the site of this repository and returns the files of its index.
var own = sync.OnceValues(func() (map[string][]byte, error) {
	ctx := context.Background()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	out, _, err := pipeline.Build(ctx, pipeline.Input{Files: os.DirFS("../.."), Options: pipeline.Options{BuildDate: now}})
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	paths, err := out.Paths(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range paths {
		if rest, ok := strings.CutPrefix(name, "search/"); ok {
			if files[rest], err = fs.ReadFile(out, name); err != nil {
				return nil, err
			}
		}
	}
	return files, nil
})

type question struct {
	text   string
	wanted []string
}

func questions(t *testing.T) []question {
	t.Helper()
	b, err := os.ReadFile("testdata/questions.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []question
	for line := range strings.Lines(string(b)) {
		text, wanted, ok := strings.Cut(line, " = ")
		if ok && line[0] != '#' {
			out = append(out, question{text, strings.Fields(wanted)})
		}
	}
	if len(out) != 40 {
		t.Fatalf("%d questions", len(out))
	}
	return out
}

func TestQuestions(t *testing.T) {
	files, err := own()
	if err != nil {
		t.Fatal(err)
	}
	hits, dearest := 0, 0
	for _, q := range questions(t) {
		r := search.OpenReader(t, files)
		var got []string
		for _, res := range r.First(q.text, 8) {
			got = append(got, res.URL)
		}
		dearest = max(dearest, r.Cost())
		first := got[:min(3, len(got))]
		if slices.ContainsFunc(first, func(u string) bool { return slices.Contains(q.wanted, u) }) {
			hits++
		} else {
			t.Logf("%q finds %v", q.text, got)
		}
	}
	t.Logf("%d of 40, the dearest %d bytes", hits, dearest)
	if hits < 38 {
		t.Errorf("only %d of 40", hits)
	}
	if dearest > 30000 {
		t.Errorf("a query costs %d bytes", dearest)
	}
}

// harness runs queries from standard input through the script.
const harness = `
import { readFileSync } from "node:fs";
const [script, index] = process.argv.slice(2);
globalThis.fetch = async url => {
  const b = readFileSync(index + "/" + url.slice("index:/".length));
  return { ok: true, json: async () => JSON.parse(b), text: async () => b.toString(), arrayBuffer: async () => b.buffer.slice(b.byteOffset, b.byteOffset + b.length) };
};
const { open } = await import("data:text/javascript;base64," + readFileSync(script).toString("base64"));
const ix = await open("index:/"), out = [];
for (const query of JSON.parse(readFileSync(0))) {
  const found = await ix.search(query), shown = [];
  for (const h of found.hits.slice(0, 3)) shown.push(await ix.show(h, found.pattern));
  out.push({ hits: found.hits.map(h => ({ Doc: h.doc, Score: h.score, Part: h.part })), shown });
}
console.log(JSON.stringify(out));
`

// answer is what the script says of a query.
type answer struct {
	Hits  []struct{ Doc, Score, Part int }
	Shown []struct{ U, T, Text string }
}

// ask runs queries through the script, or skips where there is no node.
func ask(t *testing.T, files map[string][]byte, queries []string) []answer {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node")
	}
	dir := t.TempDir()
	for name, b := range files {
		write(t, filepath.Join(dir, name), b)
	}
	write(t, filepath.Join(dir, "harness.mjs"), []byte(harness))
	in, err := json.Marshal(queries)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, filepath.Join(dir, "harness.mjs"), "../../static/search.js", dir)
	cmd.Stdin = strings.NewReader(string(in))
	cmd.Stderr = os.Stderr
	b, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var out []answer
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func write(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// The script answers as the reader of these tests does.
func TestScript(t *testing.T) {
	files, err := own()
	if err != nil {
		t.Fatal(err)
	}
	queries := []string{"the", "João's", "polic", "stopped voting", "İS-2022", "mcd_vat", "DssFlash", "10,000,000", "nothing-of-the-kind zebra vote", "ΟΔΟΣ 日本"}
	for _, q := range questions(t) {
		queries = append(queries, q.text)
	}
	r := search.OpenReader(t, files)
	for i, a := range ask(t, files, queries) {
		want := r.Search(queries[i])
		if len(a.Hits) != len(want) {
			t.Errorf("%q finds %d, not %d", queries[i], len(a.Hits), len(want))
			continue
		}
		for k, w := range want {
			if h := a.Hits[k]; h.Doc != w.Doc || h.Score != w.Score || h.Part != w.Part {
				t.Errorf("%q: the result %d is %+v, not %+v", queries[i], k, h, w)
				break
			}
		}
		for _, s := range a.Shown {
			if s.U == "" || s.T == "" {
				t.Errorf("%q shows %+v", queries[i], s)
			}
		}
	}
}
