// Package media judges the files that a site copies as they are: those of
// static/, and those that travel with a record.
//
// Whoever opens the site runs what is in such a file with the rights of the site.
// So the types of files are those of a list, to which a site may add some, but
// none that browsers run.
//
// A Survey looks again only at the files that have changed.
package media

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
)

// staticRoot is the folder of files that belong to the site as a whole.
const staticRoot = "static/"

// Options are what a site allows beside what every site may.
type Options struct {
	Types []string // endings, as Ending wants them
}

// Survey is what is wrong with the files that a site copies. The zero value has
// seen none.
type Survey struct {
	found map[string]diag.List
}

// Look judges the named files.
func (s *Survey) Look(names []string, o Options) {
	s.found = map[string]diag.List{}
	for _, name := range names {
		if bad := judgeName(name, o); len(bad) > 0 {
			s.found[name] = bad
		}
	}
}

// Refuses reports whether a file must not be published.
func (s *Survey) Refuses(name string) bool { return s.found[name].Errors() > 0 }

// Diagnostics returns what is wrong with all files, in order of name.
func (s *Survey) Diagnostics() diag.List {
	var out diag.List
	for _, name := range slices.Sorted(maps.Keys(s.found)) {
		out = append(out, s.found[name]...)
	}
	return out
}

// judgeName reports a file whose ending a site may not have, or not there.
func judgeName(name string, o Options) diag.List {
	var diags diag.List
	at := diag.NewSource(name, nil, nil).At(0, 0)
	all := endings(name)
	ext := ""
	if len(all) > 0 {
		ext = all[0]
	}
	only, known := listed[ext]
	known = known || slices.Contains(o.Types, ext) || ext == "" && bareAllowed(name)
	switch {
	case active[ext]:
		diags.Errorf(catalog.UnknownFileType, at, "write the page in Markdown; a script that the layouts use is a .js file in static/",
			"browsers or hosts run files that end in %s, so a site has none", ext)
	case !known:
		diags.Errorf(catalog.UnknownFileType, at, addHint(ext), "%s not on the list of what a site copies", cmp.Or(endIn(ext), "files without an ending are"))
	case only && !strings.HasPrefix(name, staticRoot):
		diags.Errorf(catalog.FileMisplaced, at, "move it into static/, where the files of the layouts are",
			"a file that ends in %s cannot travel with a record", ext)
	default:
		diags = judgeInner(name, at, all)
	}
	return diags
}

// judgeInner reports an ending inside a name, as in report.html.zip: some hosts
// take the type of a file from it.
func judgeInner(name string, at diag.Span, all []string) diag.List {
	var diags diag.List
	for _, inner := range all[min(1, len(all)):] {
		if active[inner] || inner == ".svg" || inner == ".js" && !strings.HasPrefix(name, staticRoot) {
			diags.Errorf(catalog.UnknownFileType, at, "write a hyphen for the dot before "+inner[1:],
				"%s is inside the name of this file, and some hosts take that for its type", inner)
			break
		}
	}
	return diags
}

// bareAllowed reports whether a file without an ending is one that hosts and
// others ask for by its name.
func bareAllowed(name string) bool {
	base, ok := strings.CutPrefix(name, staticRoot)
	return ok && (bare[base] || strings.HasPrefix(base, ".well-known/"))
}

func endIn(ext string) string {
	if ext == "" {
		return ""
	}
	return "files that end in " + ext + " are"
}

// addHint says how a file becomes one that the site may have.
func addHint(ext string) string {
	if !Ending(ext) {
		return "give it the ending of its type, one of those that candor explain " + catalog.UnknownFileType + " lists"
	}
	return `save it as a type that candor explain ` + catalog.UnknownFileType + ` lists, or add file_types = ["` + ext + `"] to site.toml`
}
