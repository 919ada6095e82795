package content

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/frontmatter"
	"candor/internal/schema"
	"candor/internal/toml"
)

// Root is the folder of a site that holds its records.
const Root = "content"

// maxSource bounds a single source file: a book of a thousand pages is below
// it, and a parser that meets more is being attacked or misused.
const maxSource = 16 << 20

// Site is what Load found: the records, the introductions of sections and the
// files that are neither.
type Site struct {
	Corpus   *Corpus
	Sections map[string]*Record // by type name; "" is the front page
	Files    []string           // images and other files inside bundles
}

// Load reads all records below content/. A folder there belongs to one of the
// types own; the corpus may know more types, all, and holds the other records
// also. Mistakes are diagnostics; an error means that the machine failed.
func Load(ctx context.Context, files fs.FS, own, all *schema.Set, also []*Record) (*Site, diag.List, error) {
	return new(Loader).Load(ctx, files, own, all, also, nil)
}

// result is what one unit of the tree came to.
type result struct {
	records []*Record
	section *Record
	partial string // the type of a file of many records that did not parse
	diags   diag.List

	hashes []diag.Hash // of the files
	heads  []diag.Hash // of what stands in them before the text
	unsure bool        // a file could not be read
}

func assemble(types *schema.Set, t *tree, results []result, records []*Record) (*Site, diag.List) {
	var diags diag.List
	partial := maps.Clone(t.partial)
	site := &Site{Sections: map[string]*Record{}, Files: t.loose}
	for i, r := range results {
		diags = append(diags, r.diags...)
		records = append(records, r.records...)
		if r.partial != "" {
			partial[r.partial] = true
		}
		if r.section != nil {
			site.Sections[t.units[i].typ] = r.section
		}
	}
	diags = append(diags, duplicates(records)...)
	site.Corpus = NewCorpus(types, records, partial)
	return site, diags
}

// duplicates reports every record whose key an earlier file has taken.
func duplicates(records []*Record) diag.List {
	var diags diag.List
	first := map[Key]*Record{}
	for _, r := range records {
		f := first[r.Key]
		if f == nil {
			first[r.Key] = r
			continue
		}
		diags = append(diags, diag.Diagnostic{
			ID:      catalog.DuplicateID,
			Span:    r.idSpan(),
			Message: "the id " + r.ID + " is taken by another " + strings.ToLower(r.Schema.Title),
			Hint:    "give one of the two another id, or delete it",
			Related: []diag.Related{{Span: f.idSpan(), Message: "the first one"}},
		})
	}
	return diags
}

// idSpan returns where the id of a record is written: in its table, or the
// beginning of its file, whose name it is.
func (r *Record) idSpan() diag.Span {
	if r.doc != nil && r.pointer != "" {
		return r.At("/id")
	}
	if src := r.Source(); src != nil {
		return src.At(0, 0)
	}
	return diag.Span{}
}

var idPattern = regexp.MustCompile(`^[a-z0-9]+([._-][a-z0-9]+)*$`)

// IsID reports whether a record may have the id.
func IsID(id string) bool { return idPattern.MatchString(id) }

func checkID(id string, at diag.Span) diag.List {
	var diags diag.List
	if !IsID(id) {
		diags.Errorf(catalog.BadID, at, "use lower-case letters, digits, and single hyphens, dots or underscores between them: "+suggestID(id),
			"%q cannot be the id of a record", id)
	}
	return diags
}

var notID = regexp.MustCompile(`[^a-z0-9]+`)

func suggestID(id string) string {
	return strings.Trim(notID.ReplaceAllString(strings.ToLower(id), "-"), "-")
}

// readSource reads a file and describes it. A file that cannot be a source
// gives a diagnostic and nil bytes.
func readSource(files fs.FS, name string) (*diag.Source, []byte, diag.List, error) {
	var diags diag.List
	f, err := files.Open(name)
	if err != nil {
		return unreadable(name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return unreadable(name, err)
	}
	if info.Size() > maxSource {
		src := diag.NewSource(name, nil, nil)
		diags.Errorf(catalog.TooLarge, src.At(0, 0), "split it, or move what is not text into static/",
			"this file has %d MiB; a source has at most %d", info.Size()>>20, maxSource>>20)
		return src, nil, diags, nil
	}
	b, err := readAll(f, info.Size())
	if err != nil {
		return unreadable(name, err)
	}
	return diag.NewSource(name, b, func() ([]byte, error) { return fs.ReadFile(files, name) }), b, nil, nil
}

// readAll reads a file of about that size.
func readAll(f io.Reader, size int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(size) + bytes.MinRead)
	_, err := b.ReadFrom(f)
	return b.Bytes(), err
}

// unreadable is what becomes of a file that its author can mend.
func unreadable(name string, err error) (*diag.Source, []byte, diag.List, error) {
	d, ok := diag.Unreadable(name, err)
	if !ok {
		return nil, nil, nil, err
	}
	return d.Span.Source, nil, diag.List{d}, nil
}

// loader turns one unit into records.
type loader struct {
	files fs.FS
	types *schema.Set
	result
}

func (l *loader) unit(u unit) error {
	if u.section {
		return l.readSection(u)
	}
	if err := l.read(u); err != nil {
		return err
	}
	for _, r := range l.records {
		r.heads = l.heads
		if r.doc != nil {
			r.doc.Forget()
		}
	}
	return nil
}

func (l *loader) read(u unit) error {
	t := l.types.Type(u.typ)
	var doc *toml.Doc
	var body diag.Span
	damaged := false
	for _, name := range u.sources {
		f, err := l.file(name)
		if err != nil {
			return err
		}
		damaged = damaged || f.damaged
		if f.doc != nil {
			if l.many(u, t, f) {
				return nil
			}
			doc = l.join(doc, f.doc)
		}
		if path.Ext(name) == ".md" {
			body = f.body
		}
	}
	l.single(u, t, doc, body, damaged)
	return nil
}

// many reads a file of many records. It reports false for any other file.
func (l *loader) many(u unit, t *schema.Type, f file) bool {
	tables, ok := f.doc.Values[t.Name].([]any)
	if !t.Many || path.Ext(f.doc.Source.Name) != ".toml" || u.bundle {
		return false
	}
	if !ok {
		// What it holds is not known: one record, whose id is the file's
		// name, or many.
		if f.damaged {
			l.partial = t.Name
		}
		return l.misnamed(t, f.doc)
	}
	for name, v := range f.doc.Values {
		if name == t.Name {
			continue
		}
		hint := "move it into each [[" + t.Name + "]] table that it is about"
		if meantAs(t.Name, name, v) {
			hint, l.partial = "did you mean [["+t.Name+"]]?", t.Name
		}
		l.diags.Errorf(catalog.UnknownField, f.doc.Key(toml.Pointer(name)), hint,
			"a file of many records holds nothing beside its [[%s]] tables", t.Name)
	}
	for i, v := range tables {
		l.table(t, f.doc, v, toml.Pointer(t.Name, i))
	}
	return true
}

// meantAs says that a list of tables is called almost as the type whose records
// it was meant to hold.
func meantAs(want, name string, v any) bool {
	list, ok := v.([]any)
	if !ok || len(list) == 0 {
		return false
	}
	_, table := list[0].(map[string]any)
	_, near := diag.Nearest(name, []string{want})
	return table && near
}

// misnamed reports a file of many records whose tables are not called as their
// type. It says whether the file is one.
func (l *loader) misnamed(t *schema.Type, doc *toml.Doc) bool {
	names := sortedKeys(doc.Values)
	if len(names) != 1 || t.Lookup(toml.Pointer(names[0])) != nil || !meantAs(t.Name, names[0], doc.Values[names[0]]) {
		return false
	}
	l.partial = t.Name
	l.diags.Errorf(catalog.UnknownField, doc.Key(toml.Pointer(names[0])), "did you mean [["+t.Name+"]]?",
		"a file of many records holds its tables under the name of their type")
	return true
}

func (l *loader) table(t *schema.Type, doc *toml.Doc, v any, pointer string) {
	values, ok := v.(map[string]any)
	if !ok {
		l.diags.Errorf(catalog.WrongType, doc.Value(pointer), "begin each record with [["+t.Name+"]]", "this is no table")
		return
	}
	id, ok := values["id"].(string)
	if !ok {
		l.partial = t.Name
		l.nameless(doc, pointer, values["id"] != nil)
		return
	}
	bad := checkID(id, doc.Value(pointer+"/id"))
	bad = append(bad, t.Validate(doc, pointer)...)
	l.diags = append(l.diags, bad...)
	l.records = append(l.records, &Record{
		Key: Key{t.Name, id}, Schema: t, Values: t.Decode(values),
		Incomplete: bad.Errors() > 0, doc: doc, pointer: pointer,
	})
}

// nameless reports a table without an id, or with one that is no text.
func (l *loader) nameless(doc *toml.Doc, pointer string, given bool) {
	if given {
		l.diags.Errorf(catalog.WrongType, doc.Value(pointer+"/id"), "put it in quotes", "the id of a record is text")
		return
	}
	l.diags.Errorf(catalog.MissingField, doc.Value(pointer), `add id = "…", unique among all of the type`, "this record has no id")
}

// join merges the fields of two files side by side, and reports those that
// stand in both.
func (l *loader) join(first, second *toml.Doc) *toml.Doc {
	if first == nil {
		return second
	}
	for _, name := range sortedKeys(second.Values) {
		if _, both := first.Values[name]; both {
			p := toml.Pointer(name)
			l.diags = append(l.diags, diag.Diagnostic{
				ID: catalog.FieldInBoth, Span: second.Key(p),
				Message: name + " stands in both files of this record",
				Hint:    "keep it in one of them",
				Related: []diag.Related{{Span: first.Key(p), Message: "here too"}},
			})
		}
	}
	return toml.Join(first, second)
}

// single makes one record of a Markdown file, a TOML file or both.
func (l *loader) single(u unit, t *schema.Type, doc *toml.Doc, body diag.Span, damaged bool) {
	r := &Record{Key: Key{u.typ, u.id}, Schema: t, Body: body, doc: doc, files: u.files}
	first := r.Source().At(0, 0)
	bad := checkID(u.id, first)
	switch {
	case doc == nil:
		// Until it has front matter, it may be no record at all.
		bad, r.Body = l.withoutFields(u, first), first
		r.Values = map[string]any{}
	case damaged:
		r.Values = t.Decode(doc.Values)
	default:
		bad = append(bad, t.Validate(doc, "")...)
		r.Values = t.Decode(doc.Values)
	}
	r.Damaged = damaged
	r.Incomplete = damaged || bad.Errors() > 0
	l.diags = append(l.diags, bad...)
	l.records = append(l.records, r)
}

// withoutFields reports a Markdown file that does not begin with front matter.
func (l *loader) withoutFields(u unit, first diag.Span) diag.List {
	var bad diag.List
	hint := "begin the file with a line +++, the fields of the record, and another line +++"
	switch b, err := fs.ReadFile(l.files, u.sources[0]); {
	case err == nil && frontmatter.Late(b):
		hint = "delete what stands before the line +++: it must be the first of the file"
	case strings.EqualFold(u.id, "readme"):
		hint = "what introduces the section stands in _index.md; what only authors need stands outside of " + Root + "/"
	}
	bad.Errorf(catalog.FrontMatterMissing, first, hint, "this file has no front matter, so nothing is known of the record but its text")
	return bad
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
