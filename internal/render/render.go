// Package render makes HTML pages, and what machines read beside them, from
// layouts.
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
// # Exports
//
// A layout with another ending makes a file beside pages, in text/template: of
// a type T, T/NAME.EXT makes NAME.EXT beside the page of each record, and
// T/NAME.list.EXT makes NAME.EXT beside the list. Without a T they are made for
// every type, and one of a type takes the place of the one for all of the same
// name. The default theme has record.json and records.list.json. A record
// without a page of its own has no files; its list's may hold it. Parts begin
// with an underscore here too, and are those of exports alone.
//
// An export that does not suit all records has a part "when", and is made of
// those of which it says anything, a list's file where it says so of one:
//
//	{{define "when"}}{{if .Get "/start"}}yes{{end}}{{end}}
//
// Which files there are must be known before they are made, so the dot of that
// part holds the record's own values and no more: ID Get Text Date. Elsewhere
// the dot is the Page of the page beside which the file stands.
//
// The ending says what is made of the text. JSON must be JSON, and is written
// with sorted keys. A calendar (.ics) must hold what RFC 5545 demands, and its
// lines are folded; empty ones are left out. XML must be well-formed. All else
// stays as it is. A text that is not what its name says is told of once a
// template.
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
//	         Structured KIND NAME VALUE … (what search engines read, for the block
//	         "structured": {{.Structured "Report" "keywords" "a, b"}})
//	         Record Type Section List Tag Tags
//	         Twins (what exports made beside the page; or those with an ending)
//	         On States Earlier Later (of a record as it was on a day)
//	         All Get Latest Everything Outcomes
//	Record   ID Label Title Summary Type URL Canonical TagURI (its name for ever)
//	         File Date Status Withheld FieldTitle
//	         Get Text Value Ref Refs Back Backs
//	         Common (a field that the program gives a meaning to, such as
//	         "references"; nil where the type calls something else so)
//	         Fields Facts Blocks (the values it has, all or by their size)
//	         Values (all of them by name, for json)
//	         HasBody Body PlainText Headings Parent Previous Next
//	         Outcomes Proves Twins Source EditURL HistoryURL Changed TagURL
//	Value    Name Title Description Raw Kind Text Empty Block Interval
//	         Record Currency Ref Items Fields Get Value Tables Wide Columns HTML
//	Twin     Name URL Canonical Type
//	Outcome  Promise Subject Period Standing Evidence
//	Change   Date Commit URL
//
// Get and Text give a Markdown field as it is written. Its source may name what is
// not public; HTML and json show it as the public may read it.
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
	"html/template"
	"time"

	"candor/internal/catalog"
	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/render/layout"
	"candor/internal/rule"
	"candor/internal/site"
)

// Site is what all pages of a build share. It is immutable.
type Site struct {
	Plan      *site.Plan
	Config    *config.Config
	Layouts   *layout.Set
	Outcomes  []rule.Outcome
	AsOf      time.Time
	BuildDate time.Time
	Preview   bool                     // drafts are shown: not for the public
	Assets    map[string]string        // URL of a static file by its name
	Twins     func(content.Key) []Twin // what exports make of a record or, without an ID, of a type's list
	Feeds     map[string]string        // URL of a type's feed; "" is the site's
	History   *content.History         // nil: no page says when it was changed

	// Body returns the parsed text of a record, nil where it has none.
	Body func(*content.Record) (*markup.Body, error)

	shared shared
}

// Twin is a machine-readable form of a record or of a list.
type Twin struct {
	Name, URL string
	Canonical string // the whole address
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

// Link is a link that an author wrote: where it leads and where it was written,
// in the text of a record or in a field that is Markdown.
type Link struct {
	URL string
	At  diag.Span // of a text

	Of   content.Key // of a field: its record
	Dest string      // and what was written there
}

// Page makes the page of a route.
func (s *Site) Page(r site.Route) (Result, error) {
	p := &Page{site: s, route: r, lookup: content.NewRecorder(s.Plan.View)}
	name := s.Layouts.Find(s.candidates(r)...)
	if name == "" && s.Layouts.Broken(s.candidates(r)...) {
		return Result{}, nil
	}
	if name == "" {
		return Result{Diags: diag.List{missing(s.candidates(r))}}, nil
	}
	whole, diags := s.Layouts.Execute(name, p)
	if p.err != nil {
		return Result{}, p.err
	}
	return Result{HTML: whole, Reads: p.lookup.Reads(), Links: p.links, Diags: diags, Layout: s.Layouts.Source(name)}, nil
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
		ID:      catalog.LayoutMissing,
		Message: "there is no layout " + names[0],
		Hint:    "add layouts/" + names[len(names)-1] + ", or take the theme's back",
	}
}

// html marks text that a package of ours has made and escaped.
func html(b []byte) template.HTML { return template.HTML(b) } //nolint:gosec // markup escapes all it emits
