// Package rulefile reads the rules and commitments of a site, from
// schema/rules/*.md and schema/commitments/*.md: TOML front matter whose texts are
// expressions, and a Markdown body that says why. It compiles them against the
// types of the site, so that a misspelt field, a word that an enum never holds or a
// number of the wrong kind is told in the rule's own file, at its place in the
// expression. Package rule documents the keys, package expr the expressions.
package rulefile

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"time"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/frontmatter"
	"candor/internal/rule"
	"candor/internal/rule/expr"
	"candor/internal/schema"
	"candor/internal/toml"
)

// Folders of a site that hold its rules and commitments.
const (
	RulesFolder       = "schema/rules"
	CommitmentsFolder = "schema/commitments"
)

// maxSize bounds a file: rules are read whole.
const maxSize = 1 << 20

// Options say what rules are evaluated by.
type Options struct {
	Today     toml.Date // of promises and deadlines: a day, or the days that it is somewhere on Earth
	BuildDate time.Time // of waivers

	// Site is what expressions read as site: text, bool, int64, float64,
	// []any and map[string]any. It shows which fields there are, so a field
	// that is absent must be there, as nil.
	Site map[string]any

	// Severity replaces the severity of rules by id.
	Severity map[string]diag.Severity
}

// Load reads the rules and commitments of a site and compiles them against its
// types. A file with a mistake gives diagnostics at their exact place; what it
// defines is in the set, marked faulty. A site without these folders has none.
func Load(files fs.FS, types *schema.Set, opts Options) (*rule.Set, diag.List, error) {
	env, err := expr.NewEnv(types, opts.Today, opts.Site)
	if err != nil {
		return nil, nil, err
	}
	l := &loader{files: files, types: types, env: env, opts: opts}
	if err := l.folder(RulesFolder, l.rule); err != nil {
		return nil, nil, err
	}
	if err := l.folder(CommitmentsFolder, l.commitment); err != nil {
		return nil, nil, err
	}
	return rule.NewSet(l.rules, l.commitments), l.diags, nil
}

// loader collects the rules of a site and what is wrong with them.
type loader struct {
	files fs.FS
	types *schema.Set
	env   *expr.Env
	opts  Options

	rules       []*rule.Rule
	commitments []*rule.Commitment
	diags       diag.List
}

// folder reads every Markdown file of a folder in order of name.
func (l *loader) folder(dir string, each func(rule.Common, *fields) error) error {
	entries, err := fs.ReadDir(l.files, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".md" || strings.HasPrefix(e.Name(), "_") {
			continue
		}
		if err := l.file(path.Join(dir, e.Name()), each); err != nil {
			return err
		}
	}
	return nil
}

// file reads one file and hands its front matter to each.
func (l *loader) file(name string, each func(rule.Common, *fields) error) error {
	b, err := fs.ReadFile(l.files, name)
	if d, ok := diag.Unreadable(name, err); ok {
		l.diags = append(l.diags, d)
		return nil
	}
	if err != nil {
		return err
	}
	src := diag.NewSource(name, b, func() ([]byte, error) { return fs.ReadFile(l.files, name) })
	if len(b) > maxSize {
		l.diags.Errorf(catalog.TooLarge, src.At(0, 0), "say it in fewer words", "a rule of more than %d bytes is not read", maxSize)
		return nil
	}
	m := frontmatter.Read(b)
	if m.Problem != frontmatter.None {
		l.diags.Errorf(catalog.FrontMatterMissing, src.At(0, 0), "begin the file with a line +++, and close with another",
			"a rule needs front matter between two lines of +++")
		return nil
	}
	doc, diags := toml.Parse(src, b, m.From, m.To)
	l.diags = append(l.diags, diags...)
	if doc.Values == nil {
		return nil
	}
	c := rule.Common{ID: strings.TrimSuffix(path.Base(name), ".md"), Source: src, Doc: doc, Body: src.At(m.Body, len(b)), Env: l.env}
	return each(c, &fields{doc: doc, values: doc.Values})
}
