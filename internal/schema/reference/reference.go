// Package reference writes the field reference of a site.
package reference

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/format"
	"candor/internal/wording"
)

// Write writes the field reference in Markdown: every field's type,
// requirement, meaning and an example, for one type or, with "", for all.
func Write(w io.Writer, s *schema.Set, typ string) error {
	b := &page{bufio.NewWriter(w)}
	if typ == "" {
		b.all(s)
		return b.Flush()
	}
	t := s.Type(typ)
	if t == nil {
		return fmt.Errorf("there is no type %s: %s", wording.Quote(typ), diag.DidYouMean(typ, s.Names(), "there are "))
	}
	b.head(t, "#")
	b.table(own(t, false))
	b.referrers(s, t)
	if common := own(t, true); len(common) > 0 {
		b.printf("\n## Fields of every record\n")
		b.table(common)
	}
	return b.Flush()
}

// page is the reference in the making.
type page struct{ *bufio.Writer }

// printf ignores errors: the writer keeps the first for Flush.
func (p *page) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// all writes the reference of a site. Common fields stand once, before the types.
func (p *page) all(s *schema.Set) {
	p.printf("# Field reference\n\nEvery type of record and what it may hold. `a.b` is the field `b` of the table `a`; `a[].b` is a field of each table in the list `a`.\n")
	for i, t := range s.Types() {
		if common := own(t, true); i == 0 && len(common) > 0 {
			p.printf("\n## Fields of every record\n")
			p.table(common)
		}
		p.printf("\n")
		p.head(t, "##")
		p.table(own(t, false))
		p.referrers(s, t)
	}
}

// own returns the fields of the type, or those that it shares with all.
func own(t *schema.Type, common bool) []*schema.Field {
	var out []*schema.Field
	for _, f := range t.Fields {
		if f.Common == common {
			out = append(out, f)
		}
	}
	return out
}

// head writes what holds for the type as a whole.
func (p *page) head(t *schema.Type, level string) {
	p.printf("%s %s (`%s`)\n", level, t.Title, t.Name)
	if t.Description != "" {
		p.printf("\n%s\n", inline(t.Description))
	}
	var facts []string
	if t.Many {
		facts = append(facts, fmt.Sprintf("One file may hold many, as `[[%s]]` tables.", t.Name))
	}
	switch {
	case !t.Page:
		facts = append(facts, "It has no page of its own.")
	case t.URL != "":
		facts = append(facts, fmt.Sprintf("Its page is `%s`.", t.URL))
	}
	if u := t.Public; u != nil {
		rest := "nothing of it"
		if len(u.Else) > 0 {
			rest = "only " + code(u.Else)
		}
		facts = append(facts, fmt.Sprintf("Public where `%s` is %s; otherwise %s is shown.", u.Field, code(u.In), rest))
	}
	if c := t.Sections; c != nil {
		facts = append(facts, p.sections(c))
	}
	if len(facts) > 0 {
		p.printf("\n%s\n", strings.Join(facts, " "))
	}
}

// sections says what the text of a record must have.
func (p *page) sections(c *schema.Sections) string {
	text := "Its text has the sections " + strings.Join(c.Headings, ", ")
	if c.Unless != nil {
		text += fmt.Sprintf(", unless `%s` is %s", c.Unless.Field, code(c.Unless.In))
	}
	return text + "."
}

// table writes the fields, those of tables and lists below their own.
func (p *page) table(fields []*schema.Field) {
	if len(fields) == 0 {
		return
	}
	p.printf("\n| field | holds | required | meaning | example |\n|---|---|---|---|---|\n")
	p.rows(fields, "")
}

// rows writes a line a field, with its name from the record on.
func (p *page) rows(fields []*schema.Field, prefix string) {
	for _, f := range fields {
		name, inner := prefix+f.Name, f.Fields
		required := ""
		if f.Required {
			required = "yes"
		}
		p.printf("| `%s` | %s | %s | %s | %s |\n", name, holds(f), required, cell(f.Description), exampleCell(f))
		for at := f; at.Kind == schema.List && at.Items != nil; at = at.Items {
			name += "[]"
			inner = at.Items.Fields
		}
		p.rows(inner, name+".")
	}
}

// holds says what a value of the field is.
func holds(f *schema.Field) string {
	text := holdsOne(f)
	if f.Kind == schema.List && f.Items != nil {
		text = "list: " + holdsOne(f.Items)
	}
	if f.Unique {
		text += ", unique among its type"
	}
	if f.ShowsDefault() {
		text += ", by default `" + cell(schema.Literal(f.Default, f)) + "`"
	}
	return text
}

// holdsOne says it for one value: what it refers to, the words it may be, its
// format, else its kind.
func holdsOne(f *schema.Field) string {
	switch {
	case len(f.Ref) > 0 && f.Kind == schema.String:
		return "reference to " + code(f.Ref)
	case len(f.Enum) > 0:
		return code(f.Enum)
	case f.Markdown:
		return "Markdown"
	case f.Format != "":
		_, what, _ := strings.Cut(format.Of(f.Format).What, " ")
		return what
	}
	return strings.TrimPrefix(schema.Wants(f), "a ")
}

// exampleCell shows a value. A made-up reference would look like a real one.
func exampleCell(f *schema.Field) string {
	if f.HoldsTables() || len(f.Ref) > 0 && len(f.Examples) == 0 {
		return ""
	}
	v := f.Sample()
	if v == nil {
		return ""
	}
	return "`" + cell(schema.Literal(v, f)) + "`"
}

// dots turns a pointer into the form of the tables.
var dots = strings.NewReplacer("/*", "[]", "/", ".")

// referrers lists the other side of references to the type.
func (p *page) referrers(s *schema.Set, t *schema.Type) {
	if len(s.Backs(t.Name)) == 0 {
		return
	}
	p.printf("\nReferred to by:\n\n")
	for _, b := range s.Backs(t.Name) {
		p.printf("- `%s`: `%s` of `%s`\n", b.Name, dots.Replace(strings.TrimPrefix(b.Field.Pointer, "/")), b.From.Name)
	}
}

// code lists words as code.
func code(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = "`" + cell(w) + "`"
	}
	return strings.Join(out, ", ")
}

// inline folds a text into one line.
func inline(s string) string { return strings.Join(strings.Fields(s), " ") }

// cell is a text that may stand in a table.
func cell(s string) string { return strings.ReplaceAll(inline(s), "|", `\|`) }
