package main

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/pipeline"
	"candor/internal/printable"
)

// explainPage says what stands at an address, and what it was made from, for
// whoever wants to know where to change it.
func (a explainer) explainPage(ctx context.Context, files fs.FS, address string) error {
	in, closeInput, err := a.input(files, siteFlags{drafts: true})
	if err != nil {
		return err
	}
	defer closeInput()
	out, diags, err := pipeline.Build(ctx, in)
	if err != nil {
		return failure{err}
	}
	if out.Empty() {
		if err := a.print(diags.Sorted()); err != nil {
			return err
		}
		return errContent
	}
	where := address
	if u, err := url.Parse(address); err == nil {
		where = u.Path // of an address, without its host
		if u.Fragment != "" {
			where += "#" + u.Fragment
		}
	}
	o, err := out.Origin(where)
	if err != nil {
		return failure{err}
	}
	if o == nil {
		return noPage(ctx, out, address, where)
	}
	a.tellOrigin(files, o, out.Base())
	return nil
}

// noPage says that no page stands at an address, and which may be meant.
func noPage(ctx context.Context, out *pipeline.Output, address, where string) error {
	var known []string
	paths, err := out.Paths(ctx)
	if err != nil {
		return failure{err}
	}
	for _, p := range paths {
		if dir, ok := strings.CutSuffix(p, "index.html"); ok {
			known = append(known, out.Base()+dir)
		}
	}
	where, _, _ = strings.Cut(where, "#")
	if near, ok := diag.Nearest(path.Join("/", where)+"/", known); ok {
		return usageError{fmt.Errorf("no page stands at %s; did you mean %s?", address, near)}
	}
	return usageError{fmt.Errorf("no page stands at %s", address)}
}

func (a explainer) tellOrigin(files fs.FS, o *pipeline.Origin, base string) {
	switch {
	case o.URL == base:
		fmt.Fprintf(a.stdout, "%s is the front page\n", o.URL)
	case o.Key.ID != "":
		fmt.Fprintf(a.stdout, "%s shows the record %s\n", o.URL, o.Key)
	case o.Key.Type != "":
		fmt.Fprintf(a.stdout, "%s lists the records of the type %s\n", o.URL, o.Key.Type)
	default:
		fmt.Fprintf(a.stdout, "%s is a page that the site makes by itself\n", o.URL)
	}
	a.section("written in", o.Files)
	layout := o.Layout
	if layout != "" && !there(files, layout) {
		layout += " of the theme; a file of that name here takes its place"
	}
	a.section("laid out by", []string{cmp.Or(layout, "no layout: none fits, or it has a mistake")})
	a.section("it also reads", also(o))
	if o.Key.ID != "" {
		a.note("candor schema %s says what the record can hold; candor help layouts, what the layout can use", o.Key.Type)
	}
}

// mostNamed bounds how many records of one type are named one by one.
const mostNamed = 8

// also names what else a page reads, by type.
func also(o *pipeline.Origin) []string {
	var out []string
	for _, t := range o.Lists {
		out = append(out, "every record of the type "+t)
	}
	byType := map[string][]pipeline.Origin{}
	for _, r := range o.Records {
		if !slices.Contains(o.Lists, r.Key.Type) {
			byType[r.Key.Type] = append(byType[r.Key.Type], r)
		}
	}
	for _, t := range slices.Sorted(maps.Keys(byType)) {
		if n := len(byType[t]); n > mostNamed {
			out = append(out, fmt.Sprintf("%d records of the type %s", n, t))
			continue
		}
		for _, r := range byType[t] {
			out = append(out, fmt.Sprintf("%s: %s", r.Key, strings.Join(r.Files, ", ")))
		}
	}
	return out
}

// section prints lines below a heading, nothing where there are none.
func (a explainer) section(heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(a.stdout, "\n%s\n", heading)
	for _, l := range lines {
		fmt.Fprintf(a.stdout, "  %s\n", printable.Name(l))
	}
}
