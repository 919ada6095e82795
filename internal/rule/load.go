package rule

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/toml"

	"cel.dev/cel-go/common/types"
)

// Folders of a site in which rules and commitments stand.
const (
	rulesFolder       = "schema/rules"
	commitmentsFolder = "schema/commitments"
)

// maxSize bounds a file: rules are read whole.
const maxSize = 1 << 20

// Load reads the rules and commitments of a site and compiles them against its
// types. A file with a mistake gives diagnostics at their exact place; what it
// defines is in the set, marked faulty. A site without these folders has none.
func Load(files fs.FS, types *schema.Set, opts Options) (*Set, diag.List, error) {
	c, err := newCompiler(types, opts.Site)
	if err != nil {
		return nil, nil, err
	}
	l := &loader{files: files, c: c, opts: opts, set: &Set{}}
	l.today = &date{toml.DayOf(opts.Today)}
	l.site = &object{s: &scope{}, typ: c.p.objects[sigil+siteName], values: present(opts.Site)}
	if err := l.folder(rulesFolder, l.rule); err != nil {
		return nil, nil, err
	}
	if err := l.folder(commitmentsFolder, l.commitment); err != nil {
		return nil, nil, err
	}
	return l.set, l.diags, nil
}

// loader collects the rules of a site and what is wrong with them.
type loader struct {
	files fs.FS
	c     *compiler
	opts  Options
	set   *Set
	diags diag.List
	today *date
	site  *object
}

// folder reads every Markdown file of a folder in order of name.
func (l *loader) folder(dir string, each func(*Common, *fields) error) error {
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
func (l *loader) file(name string, each func(*Common, *fields) error) error {
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
		l.diags.Errorf("too-large", src.At(0, 0), "say it in fewer words", "a rule of more than %d bytes is not read", maxSize)
		return nil
	}
	from, to, body := frontMatter(b)
	if body < 0 {
		l.diags.Errorf("front-matter-missing", src.At(0, 0), "begin the file with a line +++, and close with another",
			"a rule needs front matter between two lines of +++")
		return nil
	}
	doc, diags := toml.Parse(src, b, from, to)
	l.diags = append(l.diags, diags...)
	if doc.Values == nil {
		return nil
	}
	c := &Common{ID: strings.TrimSuffix(path.Base(name), ".md"), Source: src, Doc: doc, Body: src.At(body, len(b))}
	c.base = base{p: l.c.p, today: l.today, build: toml.DayOf(l.opts.BuildDate), site: l.site}
	l.c.shapes = map[string]*shape{}
	return each(c, &fields{doc: doc})
}

// frontMatter returns where the TOML and the body of a file are; body is
// negative where there is no front matter.
func frontMatter(b []byte) (from, to, body int) {
	at := len(b) - len(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")))
	first := true
	for at < len(b) {
		end := at + bytes.IndexByte(b[at:], '\n') + 1
		if end == at {
			end = len(b)
		}
		fence := string(bytes.TrimRight(b[at:end], " \t\r\n")) == "+++"
		switch {
		case first && !fence:
			return 0, 0, -1
		case first:
			from, first = end, false
		case fence:
			return from, at, end
		}
		at = end
	}
	return 0, 0, -1
}

// common reads the keys that rules and commitments share and returns the
// variables that their expressions may use; nil where that is not clear.
func (l *loader) common(c *Common, f *fields, more variables) (variables, error) {
	c.Title = f.plain("title", true)
	c.Clause = f.clause(slices.Sorted(maps.Keys(l.c.p.records)))
	target, each, when := f.text("for", true), f.text("each", false), f.text("when", false)
	c.For, c.Each, c.When = target.plain(), each.plain(), when.plain()
	vars := maps.Clone(more)
	if vars == nil {
		vars = variables{}
	}
	l.c.site = c.For == Site
	if target == nil || !l.c.site && !l.self(target, f, vars) {
		return nil, nil
	}
	if each != nil {
		if err := l.each(c, f, each, vars); err != nil || c.base.each == nil {
			return nil, err
		}
	}
	if when != nil {
		e, err := l.compile(f, "when", when, vars, wantBool)
		if err != nil {
			return nil, err
		}
		c.base.when = e
	}
	return vars, nil
}

// self adds the variable self, of the type that for names.
func (l *loader) self(target *quoted, f *fields, vars variables) bool {
	if o := l.c.p.records[target.text]; o != nil {
		vars[selfName] = o.cel
		return true
	}
	names := append(slices.Sorted(maps.Keys(l.c.p.records)), Site)
	message, hint := fmt.Sprintf("there is no type `%s`", target.text), "types are "+strings.Join(names, ", ")
	if near, ok := diag.Nearest(target.text, names); ok {
		message, hint = message+fmt.Sprintf("; did you mean `%s`?", near), ""
	}
	f.diags.Errorf("unknown-type", target.span, hint, "%s", message)
	return false
}

// each compiles the list of a rule and adds the variable it.
func (l *loader) each(c *Common, f *fields, each *quoted, vars variables) error {
	e, err := l.compile(f, "each", each, vars, wantList)
	if e == nil {
		return err
	}
	c.base.each = e
	l.element(vars, itName, e)
	return nil
}

// element adds a variable that stands for each element of a list.
func (l *loader) element(vars variables, name string, of *expr) {
	vars[name] = types.DynType
	if of.typ.Kind() == types.ListKind {
		vars[name] = of.typ.Parameters()[0]
	}
	if of.item != nil {
		l.c.shapes[name] = of.item
	}
}

// compile is compiler.compile with the mistakes put where they belong.
func (l *loader) compile(f *fields, key string, q *quoted, vars variables, w want) (*expr, error) {
	e, diags, err := l.c.compile(key, q.whole(), vars, w)
	f.diags = append(f.diags, diags...)
	return e, err
}

// template is compiler.template with the mistakes put where they belong.
func (l *loader) template(f *fields, key string, q *quoted, vars variables) (*template, error) {
	t, diags, err := l.c.template(key, q, vars)
	f.diags = append(f.diags, diags...)
	return t, err
}

// optional compiles the expression of a key that need not be there.
func (l *loader) optional(f *fields, key string, vars variables, w want) (string, *expr, error) {
	q := f.text(key, false)
	if q == nil || vars == nil {
		return "", nil, nil
	}
	e, err := l.compile(f, key, q, vars, w)
	return q.text, e, err
}

// words compiles the text with holes of a key.
func (l *loader) words(f *fields, key string, required bool, vars variables) (string, *template, error) {
	q := f.text(key, required)
	if q == nil || vars == nil {
		return "", nil, nil
	}
	t, err := l.template(f, key, q, vars)
	return q.text, t, err
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// present returns what has a value.
func present(values map[string]any) map[string]any {
	out := make(map[string]any, len(values))
	for k, v := range values {
		switch v := v.(type) {
		case nil:
		case map[string]any:
			out[k] = present(v)
		default:
			out[k] = v
		}
	}
	return out
}
