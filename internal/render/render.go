// Package render makes HTML pages from layouts.
//
// # Lookup
//
// A layout is a file below layouts/. A site's own file takes the place of the
// theme's file of the same name. The page of a record of type T is made by
// T/page.html, else page.html; the list of a type by T/list.html, else
// list.html; that of a record as it was on a day by T/state.html, else like the
// record's own; the front page by index.html; the list of all tags by tags.html,
// the records of a tag by tag.html; the plain pages by 404.html and
// index-of-everything.html. Files whose name begins with an underscore hold
// parts; a layout calls them with {{template "_base.html" .}}, and fills the
// blocks that they leave with {{define}}.
//
// # Data
//
// The dot is a Page. Everything it says of records comes from the public view
// of the site, and what was read is recorded. An absent field is empty, never
// a failure: a reference to nothing is a record whose title, text and URL are
// empty, and so is all that is read from it.
//
//	Page     Kind Title Summary URL Canonical Home Config Banner AsOf Preview
//	         Menu Trail Lists ListTitle ListURL To Asset Feed Locale Changed
//	         Card (nil, or URL Alt Width Height of the social card)
//	         Record Type Section List Tag Tags
//	         On States Earlier Later (of a record as it was on a day)
//	         All Get Latest Everything Outcomes Rules
//	Record   ID Label Title Summary Type URL File Date Status Withheld FieldTitle
//	         Get Text Value Ref Refs Back Backs
//	         Fields Facts Blocks (the values it has, all or by their size)
//	         HasBody Body PlainText Headings Parent Previous Next
//	         Outcomes Proves Twins Source EditURL HistoryURL Changed TagURL
//	Value    Name Title Description Raw Kind Text Empty Block Interval
//	         Record Currency Ref Items Fields Get Value Tables Wide Columns HTML
//	Outcome  Promise Subject Period Standing Evidence
//	Change   Date Commit URL
//
// A JSON pointer such as "/dates/fixed" names a field. Kind of a page is "home",
// "record", "state", "list", "tags", "tag" or the name of a plain page; kind of a value
// is "text", "word" (one of a closed list), "markdown", "url", "email",
// "address", "code", "date", "number", "bool", "ref", "list" or "table".
//
// Changed is the last commit of the files that a record, or all that a page
// shows, is written in: its day, its short hash, and its address where site.toml
// names the repository. It is empty without a history, for what was never
// committed, and for a file that holds anything which the public does not see.
package render

import (
	"bytes"
	"html/template"
	"time"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/rule"
	"candor/internal/site"
)

// Site is what all pages of a build share. It is immutable.
type Site struct {
	Plan      *site.Plan
	Config    *config.Config
	Layouts   *Layouts
	Rules     *rule.Set
	Outcomes  []rule.Outcome
	AsOf      time.Time
	BuildDate time.Time
	Preview   bool                     // drafts are shown: not for the public
	Assets    map[string]string        // URL of a static file by its name
	Twins     func(content.Key) []Twin // machine-readable forms of a record
	Feeds     map[string]string        // URL of a type's feed; "" is the site's
	History   *content.History         // nil: no page says when it was changed

	// Body returns the parsed text of a record, nil where it has none.
	Body func(*content.Record) (*markup.Body, error)

	shared shared
}

// Twin is a machine-readable form of a record.
type Twin struct {
	Name, URL string
	Type      string // media type
}

// Result is a finished page: its bytes, what was read for it, and what is
// wrong with the layout.
type Result struct {
	HTML  []byte
	Reads []content.Read
	Links []Link
	Diags diag.List

	Layout *diag.Source // nil where there is none
}

// Link is a link of a record's text: where it leads and where it was written.
type Link struct {
	URL string
	At  diag.Span
}

// Page makes the page of a route.
func (s *Site) Page(r site.Route) (Result, error) {
	p := &Page{site: s, route: r, lookup: content.NewRecorder(s.Plan.View)}
	name := s.Layouts.Find(s.candidates(r)...)
	if name == "" && s.Layouts.broken(s.candidates(r)...) {
		return Result{}, nil
	}
	if name == "" {
		return Result{Diags: diag.List{missing(s.candidates(r))}}, nil
	}
	var buf bytes.Buffer
	diags := s.Layouts.execute(&buf, name, p)
	if p.err != nil {
		return Result{}, p.err
	}
	return Result{HTML: buf.Bytes(), Reads: p.lookup.Reads(), Links: p.links, Diags: diags, Layout: s.Layouts.Source(name)}, nil
}

// candidates returns the layouts that can make a page, the best first.
func (s *Site) candidates(r site.Route) []string {
	switch r.Kind {
	case site.HomePage:
		return []string{"index.html", "list.html"}
	case site.RecordPage:
		return []string{r.Key.Type + "/page.html", "page.html"}
	case site.StatePage:
		return []string{r.Key.Type + "/state.html", r.Key.Type + "/page.html", "page.html"}
	case site.ListPage:
		return []string{r.Key.Type + "/list.html", "list.html"}
	case site.TagsPage:
		return []string{"tags.html", "list.html"}
	case site.TagPage:
		return []string{"tag.html", "list.html"}
	case site.PlainPage:
		return []string{r.Name + ".html"}
	}
	return nil
}

func missing(names []string) diag.Diagnostic {
	return diag.Diagnostic{
		ID:      "layout-missing",
		Message: "there is no layout " + names[0],
		Hint:    "add layouts/" + names[len(names)-1] + ", or take the theme's back",
	}
}

// html marks text that a package of ours has made and escaped.
func html(b []byte) template.HTML { return template.HTML(b) } //nolint:gosec // markup escapes all it emits
