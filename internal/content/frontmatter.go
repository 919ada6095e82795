package content

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"unicode/utf8"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/frontmatter"
	"candor/internal/schema"
	"candor/internal/toml"
)

// file is one source after its first reading.
type file struct {
	doc     *toml.Doc // nil where the file has no TOML
	body    diag.Span // Markdown only
	damaged bool      // what it says is not known in full
}

// file reads a .toml or .md file. Its mistakes go to the loader's list.
func (l *loader) file(name string) (file, error) {
	src, b, diags, err := readSource(l.files, name)
	if err != nil {
		return file{}, err
	}
	l.diags = append(l.diags, diags...)
	l.hashes = append(l.hashes, src.Hash)
	if b == nil && len(diags) > 0 {
		l.unsure = true
		l.heads = append(l.heads, src.Hash)
		return file{doc: &toml.Doc{Source: src}, damaged: true}, nil
	}
	if path.Ext(name) == ".toml" {
		l.heads = append(l.heads, src.Hash)
		return l.parse(src, b, frontmatter.Start(b), len(b)), nil
	}
	f := l.markdown(src, b)
	l.heads = append(l.heads, diag.HashOf(b[:cmp.Or(f.body.Start, len(b))]))
	return f, nil
}

func (l *loader) parse(src *diag.Source, b []byte, start, end int) file {
	doc, diags := toml.Parse(src, b, start, end)
	l.diags = append(l.diags, diags...)
	return file{doc: doc, damaged: diags.Errors() > 0}
}

// markdown splits a Markdown file into its front matter and its body. A file
// without front matter is all body.
func (l *loader) markdown(src *diag.Source, b []byte) file {
	m := frontmatter.Read(b)
	if m.Problem == frontmatter.Unclosed || m.Problem == frontmatter.YAML {
		l.badFence(src, b, m)
		return file{doc: &toml.Doc{Source: src}, damaged: true}
	}
	f := file{}
	body := m.Start
	if m.Problem == frontmatter.None {
		f, body = l.parse(src, b, m.From, m.To), m.Body
	}
	f.body = src.At(body, len(b))
	if bad := badText(src, b, body); len(bad) > 0 {
		l.diags = append(l.diags, bad...)
		f.damaged = true
	}
	return f
}

// badFence reports front matter that cannot be read, and finds out which of the
// fences the author has to write otherwise.
func (l *loader) badFence(src *diag.Source, b []byte, m frontmatter.Matter) {
	id, message, hint := catalog.FrontMatterUnclosed, "the front matter that begins here never ends", "close it with a line +++ before the text"
	if m.Problem == frontmatter.YAML {
		id, message, hint = catalog.YAMLFrontMatter, "this front matter is YAML; here it is TOML", `put it between lines of +++ and write title = "…"`
	}
	switch from, to, line := m.Hyphens(b); {
	case line == 0:
	case m.Problem == frontmatter.Unclosed:
		hint = fmt.Sprintf("write +++ in place of the --- in line %d", line)
	case isTOML(src, b, from, to):
		message, hint = "front matter stands between lines of +++ here", fmt.Sprintf("write +++ in place of the --- here and in line %d", line)
	}
	l.diags.Errorf(id, src.At(m.Start, m.Head), hint, "%s", message)
}

// isTOML reports whether what is between two offsets is TOML that holds something.
func isTOML(src *diag.Source, b []byte, from, to int) bool {
	doc, diags := toml.Parse(src, b, from, to)
	return len(diags) == 0 && len(doc.Values) > 0
}

// badText reports bytes that no text has.
func badText(src *diag.Source, b []byte, start int) diag.List {
	var diags diag.List
	if i := bytes.IndexByte(b[start:], 0); i >= 0 {
		diags.Errorf(catalog.NULByte, src.At(start+i, start+i+1), "delete it, or save the file as UTF-8 text", "this file holds a NUL byte")
		return diags
	}
	if i := invalidUTF8(b[start:]); i >= 0 {
		diags.Errorf(catalog.NotUTF8, src.At(start+i, start+i+1), "save the file as UTF-8", "this byte is not UTF-8 text")
	}
	return diags
}

func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// sectionType is what the introduction of a section may hold.
var sectionType = &schema.Type{
	Name: "_index", Title: "Section", Plural: "Sections", Page: true,
	Fields: []*schema.Field{
		{Name: "title", Pointer: "/title", Title: "Title"},
		{Name: "label", Pointer: "/label", Title: "Label"},
		{Name: "summary", Pointer: "/summary", Title: "Summary"},
	},
}

// readSection reads the _index file that introduces a section.
func (l *loader) readSection(u unit) error {
	r := &Record{Key: Key{sectionType.Name, u.typ}, Schema: sectionType, Values: map[string]any{}}
	for _, name := range u.sources {
		f, err := l.file(name)
		if err != nil {
			return err
		}
		if f.doc != nil {
			r.doc = l.join(r.doc, f.doc)
			l.sectionFields(r, f.doc)
		}
		if path.Ext(name) == ".md" {
			r.Body = f.body
		}
		r.Incomplete = r.Incomplete || f.damaged
	}
	r.heads = l.heads
	l.section = r
	return nil
}

func (l *loader) sectionFields(r *Record, doc *toml.Doc) {
	names := []string{"title", "label", "summary"}
	for _, k := range sortedKeys(doc.Values) {
		s, text := doc.Values[k].(string)
		field := sectionType.Lookup(toml.Pointer(k))
		switch {
		case field == nil:
			l.unknownInSection(doc, k, names)
		case !text:
			l.diags.Errorf(catalog.WrongType, doc.Value(toml.Pointer(k)), "put it in quotes", "%s is a text", k)
		default:
			r.Values[k] = s
		}
	}
}

// unknownInSection reports a field that an introduction does not have. One that
// is only misspelt can be mended by a program.
func (l *loader) unknownInSection(doc *toml.Doc, k string, names []string) {
	at := doc.Key(toml.Pointer(k))
	d := diag.Diagnostic{
		ID: catalog.UnknownField, Span: at, Message: "an introduction has no field " + k,
		Hint: "an introduction holds title, label and summary",
	}
	if near, ok := diag.Nearest(k, names); ok {
		d.Hint = "did you mean " + near + "?"
		if _, taken := doc.Values[near]; !taken {
			d.Fixes = []diag.Fix{{Message: "write " + near, Edits: []diag.Edit{{Span: at, Text: near}}}}
		}
	}
	l.diags = append(l.diags, d)
}
