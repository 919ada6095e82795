// Package newrecord makes the file that a new record begins as: the scaffold of its
// type, with the fields that its author gave, and with what the record that it
// refers to tells already.
package newrecord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/frontmatter"
	"candor/internal/scaffold"
	"candor/internal/schema"
	"candor/internal/toml"
)

// Request is what the author of a new record gives.
type Request struct {
	ID     string              // "": that of the first record referred to, and the type
	Fields map[string][]string // by name, as typed; each value of a list may hold several, with commas between them
}

// File is a file to be written.
type File struct {
	Name  string // below the site's folder, with slashes
	Bytes []byte
	Left  string // what is left to the author, in words; "": nothing
}

// RequestError says in words for the author what is wrong with a request.
type RequestError struct{ error }

// Make returns the file of a new record of a type. An error that is not a
// RequestError means that the site could not be read.
func Make(ctx context.Context, files fs.FS, types *schema.Set, t *schema.Type, r Request) (File, error) {
	id := strings.ToLower(cmp.Or(r.ID, firstReference(t, r.Fields)))
	switch {
	case id == "":
		return File{}, RequestError{fmt.Errorf("%s wants an id, as in: candor new %s first", oneOf(t), t.Name)}
	case !content.IsID(id):
		return File{}, RequestError{fmt.Errorf("%q cannot be an id: use lower-case letters, digits and hyphens", r.ID)}
	}
	values, err := fieldValues(t, r.Fields)
	if err != nil {
		return File{}, RequestError{err}
	}
	if err := takeOver(ctx, files, types, t, values); err != nil {
		return File{}, err
	}
	b, ending := scaffold.Record(t, values), ending(files, t)
	if ending == ".md" {
		b = scaffold.Markdown(t, b)
	}
	name := path.Join("content", t.Name, id+ending)
	return File{name, b, left(t, name, b)}, nil
}

// firstReference makes an id of the one that the first reference names, in the
// order of the type's fields, or "". It ends in the type: with the same id, both
// records would be meant wherever either may be named.
func firstReference(t *schema.Type, given map[string][]string) string {
	for _, f := range t.Fields {
		if texts := given[f.Name]; len(f.Ref) > 0 && len(texts) > 0 {
			id, _, _ := strings.Cut(texts[0], ",")
			return id[strings.LastIndexByte(id, '/')+1:] + "-" + t.Name
		}
	}
	return ""
}

// fieldValues turns what was given for each field into its value.
func fieldValues(t *schema.Type, given map[string][]string) (map[string]any, error) {
	out := map[string]any{}
	for name, texts := range given {
		f := t.Lookup("/" + name)
		if f == nil {
			return nil, UnknownField(t, name)
		}
		v, err := fieldValue(f, texts)
		if err != nil {
			return nil, fmt.Errorf("--%s: %w", name, err)
		}
		out[name] = v
	}
	return out, nil
}

func fieldValue(f *schema.Field, texts []string) (any, error) {
	switch f.Kind {
	case schema.List:
		var list []any
		for _, t := range texts {
			for _, e := range strings.Split(t, ",") {
				list = append(list, idCase(f, strings.TrimSpace(e)))
			}
		}
		return list, nil
	case schema.Integer, schema.Number:
		return strconv.ParseFloat(texts[0], 64)
	case schema.Bool:
		return strconv.ParseBool(texts[0])
	case schema.Table:
		return nil, errors.New("this field is a table; fill it in in the file")
	case schema.String, schema.Date:
	}
	return idCase(f, texts[0]), nil
}

// idCase writes what names a record in lower case, as ids are.
func idCase(f *schema.Field, s string) string {
	if len(f.Ref) > 0 {
		return strings.ToLower(s)
	}
	return s
}

// UnknownField says that a type has no field of a name, and which one may be meant.
func UnknownField(t *schema.Type, name string) error {
	var names []string
	for _, f := range t.Fields {
		names = append(names, f.Name)
	}
	if near, ok := diag.Nearest(name, names); ok {
		return fmt.Errorf("%s has no field %s; did you mean --%s?", oneOf(t), name, near)
	}
	return fmt.Errorf("%s has no field %s; candor schema %s lists them", oneOf(t), name, t.Name)
}

// oneOf names a record of the type in a sentence.
func oneOf(t *schema.Type) string {
	if strings.ContainsRune("aeiou", rune(t.Name[0])) {
		return "an " + t.Name
	}
	return "a " + t.Name
}

// ending says in what kind of file a record of the type is written: Markdown
// where the type demands headings or its records are so already.
func ending(files fs.FS, t *schema.Type) string {
	if t.Sections != nil {
		return ".md"
	}
	found, _ := fs.Glob(files, path.Join("content", t.Name, "[^_]*.md"))
	if len(found) > 0 {
		return ".md"
	}
	return ".toml"
}

// left says what the author has to write.
func left(t *schema.Type, name string, b []byte) string {
	left := remains(t, name, b)
	if t.Sections != nil {
		left = strings.TrimPrefix(left+", and the text below its headings", ", and ")
	}
	return left
}

// remains says what is left to the author of a new file: the fields that its
// type refuses as they are, in the order of their lines.
func remains(t *schema.Type, name string, b []byte) string {
	start, end := 0, len(b)
	if m := frontmatter.Read(b); m.Problem == frontmatter.None {
		start, end = m.From, m.To
	}
	doc, list := toml.Parse(diag.NewSource(name, b, nil), b, start, end)
	if len(list) == 0 {
		list = t.Validate(doc, "")
	}
	var out []string
	for _, d := range list.Sorted() {
		out = append(out, cmp.Or(dotted(d.Field), d.Message)+" (line "+strconv.Itoa(d.Span.Position().Line)+")")
	}
	return strings.Join(out, ", ")
}

// dotted writes the pointer of a field as an option names it: "severity.level".
func dotted(pointer string) string {
	var names []string
	for _, name := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		if _, err := strconv.Atoi(name); err != nil {
			names = append(names, name)
		}
	}
	return strings.Join(names, ".")
}
