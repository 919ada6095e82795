package render

import (
	"path"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/markup"
	"candor/internal/rule"
	"candor/internal/schema"
	"candor/internal/site"
	"candor/internal/toml"
)

// Record is a record as layouts see it. All that is read from a record that is
// not there, nil, is empty.
type Record struct {
	page *Page
	r    *content.Record
	text *markup.Body
}

// ID returns the record's id.
func (r *Record) ID() string {
	if r == nil {
		return ""
	}
	return r.r.ID
}

// Type returns the record's type.
func (r *Record) Type() *schema.Type {
	if r == nil {
		return &schema.Type{}
	}
	return r.r.Schema
}

// Label returns what people call the record. A rule is called by its id: its
// own label is that of a place.
func (r *Record) Label() string {
	switch {
	case r == nil:
		return ""
	case r.r.Type == rule.TypeName:
		return r.r.ID
	}
	return r.r.Label()
}

// Title returns the record's title, else its label.
func (r *Record) Title() string {
	if r == nil {
		return ""
	}
	return r.r.Title()
}

// URL returns where the record is shown.
func (r *Record) URL() string {
	if r == nil {
		return ""
	}
	return r.page.site.Plan.URL(r.r.Key)
}

// Status returns where the record stands: "published", "draft", "archived" and
// so on.
func (r *Record) Status() string { return r.Text("/status") }

// Withheld says that only a part of the record is public and the rest is not
// shown.
func (r *Record) Withheld() bool {
	if r == nil || r.r.Schema.Public == nil || r.Status() == "withdrawn" {
		return false
	}
	return !slices.Contains(r.r.Schema.Public.In, r.Text(toml.Pointer(r.r.Schema.Public.Field)))
}

// Get returns the value at a JSON pointer: a string, number, bool, toml.Date,
// a list of such, or a map; nil where it is absent.
func (r *Record) Get(pointer string) any {
	if r == nil {
		return nil
	}
	return r.r.Get(pointer)
}

// Text returns the text at a JSON pointer, or "".
func (r *Record) Text(pointer string) string {
	s, _ := r.Get(pointer).(string)
	return s
}

// Value returns the value at a JSON pointer together with its field, ready to
// be shown; nil where it is absent.
func (r *Record) Value(pointer string) *Value {
	if r == nil {
		return nil
	}
	f, v := r.r.Schema.Lookup(pointer), r.r.Get(pointer)
	if f == nil || v == nil {
		return nil
	}
	beside, _ := toml.Lookup(r.r.Values, pointer[:strings.LastIndexByte(pointer, '/')])
	return &Value{rec: r, field: f, raw: v, beside: beside}
}

// Fields returns the values that the record has, in the order of its type,
// without those named and those that every page shows in its own way.
func (r *Record) Fields(without ...string) []*Value {
	if r == nil {
		return nil
	}
	var out []*Value
	for _, f := range r.r.Schema.Fields {
		if furniture[f.Name] || slices.Contains(without, f.Name) {
			continue
		}
		if v := r.Value(toml.Pointer(f.Name)); v != nil && !v.Empty() {
			out = append(out, v)
		}
	}
	return out
}

// furniture holds the common fields that base layouts place themselves.
var furniture = map[string]bool{
	"id": true, "title": true, "label": true, "summary": true, "status": true, "aliases": true, "tags": true,
	"references": true, "standing": true, "waiver": true, "withdrawn": true, "updated": true,
	"embargo_until": true, "review_by": true, "provenance": true, "license": true,
}

// placing fields say where a record stands among others, which its place says.
func (r *Record) placing(f *schema.Field) bool {
	t := r.r.Schema
	return f.Kind == schema.Integer && f.Pointer == t.OrderField || f.Pointer == t.ParentField || f.Pointer == t.TitleField
}

// Facts returns the values of Fields that are short, for the top of a page.
func (r *Record) Facts(without ...string) []*Value {
	var out []*Value
	for _, v := range r.Fields(without...) {
		if !v.Block() && !r.placing(v.field) {
			out = append(out, v)
		}
	}
	return out
}

// Blocks returns the values of Fields that want a section of their own.
func (r *Record) Blocks(without ...string) []*Value {
	var out []*Value
	for _, v := range r.Fields(without...) {
		if v.Block() {
			out = append(out, v)
		}
	}
	return out
}

// Ref returns the record that the reference at a JSON pointer names, or nil.
func (r *Record) Ref(pointer string) *Record {
	if refs := r.Refs(pointer); len(refs) > 0 {
		return refs[0]
	}
	return nil
}

// Refs returns the records that the reference at a JSON pointer names.
func (r *Record) Refs(pointer string) []*Record {
	if r == nil {
		return nil
	}
	var out []*Record
	for _, k := range content.Refs(r.page.lookup, r.r, pointer) {
		out = append(out, r.page.record(r.page.lookup.Get(k)))
	}
	return out
}

// Back returns the records that refer to this one by the reference of that
// name.
func (r *Record) Back(name string) []*Record {
	if r == nil {
		return nil
	}
	return r.page.records(r.page.lookup.Back(r.r.Key, name))
}

// BackList is the records that refer to one by the same reference.
type BackList struct {
	Name, Title string
	Records     []*Record
}

// Backs returns the lists of referrers that are not empty, without those
// named.
func (r *Record) Backs(without ...string) []BackList {
	if r == nil {
		return nil
	}
	var out []BackList
	for _, b := range r.page.lookup.Types().Backs(r.r.Type) {
		if slices.Contains(without, b.Name) {
			continue
		}
		if list := r.Back(b.Name); len(list) > 0 {
			out = append(out, BackList{b.Name, backTitle(b), list})
		}
	}
	return out
}

// backTitle turns x-back's name into words.
func backTitle(b schema.Back) string {
	if b.Name == "" {
		return plural(b.From)
	}
	return capitalise(words(b.Name))
}

// Parent returns the record above this one in the tree of its type, or nil.
func (r *Record) Parent() *Record {
	if r == nil || r.r.Schema.ParentField == "" {
		return nil
	}
	return r.Ref(r.r.Schema.ParentField)
}

// Previous returns the record before this one in the order of its type, or
// nil.
func (r *Record) Previous() *Record { return r.neighbour(-1) }

// Next returns the record after this one in the order of its type, or nil.
func (r *Record) Next() *Record { return r.neighbour(+1) }

func (r *Record) neighbour(step int) *Record {
	if r == nil {
		return nil
	}
	r.page.lookup.Note(content.Read{Key: r.r.Key, Of: content.Neighbours})
	o := r.page.site.order(r.r.Type)
	i, ok := o.place[r.r.ID]
	if i += step; !ok || i < 0 || i >= len(o.records) {
		return nil
	}
	return r.page.record(r.page.lookup.Get(o.records[i].Key))
}

// Summary returns the record's summary, else the beginning of its text.
func (r *Record) Summary() string {
	if s := r.Text("/summary"); s != "" {
		return s
	}
	return excerpt(r.PlainText(), 200)
}

func excerpt(s string, n int) string {
	if len(s) <= n {
		return s
	}
	cut := strings.LastIndexByte(s[:n], ' ')
	if cut < 0 {
		return ""
	}
	return strings.TrimRight(s[:cut], " ,.;:") + "…"
}

// Date returns the date that the record is filed under, nil where it has
// none.
func (r *Record) Date() *toml.Date {
	if r == nil {
		return nil
	}
	return dateField(r.r)
}

// FieldTitle returns the title of the field at a JSON pointer, those of the
// tables around it first: "Dates: fixed".
func (r *Record) FieldTitle(pointer string) string {
	if r == nil {
		return pointer
	}
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	var titles []string
	for i := range parts {
		f := r.r.Schema.Lookup("/" + strings.Join(parts[:i+1], "/"))
		switch {
		case f == nil && i == 0:
			return pointer
		case f == nil: // an element by its name
			titles = append(titles, strings.Join(parts[i:], ", "))
			return strings.Join(titles, ": ")
		case f.Name != parts[i]: // an element of a list
		case i == 0:
			titles = append(titles, fieldTitle(f))
		default:
			titles = append(titles, strings.ToLower(fieldTitle(f)))
		}
	}
	return strings.Join(titles, ": ")
}

// File returns the name of the record's file without its ending.
func (r *Record) File() string {
	if r.Source() == "" {
		return ""
	}
	return strings.TrimSuffix(path.Base(r.Source()), path.Ext(r.Source()))
}

// Source returns the path of the record's file in the repository.
func (r *Record) Source() string {
	if r == nil {
		return ""
	}
	if src := r.r.Source(); src != nil {
		return src.Name
	}
	return ""
}

// EditURL returns where the record can be changed, or "" where site.toml
// names no repository.
func (r *Record) EditURL() string { return r.repository("edit") }

// HistoryURL returns where the record's past can be read, or "".
func (r *Record) HistoryURL() string { return r.repository("commits") }

func (r *Record) repository(what string) string {
	if r.Source() == "" {
		return ""
	}
	repo := r.page.site.Config.Repository
	if repo.URL == "" {
		return ""
	}
	return strings.TrimSuffix(repo.URL, "/") + "/" + what + "/" + repo.Branch + "/" + r.Source()
}

// TagURL returns the page of a tag, or "" where tags have none.
func (r *Record) TagURL(tag string) string {
	if r == nil || r.page.tag(site.Slug(tag)) == nil {
		return ""
	}
	return r.page.To("tags/" + site.Slug(tag) + "/")
}

// Twins returns the machine-readable forms of the record.
func (r *Record) Twins() []Twin {
	if r == nil || r.page.site.Twins == nil {
		return nil
	}
	return r.page.site.Twins(r.r.Key)
}
