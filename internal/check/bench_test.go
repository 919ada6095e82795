package check_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/check"
	"candor/internal/content"
	"candor/internal/markup"
	"candor/internal/schema/meta"
	sites "candor/internal/site"
	"candor/internal/toml"
)

const benchRecords = 10_000

// BenchmarkChecks runs all checks over a site of ten thousand records with a
// text of five kilobytes each; the texts are parsed before.
func BenchmarkChecks(b *testing.B) {
	w, subjects := benchWorld(b)
	checks := check.All()
	b.ResetTimer()
	for b.Loop() {
		fresh := &check.World{Records: w.Records, Plan: w.Plan, Today: w.Today, Now: w.Now}
		n := 0
		for _, s := range subjects {
			n += run(fresh, checks, check.EachRecord, s)
		}
		n += run(fresh, checks, check.EachType, check.Subject{Type: subjects[0].Type})
		n += run(fresh, checks, check.Once, check.Subject{})
		if n != benchRecords/100 {
			b.Fatalf("%d violations", n)
		}
	}
}

// run returns how many violations that can be trusted the checks of a scope find.
func run(w *check.World, checks []*check.Check, scope check.Scope, s check.Subject) int {
	n := 0
	findings, _ := w.Find(checks, scope, s)
	for _, f := range findings {
		if scope != check.EachRecord || !w.Records.Doubtful(f.Reads) {
			n += len(f.Diags)
		}
	}
	return n
}

func benchWorld(b *testing.B) (*check.World, []check.Subject) {
	b.Helper()
	files := fstest.MapFS{"schema/boat.json": {Data: []byte(`{"title": "Boat", "properties": {
		"title": {"type": "string"}, "label": {"type": "string"}, "summary": {"type": "string"},
		"status": {"type": "string", "enum": ["draft", "published"], "default": "published"},
		"published": {"type": "string", "format": "date"}, "beside": {"type": "string", "x-ref": "boat"}}}`)}}
	for i := range benchRecords {
		files[fmt.Sprintf("content/boat/b-%d.md", i)] = &fstest.MapFile{Data: []byte(benchText(i))}
	}
	types, _, err := meta.Load(files)
	if err != nil {
		b.Fatal(err)
	}
	c, diags, err := content.Load(context.Background(), files, types, types, nil)
	if err != nil || len(diags) > 0 {
		b.Fatal(err, diags)
	}
	now := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	plan := sites.NewPlan(sites.Public(c.Corpus, sites.Audience{Now: now}), "https://harbour.example/", c.Sections, true)
	w := &check.World{Records: c.Corpus, Plan: plan, Today: toml.DayOf(now), Now: now}
	var subjects []check.Subject
	for _, r := range c.Corpus.All("boat") {
		text, err := r.Body.Source.Bytes()
		if err != nil {
			b.Fatal(err)
		}
		body, err := markup.Render(r.Body.Source, text, r.Body.Start, r.Body.End)
		if err != nil {
			b.Fatal(err)
		}
		subjects = append(subjects, check.Subject{Record: r, Type: r.Schema, Text: body, Files: []check.File{{Source: r.Body.Source, Bytes: text}}})
	}
	return w, subjects
}

// benchText names other records with a link, and every hundredth without one.
// A tenth are drafts, which nobody names.
func benchText(i int) string {
	var t strings.Builder
	status, other := "published", (i/10*10+11)%benchRecords
	if i%10 == 0 {
		status = "draft"
	}
	fmt.Fprintf(&t, "+++\ntitle = \"The boat of the bay with number %d\"\nlabel = \"CRO-%05d\"\nstatus = %q\npublished = 2022-05-31\n+++\n", i, i, status)
	for n := range 12 {
		fmt.Fprintf(&t, "\n## Part %d\n\nShe met [CRO-%05d](b-%d.md) in %d; `the log` says more. ", n, other, other, 1990+n)
		t.WriteString(strings.Repeat("The wind was from the north, and the sea was rough around her. ", 6))
		t.WriteString("\n")
	}
	if i%100 == 1 {
		fmt.Fprintf(&t, "\nCRO-%05d was there.\n", (i+1)%benchRecords)
	}
	return t.String()
}
