package check

import (
	"path"
	"strings"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/site"
)

var imageMissing = &Check{
	ID: catalog.ImageMissing,
	Run: func(p *Pass) {
		for _, l := range p.paths() {
			switch {
			case !l.Image, l.to.Problem == site.HiddenRecord:
			case l.to.External:
				p.Reportf(p.place(l), "save it in "+bundle(p.Record)+", or leave out the ! to make it a link",
					"an image of another site is not shown: pages load nothing from elsewhere")
			case l.to.Problem != site.NoProblem:
				noImage(p, l)
			case l.to.Key.Type != "":
				p.Reportf(p.place(l), "name the image's file, or leave out the ! to make it a link", "this is a page, not an image: %s", l.Dest)
			}
		}
	},
}

func noImage(p *Pass, l link) {
	d := diag.Diagnostic{Span: p.place(l), Message: "this image is not there: " + l.Dest}
	d.Hint = "put the image beside the text, in " + bundle(p.Record) + ", and write its name here"
	dir := path.Dir(p.Record.Source().Name) + "/"
	var names []string
	for _, f := range p.Record.Files() {
		names = append(names, strings.TrimPrefix(f, dir))
	}
	if near, ok := diag.Nearest(l.Dest, names); ok {
		d.Hint = "did you mean " + near + "?"
		d.Fixes = []diag.Fix{{Message: "write " + near, Edits: []diag.Edit{{Span: d.Span, Text: near}}}}
	}
	p.Report(d)
}

// bundle returns the folder that a record's images belong in. A record that
// is a single file moves into it.
func bundle(r *content.Record) string {
	name := r.Source().Name
	if base := path.Base(name); strings.HasPrefix(base, "index.") || strings.HasPrefix(base, "_index.") {
		return path.Dir(name) + "/"
	}
	return "the folder " + strings.TrimSuffix(name, path.Ext(name)) + "/ with the text as index.md"
}
