package layout

import (
	"errors"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
	text "text/template"

	"candor/internal/diag"
)

// Root is the folder of a site that holds its layouts.
const Root = "layouts"

// Vocabulary is what the templates can use. It must not change.
type Vocabulary struct {
	Functions template.FuncMap // of all templates
	Exports   template.FuncMap // of exports alone
	Data      func() []string  // the names that can be read from the data, to guess what was meant
}

// Set is the parsed templates of a site over those of its theme. It is immutable.
type Set struct {
	words   Vocabulary
	pages   map[string]*template.Template // by file name below layouts/
	exports map[string]*text.Template     // by the same names; nil where it could not be parsed
	sources map[string]*diag.Source       // by the same names

	faulty     map[string]bool // those that could not be parsed
	partFaulty bool            // so that no page can be made
}

// Load parses the layouts of a site and, for files that it does not have, those
// of the theme. Files whose name begins with an underscore are parts: each
// layout can use their definitions, and each export those of exports.
func Load(site, theme fs.FS, words Vocabulary) (*Set, diag.List, error) {
	l := &Set{
		words: words,
		pages: map[string]*template.Template{}, exports: map[string]*text.Template{},
		sources: map[string]*diag.Source{}, faulty: map[string]bool{},
	}
	texts := map[string]string{}
	var unreadable diag.List
	for _, from := range []struct {
		files  fs.FS
		prefix string
	}{{theme, "theme/"}, {site, ""}} {
		diags, err := l.read(from.files, from.prefix, texts)
		if err != nil {
			return nil, nil, err
		}
		unreadable = append(unreadable, diags...)
	}
	pages, exports := map[string]string{}, map[string]string{}
	for name, t := range texts {
		if path.Ext(name) == ".html" {
			pages[name] = t
		} else {
			exports[name] = t
		}
	}
	return l, slices.Concat(unreadable, l.parse(pages), l.parseExports(exports)), nil
}

// read collects the texts of the layouts. One that cannot be read makes no page,
// and of a part no other layout does.
func (l *Set) read(files fs.FS, prefix string, texts map[string]string) (diag.List, error) {
	if files == nil {
		return nil, nil
	}
	var diags diag.List
	err := fs.WalkDir(files, Root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isTemplate(d.Name()) {
			return err
		}
		b, err := fs.ReadFile(files, name)
		rel := strings.TrimPrefix(name, Root+"/")
		if d, ok := diag.Unreadable(prefix+name, err); ok {
			diags = append(diags, d)
			l.faulty[rel], l.partFaulty = true, l.partFaulty || isPart(rel)
			delete(texts, rel)
			return nil
		}
		if err != nil {
			return err
		}
		texts[rel] = string(b)
		l.sources[rel] = diag.NewSource(prefix+name, b, nil)
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return diags, err
}

// parse makes a template of every layout. Each has all parts beside it, in a
// set of its own, so that two layouts can fill the same blank.
func (l *Set) parse(texts map[string]string) diag.List {
	var diags diag.List
	names := sortedNames(texts)
	parts := template.New("parts").Funcs(l.words.Functions).Funcs(template.FuncMap{headingsFunction: headingsPlace})
	for _, name := range names {
		if !isPart(name) {
			continue
		}
		if _, err := parts.New(name).Parse(texts[name]); err != nil {
			diags = append(diags, l.fault(name, err))
			l.faulty[name], l.partFaulty = true, true
		}
	}
	if l.partFaulty {
		return diags
	}
	for _, name := range names {
		if isPart(name) {
			continue
		}
		t, err := page(parts, name, texts[name])
		if err != nil {
			diags = append(diags, l.fault(name, err))
			l.faulty[name] = true
			continue
		}
		l.pages[name] = t
	}
	return diags
}

// page parses a layout. The template package looks for what is wrong with the
// HTML around the actions when a template is first executed, so it is, on
// nothing: every page would report the same otherwise.
func page(parts *template.Template, name, text string) (*template.Template, error) {
	set, err := parts.Clone()
	if err != nil {
		return nil, err
	}
	t, err := set.New(name).Parse(text)
	if err != nil {
		return nil, err
	}
	for _, part := range t.Templates() {
		countSteps(part.Tree)
	}
	var bad *template.Error
	if err := t.Execute(&sheet{most: 1 << 20}, nil); errors.As(err, &bad) {
		return nil, err
	}
	return t, nil
}

// isTemplate leaves out files without an ending and those of editors.
func isTemplate(base string) bool {
	return path.Ext(base) != "" && base[0] != '.' && !strings.HasSuffix(base, "~")
}

func isPart(name string) bool { return strings.HasPrefix(path.Base(name), "_") }

func sortedNames(texts map[string]string) []string {
	names := make([]string, 0, len(texts))
	for name := range texts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
