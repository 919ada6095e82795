// Package starter makes the files of a new site: the site of a made-up team
// that is alive, with promises that are still open and events that lie ahead.
//
// The site stands in site/ as templates, names of files included. Actions stand
// between {% and %}, for braces mean something to workflows:
//
//	day N      the day N days from today: 2026-11-22
//	noon N     noon of that day, as a moment: 2026-11-22T12:00:00Z
//	month N    the month N months from this one: 2026-11
//	words N    the same as people write it: November 2026
//	on N D     its day D, or its last day where it is shorter
//	last N     its last day
//	past N D   the same as on, but never after today
//
// So no date rots: whoever makes a site gets one that was alive yesterday. Types,
// rules and their layouts are copied from those that are handed in. A rule's
// clause is left away, for it names a document of another team. The same day
// gives the same bytes.
package starter

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"text/template"
	"time"

	"candor/internal/schema"
	"candor/internal/schema/meta"
)

//go:embed all:site
var site embed.FS

// EditorDir is the folder of a new site that holds the schemas for editors.
const EditorDir = ".schemas"

// Site returns the files of a new site by name, as they are written on the day.
// Types holds schema/ and layouts/ as a site does.
func Site(types fs.FS, today time.Time) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, root := range []string{"schema", "layouts"} {
		if err := copyTypes(types, root, out); err != nil {
			return nil, err
		}
	}
	if err := example(today, out); err != nil {
		return nil, err
	}
	return out, editors(types, out)
}

// clause is the line of a rule that names where its demand was made.
var clause = regexp.MustCompile(`(?m)^clause[ \t]*=.*\n`)

func copyTypes(types fs.FS, root string, out map[string][]byte) error {
	return fs.WalkDir(types, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(types, name)
		if path.Ext(name) == ".md" {
			b = clause.ReplaceAll(b, nil)
		}
		out[name] = b
		return err
	})
}

// example fills in the templates of the site.
func example(today time.Time, out map[string][]byte) error {
	funcs := calendar(today)
	return fs.WalkDir(site, "site", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		to, err := fill(name, strings.TrimPrefix(name, "site/"), funcs)
		if err != nil {
			return err
		}
		out[string(to)], err = fill(name, string(b), funcs)
		return err
	})
}

func fill(name, text string, funcs template.FuncMap) ([]byte, error) {
	t, err := template.New(name).Delims("{%", "%}").Funcs(funcs).Parse(text)
	if err != nil {
		return nil, fmt.Errorf("a file of the new site: %w", err)
	}
	var b bytes.Buffer
	err = t.Execute(&b, nil)
	return b.Bytes(), err
}

// editors adds the schemas as editors read them, and what leads editors there.
func editors(types fs.FS, out map[string][]byte) error {
	set, _, err := meta.Load(types)
	if err != nil {
		return err
	}
	for _, t := range set.Types() {
		if out[EditorDir+"/"+t.Name+".json"], err = meta.Expanded(t); err != nil {
			return err
		}
	}
	for name, b := range Editors(set, EditorDir) {
		out[name] = b
	}
	return nil
}

// Editors returns the settings, by name of the file, that tell editors which
// files of a site are of which type, where the schemas for them stand in a
// folder of the site.
func Editors(types *schema.Set, folder string) map[string][]byte {
	var taplo, tombi bytes.Buffer
	taplo.WriteString("# For Taplo and Even Better TOML: which schema a file is held against.\n")
	tombi.WriteString("# For Tombi: which schema a file is held against.\n")
	for _, t := range types.Types() {
		name := path.Join(folder, t.Name+".json")
		fmt.Fprintf(&taplo, "\n[[rule]]\ninclude = [\"content/%s/**/*.toml\"]\nschema  = { path = %q }\n", t.Name, name)
		fmt.Fprintf(&tombi, "\n[[schemas]]\npath    = %q\ninclude = [\"content/%s/**/*.toml\"]\n", name, t.Name)
	}
	return map[string][]byte{".taplo.toml": taplo.Bytes(), "tombi.toml": tombi.Bytes()}
}
