package build

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"

	"candor/internal/content"
	"candor/internal/markup"
	"candor/internal/schema"
	"candor/internal/search"
	"candor/internal/site"
	"candor/internal/toml"
)

// searchRoot is the folder of the search index.
const searchRoot = "search/"

// searchIndex is the files of the search index. Which there are depends on what
// is in all records, so they are made when one of them is asked for.
type searchIndex struct {
	once sync.Once
	all  []*outFile // with those of the output
	err  error
}

// all returns all files of the output, in order of path.
func (o *Output) all() ([]*outFile, error) {
	if o.b == nil || !o.b.config.Feature("search") {
		return o.files, nil
	}
	o.index.once.Do(func() {
		files, err := o.b.searchFiles()
		o.index.all, o.index.err = slices.Concat(o.files, files), err
		slices.SortFunc(o.index.all, comparePaths)
	})
	return o.index.all, o.index.err
}

// file returns the file of a path, nil where there is none.
func (o *Output) file(name string) (*outFile, error) {
	if o.byPath[name] != nil || !strings.HasPrefix(name, searchRoot) {
		return o.byPath[name], nil
	}
	files, err := o.all()
	i, ok := slices.BinarySearchFunc(files, &outFile{path: name}, comparePaths)
	if err != nil || !ok {
		return nil, err
	}
	return files[i], nil
}

func comparePaths(a, b *outFile) int { return strings.Compare(a.path, b.path) }

// searchFiles makes the index: of every record that is shown somewhere, every
// list and the front page. It reads what the public sees and nothing else.
func (b *builder) searchFiles() ([]*outFile, error) {
	found := b.searchable()
	byURL := make(map[string]searched, len(found))
	for _, f := range found {
		byURL[f.url] = f
	}
	index := search.New(func(url string) (search.Document, error) { return b.document(byURL[url]) })
	err := parallel(context.Background(), len(found), func(n int) error {
		d, err := b.document(found[n])
		if err != nil {
			return err
		}
		return index.Add(d)
	})
	if err != nil {
		return nil, err
	}
	files, err := index.Files()
	out := make([]*outFile, len(files))
	for i, f := range files {
		out[i] = lazy(searchRoot+f.Path, f.Bytes)
	}
	return out, err
}

// searched is a page that can be found: that of a record, or a list with its
// introduction, if it has one.
type searched struct {
	url    string
	record *content.Record
	list   *schema.Type // nil for the front page
	home   bool
}

// searchable returns what can be found, each address once.
func (b *builder) searchable() []searched {
	p := b.siteplan
	out := []searched{{url: p.Base, record: p.Sections[""], home: true}}
	seen := map[string]bool{p.Base: true}
	add := func(s searched) {
		if s.url != "" && !seen[s.url] {
			seen[s.url] = true
			out = append(out, s)
		}
	}
	for _, t := range b.types.Types() {
		add(searched{url: p.ListURL(t.Name), record: p.Sections[t.Name], list: t})
		for _, r := range p.View.All(t.Name) {
			add(searched{url: p.URL(r.Key), record: r})
		}
	}
	return out
}

// sectionType is the type of lists in the index. No type of records is called
// so.
const sectionType = "_"

// document is a page as the index reads it.
func (b *builder) document(s searched) (search.Document, error) {
	d := search.Document{URL: s.url, Type: sectionType, TypeTitle: "Sections"}
	switch {
	case s.home:
		d.Title, d.Summary = b.config.Title, b.config.Summary
	case s.list != nil:
		d.Title, d.Summary, d.Names = plural(s.list), s.list.Description, []string{s.list.Name}
	}
	if s.record == nil {
		return d, nil
	}
	if !s.home && s.list == nil {
		b.describe(&d, s.record)
	} else {
		d.Title = cmp.Or(s.record.Text("/title"), d.Title)
		d.Summary = cmp.Or(s.record.Text("/summary"), d.Summary)
	}
	body, err := b.bodies.get(s.record)
	if err != nil || body == nil {
		return d, err
	}
	d.Text = body.Text
	for _, h := range body.Headings {
		d.Headings = append(d.Headings, search.Heading{Text: h.Text, ID: h.ID, Offset: h.TextStart})
	}
	return d, nil
}

// describe takes what the fields of a record say.
func (b *builder) describe(d *search.Document, r *content.Record) {
	t := r.Schema
	d.Type, d.TypeTitle = t.Name, plural(t)
	d.Title, d.Summary, d.Names = r.Title(), r.Text("/summary"), []string{r.ID}
	if l := r.Label(); l != r.ID {
		d.Label = l
	}
	d.Tags = slices.Clone(r.Texts("/tags"))
	w := fieldWords{plan: b.siteplan, facets: map[string]string{}}
	for _, f := range t.Fields {
		if v := r.Values[f.Name]; v != nil && !unsearched[f.Name] && f.Pointer != t.TitleField {
			w.facet(f, v)
			d.Tags = append(d.Tags, words(f.Name)) // "kyc", whatever its title
			w.add(fieldName(f), f, v)
		}
	}
	d.Fields, d.Facets, d.Tags = w.out, w.facets, append(d.Tags, w.dates...)
	if date, ok := r.Date(t.DateField); ok && t.DateField != "" {
		d.Facets["Year"] = strconv.Itoa(date.First.Year())
	}
}

// unsearched are the common fields that say how the record is kept, not what
// it is about, and those that are read apart.
var unsearched = map[string]bool{
	"id": true, "title": true, "label": true, "summary": true, "status": true, "aliases": true, "updated": true, "tags": true,
	"embargo_until": true, "review_by": true, "provenance": true, "license": true, "order": true,
}

func plural(t *schema.Type) string { return cmp.Or(t.Plural, t.Title, t.Name) }

func fieldName(f *schema.Field) string { return cmp.Or(f.Title, words(f.Name)) }

var spaced = strings.NewReplacer("_", " ", "-", " ")

// words writes a name of a field or a word of a closed list as people do.
func words(name string) string {
	if strings.ToLower(name) != name || name == "" {
		return strings.ReplaceAll(name, "_", " ")
	}
	s := spaced.Replace(name)
	return strings.ToUpper(s[:1]) + s[1:]
}

// fieldWords collects what fields say, and the words of closed lists that
// results can be filtered by.
type fieldWords struct {
	plan   *site.Plan
	out    []string
	dates  []string // as sources write them
	facets map[string]string
}

// facet takes a field with a closed list, or the first such field of a table.
func (w *fieldWords) facet(f *schema.Field, v any) {
	if s, ok := v.(string); ok && len(f.Enum) > 0 {
		w.facets[fieldName(f)] = words(s)
		return
	}
	table, _ := v.(map[string]any)
	i := slices.IndexFunc(f.Fields, func(g *schema.Field) bool { return len(g.Enum) > 0 })
	if table == nil || i < 0 {
		return
	}
	if s, ok := table[f.Fields[i].Name].(string); ok {
		w.facets[fieldName(f)] = words(s)
	}
}

// add takes a value: with its name where it is one, one by one where it is
// many.
func (w *fieldWords) add(name string, f *schema.Field, v any) {
	switch v := v.(type) {
	case []any:
		item := f
		if f.Items != nil {
			item = f.Items
		}
		for _, e := range v {
			w.add(name, item, e)
		}
	case map[string]any:
		for _, g := range f.Fields {
			if e := v[g.Name]; e != nil {
				w.add(fieldName(g), g, e)
			}
		}
	default:
		if s := w.text(f, v); s != "" {
			w.out = append(w.out, name+": "+s)
		}
	}
}

func (w *fieldWords) text(f *schema.Field, v any) string {
	switch v := v.(type) {
	case toml.Date:
		w.dates = append(w.dates, v.Text)
		return dateWords(v)
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return thousands(strconv.FormatFloat(v, 'f', -1, 64))
	case string:
		return w.words(f, v)
	}
	return ""
}

func (w *fieldWords) words(f *schema.Field, s string) string {
	switch {
	case len(f.Ref) > 0:
		k, ok := content.Resolve(w.plan.View, f, s)
		if r := w.plan.View.Get(k); ok && r != nil {
			return r.Title()
		}
		return ""
	case f.Markdown:
		return markup.Fragment([]byte(s)).Text
	case len(f.Enum) > 0:
		return words(s)
	case f.Format == "uri":
		return strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://"), "/")
	}
	return s
}

func dateWords(d toml.Date) string {
	switch d.Precision {
	case toml.Year:
		return d.Text
	case toml.Month:
		return d.First.Format("January 2006")
	case toml.Day, toml.Instant:
	}
	return d.First.Format("2 January 2006")
}

// thousands puts a comma after every three digits before the point.
func thousands(s string) string {
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}
