package site

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/toml"
)

// Kind says what a page shows.
type Kind uint8

// The kinds of page.
const (
	HomePage Kind = iota
	RecordPage
	ListPage
	TagsPage
	TagPage
	PlainPage // a layout of its own: the index of everything, the page not found
	StatePage // a record as it was on a day
)

// Route is a page of the site.
type Route struct {
	Kind Kind
	URL  string      // from the root of the host, base path included, ends with a slash or a file's name
	Path string      // of the file in the output
	Key  content.Key // of a record's page; of a list, the type alone
	Tag  string      // of a tag's page, as its URL has it
	Name string      // of a plain page: its layout
	On   toml.Date   // of a state's page: the day
}

// Plan is every page of a site and where it stands.
type Plan struct {
	View   *View
	Base   string  // the path of the base URL: "/" or "/security/"
	Routes []Route // in order of path

	Sections map[string]*content.Record
	Tags     []Tag

	urls    map[content.Key]string
	lists   map[string]string
	sources map[string]content.Key // the record of a source file, of files of one
	tags    bool                   // tags have pages
	many    map[string]string      // the type of a file of many records
	bundled map[string]content.Key // the record that a bundle's file travels with
}

// Tag is a word that records are found under.
type Tag struct {
	Slug, Name string
	Keys       []content.Key
}

// Plain pages that every site has: the layout's name and the URL's last part.
var plain = []struct{ name, file string }{{"404", "404.html"}, {"index-of-everything", "a-z/index.html"}}

// NewPlan gives every public record, list, tag and plain page its place. The
// sections are the introductions by type, "" being the front page's.
func NewPlan(v *View, baseURL string, sections map[string]*content.Record, tags bool) *Plan {
	p := &Plan{
		View: v, Base: basePath(baseURL), Sections: sections, tags: tags,
		urls: map[content.Key]string{}, lists: map[string]string{},
		sources: map[string]content.Key{}, many: map[string]string{}, bundled: map[string]content.Key{},
	}
	p.add(Route{Kind: HomePage, URL: p.Base})
	for _, t := range v.Types().Types() {
		p.addType(t)
	}
	for _, e := range plain {
		p.add(Route{Kind: PlainPage, URL: p.Base + strings.TrimSuffix(e.file, "index.html"), Name: e.name})
	}
	if tags {
		p.addTags()
	}
	slices.SortStableFunc(p.Routes, func(a, b Route) int { return strings.Compare(a.Path, b.Path) })
	p.indexSources()
	return p
}

func basePath(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return strings.TrimSuffix(u.EscapedPath(), "/") + "/"
}

func (p *Plan) add(r Route) {
	r.Path = strings.TrimPrefix(r.URL, p.Base)
	if r.Path == "" || strings.HasSuffix(r.Path, "/") {
		r.Path += "index.html"
	}
	p.Routes = append(p.Routes, r)
}

// addType gives the records of a type and their list a place. A type without
// records and without an introduction has no list.
func (p *Plan) addType(t *schema.Type) {
	records := p.View.All(t.Name)
	if len(records) == 0 && p.Sections[t.Name] == nil {
		return
	}
	list := p.Base + strings.TrimPrefix(listPath(t), "/")
	p.lists[t.Name] = list
	p.add(Route{Kind: ListPage, URL: list, Key: content.Key{Type: t.Name}})
	for _, r := range records {
		if !t.Page {
			p.urls[r.Key] = list + "#" + r.ID
			continue
		}
		u := p.Base + strings.TrimPrefix(expand(pattern(t), r), "/")
		p.urls[r.Key] = u
		p.add(Route{Kind: RecordPage, URL: u, Key: r.Key})
		for _, on := range States(r) {
			p.add(Route{Kind: StatePage, URL: u + on.Text + "/", Key: r.Key, On: on})
		}
	}
}

// States returns the days, in order, on which a record became another: those
// that its type's x-states lead to and that are known to the day.
func States(r *content.Record) []toml.Date {
	var out []toml.Date
	for _, pattern := range r.Schema.States {
		r.EachAt(pattern, func(_ string, v any) {
			if d, ok := v.(toml.Date); ok && d.Precision == toml.Day {
				out = append(out, d)
			}
		})
	}
	slices.SortFunc(out, func(a, b toml.Date) int { return a.First.Compare(b.First) })
	return slices.CompactFunc(out, func(a, b toml.Date) bool { return a.First.Equal(b.First) })
}

func pattern(t *schema.Type) string {
	switch {
	case t.URL != "":
		return t.URL
	case !t.Page:
		return "/" + t.Name + "/"
	}
	return "/" + t.Name + "/{id}/"
}

// MadeOf returns the pattern that a type's URLs follow, and the fields whose texts
// are filled in, the id aside.
func MadeOf(t *schema.Type) (url string, fields []string) {
	for _, hole := range strings.Split(pattern(t), "{")[1:] {
		name, _, _ := strings.Cut(hole, "}")
		if name != "id" && name != "type" {
			fields = append(fields, name)
		}
	}
	return pattern(t), fields
}

// listPath is the fixed beginning of a type's URL pattern.
func listPath(t *schema.Type) string {
	fixed, _, _ := strings.Cut(pattern(t), "{")
	return fixed[:strings.LastIndexByte(fixed, '/')+1]
}

// expand fills the holes of a URL pattern: {id}, {type} and the names of text
// fields.
func expand(pattern string, r *content.Record) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(pattern, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		switch name {
		case "id":
			b.WriteString(r.ID)
		case "type":
			b.WriteString(r.Type)
		default:
			b.WriteString(Slug(r.Text("/" + strings.ReplaceAll(name, ".", "/"))))
		}
		pattern = after
	}
}

// Slug turns a text into a part of a URL: letters and digits of any script in
// lower case, and hyphens for what is between them. A text without any gets a
// name of its own.
func Slug(s string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(s) {
		switch {
		case unicode.IsLetter(c), unicode.IsDigit(c), unicode.IsMark(c):
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if slug := strings.TrimSuffix(b.String(), "-"); slug != "" {
		return slug
	}
	return "x" + diag.HashOf([]byte(s)).String()[:8]
}

func (p *Plan) addTags() {
	bySlug := map[string]*Tag{}
	for _, t := range p.View.Types().Types() {
		for _, r := range p.View.All(t.Name) {
			for _, name := range r.MeantTexts(schema.Tags) {
				slug := Slug(name)
				if bySlug[slug] == nil {
					bySlug[slug] = &Tag{Slug: slug, Name: name}
				}
				bySlug[slug].Keys = append(bySlug[slug].Keys, r.Key)
			}
		}
	}
	if len(bySlug) == 0 {
		return
	}
	p.add(Route{Kind: TagsPage, URL: p.Base + "tags/"})
	for _, t := range bySlug {
		p.Tags = append(p.Tags, *t)
		p.add(Route{Kind: TagPage, URL: p.Base + "tags/" + t.Slug + "/", Tag: t.Slug})
	}
	slices.SortFunc(p.Tags, func(a, b Tag) int { return strings.Compare(a.Slug, b.Slug) })
}

// indexSources remembers which record a file of the repository holds, so that
// links between sources can be followed. It looks at all records: a link to
// one that is hidden is a leak, not a dead link.
func (p *Plan) indexSources() {
	all := p.View.all
	for _, t := range all.Types().Types() {
		for _, r := range all.All(t.Name) {
			for _, src := range r.Sources() {
				if r.InMany() {
					p.many[src.Name] = t.Name
				} else {
					p.sources[src.Name] = r.Key
				}
			}
			for _, f := range r.Files() {
				p.bundled[f] = r.Key
			}
		}
	}
}

// URL returns where a record is shown, or "" where it is not.
func (p *Plan) URL(k content.Key) string { return p.urls[k] }

// TagURI names something for ever (RFC 4151): by the host that the site is
// published at and by what it is, not by where it stands.
func TagURI(baseURL, what string) string {
	host := "localhost"
	if u, err := url.Parse(baseURL); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return "tag:" + host + ",2020:" + what
}

// ListURL returns where the records of a type are listed, or "".
func (p *Plan) ListURL(typ string) string { return p.lists[typ] }

// Tag returns the tag of that slug, or nil.
func (p *Plan) Tag(slug string) *Tag {
	i, ok := slices.BinarySearchFunc(p.Tags, slug, func(t Tag, s string) int { return strings.Compare(t.Slug, s) })
	if !ok {
		return nil
	}
	return &p.Tags[i]
}

// Bundled is a file that travels with a record: its path among the sources
// and in the output.
type Bundled struct{ Source, Path string }

// Bundled returns the files that travel with public records.
func (p *Plan) Bundled() []Bundled {
	var out []Bundled
	for source, k := range p.bundled {
		if r := p.View.Get(k); r != nil && len(r.Files()) > 0 {
			out = append(out, Bundled{source, strings.TrimPrefix(p.bundledURL(source, k), p.Base)})
		}
	}
	slices.SortFunc(out, func(a, b Bundled) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// bundledURL is below the page of the record whose bundle the file is in.
func (p *Plan) bundledURL(source string, k content.Key) string {
	rest := strings.TrimPrefix(source, path.Join(content.Root, k.Type, k.ID)+"/")
	u, _, _ := strings.Cut(p.urls[k], "#")
	return u + rest
}
