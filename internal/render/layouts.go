package render

import (
	"bytes"
	"cmp"
	"errors"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	text "text/template"

	"candor/internal/diag"
)

// Root is the folder of a site that holds its layouts.
const Root = "layouts"

// Layouts is the parsed templates of a site over those of its theme.
type Layouts struct {
	pages   map[string]*template.Template // by file name below layouts/
	exports map[string]*text.Template     // by the same names; nil where it could not be parsed
	sources map[string]*diag.Source       // by the same names

	faulty     map[string]bool // those that could not be parsed
	partFaulty bool            // so that no page can be made
}

// Load parses the layouts of a site and, for files that it does not have, those
// of the theme. Files whose name begins with an underscore are parts: each
// layout can use their definitions, and each export those of exports.
func Load(site, theme fs.FS) (*Layouts, diag.List, error) {
	l := &Layouts{
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
func (l *Layouts) read(files fs.FS, prefix string, texts map[string]string) (diag.List, error) {
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
func (l *Layouts) parse(texts map[string]string) diag.List {
	var diags diag.List
	names := sortedNames(texts)
	parts := template.New("parts").Funcs(functions)
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

// Find returns the first layout of those names that there is, or "". A layout
// that could not be parsed is not passed over: nothing takes its place.
func (l *Layouts) Find(names ...string) string {
	for _, name := range names {
		if l.faulty[name] {
			return ""
		}
		if l.pages[name] != nil {
			return name
		}
	}
	return ""
}

// Source returns the file of a layout.
func (l *Layouts) Source(name string) *diag.Source { return l.sources[name] }

// Names returns the names of all layouts that make a page of their own.
func (l *Layouts) Names() []string {
	names := make([]string, 0, len(l.pages))
	for name := range l.pages {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// broken says that the page would be made by a layout that could not be
// parsed, which has been reported.
func (l *Layouts) broken(names ...string) bool {
	if l.partFaulty {
		return true
	}
	for _, name := range names {
		if l.faulty[name] {
			return true
		}
	}
	return false
}

// sheet takes what a layout writes, as far as a page or a file can go.
type sheet struct {
	bytes.Buffer
	writes int
	steps  int // of these, such that write nothing
	most   int // bytes; 0: as many as a page may have
}

// sheets are written on again: how large a page will be is known only when it
// is there.
var sheets = sync.Pool{New: func() any { return new(sheet) }}

// free hands the sheet on. One that took a page of rare size goes.
func (s *sheet) free() {
	if s.Cap() <= 1<<20 {
		s.Reset()
		*s = sheet{Buffer: s.Buffer}
		sheets.Put(s)
	}
}

// What a page may take. Those of ten thousand records are far below it.
const (
	maxPage   = 32 << 20
	maxWrites = 20_000_000
	maxSteps  = 2_000_000
)

var errEndless = errors.New("what is written does not end")

// Write implements io.Writer.
func (s *sheet) Write(b []byte) (int, error) {
	if len(b) == 0 {
		s.steps++
	}
	if s.writes++; s.writes > maxWrites || s.steps > maxSteps || s.Len()+len(b) > cmp.Or(s.most, maxPage) {
		return 0, errEndless
	}
	return s.Buffer.Write(b)
}

// execute makes a page with the layout of that name. A failure is a
// diagnostic in the layout.
func (l *Layouts) execute(w *sheet, name string, page *Page) diag.List {
	return l.failure(w, name, l.pages[name].Execute(w, page))
}

// failure tells of what went wrong; nothing where nothing did.
func (l *Layouts) failure(w *sheet, name string, err error) diag.List {
	switch {
	case errors.Is(err, errEndless):
		w.Reset()
		return diag.List{l.endless(name, "page")}
	case err != nil:
		return diag.List{l.fault(name, err)}
	}
	return nil
}

const endlessHint = "look for a part that calls itself, or for lists within lists"

// endless tells that what a layout makes does not end.
func (l *Layouts) endless(name, what string) diag.Diagnostic {
	return diag.Diagnostic{
		ID: "layout-failed", Span: l.sources[name].At(0, 0), Message: "a " + what + " of this layout does not come to an end", Hint: endlessHint,
	}
}
