package render

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/rule"
	"candor/internal/rulefile"
	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/site"
	"candor/internal/testkit"
	"candor/internal/toml"
)

// theme is the theme that the program carries.
func theme() fs.FS { return os.DirFS("../..") }

// archive reads the files of an archive of testdata.
func archive(t testing.TB, name string) fstest.MapFS {
	t.Helper()
	return testkit.Open(t, filepath.Join("testdata", name)).Files()
}

// with returns the files and some more.
func with(files fstest.MapFS, more map[string]string) fstest.MapFS {
	return testkit.Over(files, testkit.Files(more))
}

// open makes a site of files over a theme. The files must be right; what is
// wrong with the layouts is returned.
func open(t testing.TB, files, theme fs.FS) (*Site, diag.List) {
	t.Helper()
	cfg, diags, err := config.Load(files)
	must(t, diags, err)
	own, diags, err := meta.Load(files)
	must(t, diags, err)
	engine, err := meta.Engine()
	must(t, nil, err)
	types := own.With(engine...)
	asOf := time.Date(2023, 10, 30, 0, 0, 0, 0, time.UTC)
	rules, diags, err := rulefile.Load(files, types, rulefile.Options{Today: toml.DayOf(asOf), BuildDate: asOf, Site: cfg.Values()})
	must(t, diags, err)
	records, diags, err := content.Load(context.Background(), files, own, types, ruleRecords(types, rules))
	must(t, diags, err)
	layouts, diags, err := Load(files, theme)
	if err != nil {
		t.Fatal(err)
	}
	view := site.Public(records.Corpus, site.Audience{Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
	s := &Site{
		Plan:   site.NewPlan(view, cfg.BaseURL, records.Sections, true),
		Config: cfg, Layouts: layouts, AsOf: asOf,
		Assets: map[string]string{"style.css": "/style.0123456789.css"},
		Body:   parse,
	}
	for _, c := range rules.Commitments() {
		outcomes, diags, err := c.Outcomes(view)
		must(t, diags, err)
		s.Outcomes = append(s.Outcomes, outcomes...)
	}
	return s, diags
}

// ruleRecords makes the records that rules and commitments are.
func ruleRecords(types *schema.Set, rules *rule.Set) []*content.Record {
	var out []*content.Record
	add := func(name string, c rule.Common) {
		out = append(out, content.New(content.Key{Type: name, ID: c.ID}, types.Type(name), c.Doc, c.Body))
	}
	for _, r := range rules.Rules() {
		add(rule.TypeName, r.Common)
	}
	for _, c := range rules.Commitments() {
		add(rule.CommitmentTypeName, c.Common)
	}
	return out
}

func must(t testing.TB, diags diag.List, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range diags {
		t.Fatalf("%s at %v: %s", d.ID, d.Span, d.Message)
	}
}

func parse(r *content.Record) (*markup.Body, error) {
	b, err := r.Body.Source.Bytes()
	if err != nil {
		return nil, err
	}
	return markup.Render(r.Body.Source, b, r.Body.Start, r.Body.End)
}

// pages makes every page of a site, by path.
func pages(t testing.TB, s *Site) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, r := range s.Plan.Routes {
		res, err := s.Page(r)
		must(t, res.Diags, err)
		out[r.Path] = string(res.HTML)
	}
	return out
}

// route returns the route of a path.
func route(t testing.TB, s *Site, path string) site.Route {
	t.Helper()
	i := slices.IndexFunc(s.Plan.Routes, func(r site.Route) bool { return r.Path == path })
	if i < 0 {
		t.Fatalf("there is no page %s", path)
	}
	return s.Plan.Routes[i]
}

// empty elements have no end tag.
var empty = regexp.MustCompile(`<(meta|link|input|br|img|hr)\b([^>]*)>`)

// balanced says what is wrong with the nesting of a page's elements. Our pages
// quote all attributes, so that a strict reader of XML can read them.
func balanced(page string) error {
	page = strings.NewReplacer("<!doctype html>", "", " disabled", ` disabled=""`, " checked", ` checked=""`, " defer", ` defer=""`, " hidden", ` hidden=""`).Replace(page)
	d := xml.NewDecoder(strings.NewReader(empty.ReplaceAllString(page, "<$1$2/>")))
	d.Entity = xml.HTMLEntity
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
