package content

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"unicode/utf8"

	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/toml"
)

// file is one source after its first reading.
type file struct {
	doc     *toml.Doc // nil where the file has no TOML
	body    diag.Span // Markdown only
	damaged bool      // what it says is not known in full
}

var bom = []byte("\xef\xbb\xbf")

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
	start := 0
	if bytes.HasPrefix(b, bom) {
		start = len(bom)
	}
	if path.Ext(name) == ".toml" {
		l.heads = append(l.heads, src.Hash)
		return l.parse(src, b, start, len(b)), nil
	}
	f := l.markdown(src, b, start)
	l.heads = append(l.heads, diag.HashOf(b[:cmp.Or(f.body.Start, len(b))]))
	return f, nil
}

func (l *loader) parse(src *diag.Source, b []byte, start, end int) file {
	doc, diags := toml.Parse(src, b, start, end)
	l.diags = append(l.diags, diags...)
	return file{doc: doc, damaged: diags.Errors() > 0}
}

// markdown splits a Markdown file into its front matter and its body.
func (l *loader) markdown(src *diag.Source, b []byte, start int) file {
	from, to, body, problem := split(b, start)
	if problem != "" {
		message, hint := problems[problem].message, problems[problem].hint
		switch line := hyphens(b, start); {
		case line == 0:
		case problem == "front-matter-unclosed":
			hint = fmt.Sprintf("write +++ in place of the --- in line %d", line)
		case isTOML(src, b, start):
			message, hint = "front matter stands between lines of +++ here", fmt.Sprintf("write +++ in place of the --- here and in line %d", line)
		}
		l.diags.Errorf(problem, src.At(start, lineEnd(b, start)), hint, "%s", message)
		return file{doc: &toml.Doc{Source: src}, damaged: true}
	}
	f := file{}
	if from > start {
		f = l.parse(src, b, from, to)
	}
	f.body = src.At(body, len(b))
	if bad := badText(src, b, body); len(bad) > 0 {
		l.diags = append(l.diags, bad...)
		f.damaged = true
	}
	return f
}

var problems = map[string]struct{ message, hint string }{
	"front-matter-unclosed": {"the front matter that begins here never ends", "close it with a line +++ before the text"},
	"yaml-front-matter":     {"this front matter is YAML; here it is TOML", `put it between lines of +++ and write title = "…"`},
}

// hyphens returns the number of the first line behind the first that holds three
// hyphens and nothing else, 0 where there is none.
func hyphens(b []byte, start int) int {
	for n, at := 2, lineEnd(b, start)+1; at < len(b); n++ {
		end := lineEnd(b, at)
		if string(bytes.TrimRight(b[at:end], " \t\r")) == "---" {
			return n
		}
		at = end + 1
	}
	return 0
}

// isTOML says that what stands between two lines of hyphens is TOML.
func isTOML(src *diag.Source, b []byte, start int) bool {
	from := min(lineEnd(b, start)+1, len(b))
	to := bytes.Index(b[from:], []byte("\n---"))
	if to < 0 {
		return false
	}
	doc, diags := toml.Parse(src, b, from, from+to)
	return len(diags) == 0 && len(doc.Values) > 0
}

// split finds the front matter, from–to, and the beginning of the body. A file
// without front matter is all body.
func split(b []byte, start int) (from, to, body int, problem string) {
	first := lineEnd(b, start)
	switch string(bytes.TrimRight(b[start:first], " \t\r")) {
	case "+++":
	case "---":
		return 0, 0, 0, "yaml-front-matter"
	default:
		return start, start, start, ""
	}
	from = min(first+1, len(b))
	for at := from; at < len(b); {
		end := lineEnd(b, at)
		if string(bytes.TrimRight(b[at:end], " \t\r")) == "+++" {
			return from, at, min(end+1, len(b)), ""
		}
		at = end + 1
	}
	return 0, 0, 0, "front-matter-unclosed"
}

// lineEnd returns the offset of the line feed that ends the line at an offset,
// or the length of b.
func lineEnd(b []byte, at int) int {
	if i := bytes.IndexByte(b[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(b)
}

// badText reports bytes that no text has.
func badText(src *diag.Source, b []byte, start int) diag.List {
	var diags diag.List
	if i := bytes.IndexByte(b[start:], 0); i >= 0 {
		diags.Errorf("nul-byte", src.At(start+i, start+i+1), "delete it, or save the file as UTF-8 text", "this file holds a NUL byte")
		return diags
	}
	if i := invalidUTF8(b[start:]); i >= 0 {
		diags.Errorf("not-utf8", src.At(start+i, start+i+1), "save the file as UTF-8", "this byte is not UTF-8 text")
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
			l.diags.Errorf("wrong-type", doc.Value(toml.Pointer(k)), "put it in quotes", "%s is a text", k)
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
		ID: "unknown-field", Span: at, Message: "an introduction has no field " + k,
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
