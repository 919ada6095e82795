package pipeline_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"candor/internal/diag"
	"candor/internal/pipeline"
)

var (
	steps = flag.Int("steps", 500, "how many random edits TestIncremental makes")
	seed  = flag.Uint64("seed", 50, "the first of the seeds that TestIncremental takes its edits from")
)

// After any edits the memo's build gives the bytes and the diagnostics of a
// build from scratch. The pages that it has kept are those that would be made.
// Half of the sites show drafts. "make soak" makes more of them.
func TestIncremental(t *testing.T) {
	const sites = 6
	if testing.Short() {
		*steps = min(*steps, 60)
	}
	for n := range uint64(sites) {
		t.Run(fmt.Sprint(*seed+n), func(t *testing.T) {
			t.Parallel()
			incremental(t, *steps/sites+1, *seed+n)
		})
	}
}

func incremental(t *testing.T, steps int, seed uint64) {
	e := newEditor(seed)
	memo := pipeline.NewMemo()
	shown := 0
	changed, all := []string{}, true
	for n := range steps {
		did, paths := e.edit()
		changed = append(changed, paths...)
		all = all || e.IntN(40) == 0 // a watcher that has lost count
		e.log = append(e.log, fmt.Sprintf("%d: %s", n, did))
		if e.IntN(6) == 0 && n > 0 {
			continue // two edits before anybody looks
		}
		if all {
			changed = nil
		}
		shown += min(e.compare(t, memo, changed), 1)
		if t.Failed() {
			t.Fatalf("after\n%s", strings.Join(e.log[max(0, len(e.log)-12):], "\n"))
		}
		changed, all = []string{}, false
	}
	if shown < steps/3 {
		t.Errorf("in %d steps the site had pages %d times only", steps, shown)
	}
}

// compare builds the site with the memo and from scratch, and returns how many
// files it has.
func (e *editor) compare(t *testing.T, memo *pipeline.Memo, changed []string) int {
	t.Helper()
	ctx := context.Background()
	in := e.input()
	in.Options.Memo, in.Options.Changed = memo, changed
	draft, err := pipeline.Begin(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	kept := memo.Kept()
	if e.IntN(8) == 0 {
		return len(paths(t, draft.Output)) // the next edit comes before the inspection
	}
	found, err := draft.Inspect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	more, err := draft.Output.Inspect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	clean, cleanFound, cleanMore := cleanly(t, e.input())
	if got, want := told(found), told(cleanFound); got != want {
		t.Errorf("records: says\n%s\nfrom scratch\n%s", got, want)
	}
	if got, want := told(more), told(cleanMore); got != want {
		t.Errorf("pages: says\n%s\nfrom scratch\n%s", got, want)
	}
	for _, name := range kept {
		if clean[name] != nil && !bytes.Equal(clean[name], e.last[name]) {
			t.Errorf("the page %s was kept and is another:\n%s\nlast it was\n%s", name, clean[name], e.last[name])
		}
	}
	same(t, draft.Output, clean)
	e.last = clean
	return len(paths(t, draft.Output))
}

func paths(t *testing.T, out *pipeline.Output) []string {
	t.Helper()
	all, err := out.Paths(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// same opens every file of an output.
func same(t *testing.T, out *pipeline.Output, clean tree) {
	t.Helper()
	all := paths(t, out)
	for _, name := range all {
		b, err := fs.ReadFile(out, name)
		if err != nil {
			t.Fatal(err)
		}
		want, ok := clean[name]
		if !ok {
			t.Errorf("%s should not be there", name)
		} else if string(b) != string(want) {
			t.Errorf("%s is\n%s\nfrom scratch\n%s", name, b, want)
		}
	}
	if len(all)+1 != len(clean) {
		t.Errorf("%d files, from scratch %d: %v", len(all)+1, len(clean), clean.paths())
	}
}

// cleanly builds a site from scratch.
func cleanly(t *testing.T, in pipeline.Input) (into tree, found, more diag.List) {
	t.Helper()
	ctx := context.Background()
	out, found, err := pipeline.Build(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	into = tree{}
	var mu sync.Mutex
	more, err = out.Render(ctx, func(path string, b []byte) error {
		mu.Lock()
		defer mu.Unlock()
		into[path] = b
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return into, found, more
}

// told writes all that diagnostics say.
func told(l diag.List) string {
	var b strings.Builder
	for _, d := range l {
		fmt.Fprintf(&b, "%s %s[%s] %s; %s; %s\n", place(d.Span), d.Severity, d.ID, d.Message, d.Hint, d.Label)
		for _, r := range d.Related {
			fmt.Fprintf(&b, "  %s %s\n", place(r.Span), r.Message)
		}
		for _, f := range d.Fixes {
			for _, e := range f.Edits {
				fmt.Fprintf(&b, "  %s becomes %q\n", place(e.Span), e.Text)
			}
		}
	}
	return b.String()
}

func place(s diag.Span) string {
	if s.Source == nil {
		return "the site"
	}
	p := s.Position()
	return fmt.Sprintf("%s:%d:%d-%d:%d", s.Source.Name, p.Line, p.Column, p.EndLine, p.EndColumn)
}
