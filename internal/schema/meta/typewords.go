package meta

import (
	"regexp"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/jsontree"
	"candor/internal/wording"
)

// typeWords reads the keywords that say something of the type as a whole and
// name its fields.
type typeWords struct {
	terms
	t *schema.Type
}

// read reads the keywords that name fields, and checks that these exist.
func (w typeWords) read(n *jsontree.Node) {
	w.t.TitleField = w.pointer(n, "x-title", "holds text", func(f *schema.Field) bool { return f.Kind == schema.String })
	w.t.DateField = w.pointer(n, "x-date", "holds a date", func(f *schema.Field) bool { return f.Kind == schema.Date })
	w.t.OrderField = w.pointer(n, "x-order", "can be ordered", func(f *schema.Field) bool { return f.Kind < schema.List && f.Kind != schema.Bool })
	w.t.ParentField = w.pointer(n, "x-parent", "refers to a record of the same type", func(f *schema.Field) bool {
		return f.Kind == schema.String && slices.Equal(f.Ref, []string{w.t.Name})
	})
	if w.t.TitleField == "" && w.t.Means(schema.Title) {
		w.t.TitleField = "/title"
	}
	w.states(n.Get("x-states"))
	w.card(n.Get("x-card"))
	w.urlPattern(n.Get("x-url"))
	w.public(n.Get("x-public"))
	w.sections(n.Get("x-sections"))
}

// pointer reads a keyword that names a field. Want says what a field must do to
// be named, in the words of the message.
func (w typeWords) pointer(n *jsontree.Node, keyword, want string, fits func(*schema.Field) bool) string {
	v := n.Get(keyword)
	if v == nil {
		return ""
	}
	at := "/" + strings.TrimPrefix(v.Text(), "/")
	f := w.t.Pattern(at)
	switch {
	case f == nil || strings.Contains(at, "*"):
		w.diags.Errorf(catalog.SchemaReference, v.Span, diag.DidYouMean(at, w.t.Pointers(), "write a JSON pointer such as /dates/fixed; there are "),
			"%s names %s, which is no field", keyword, wording.Quote(v.Text()))
	case !fits(f):
		w.diags.Errorf(catalog.SchemaReference, v.Span, "name another field", "%s names %s, which is no field that %s", keyword, wording.Quote(v.Text()), want)
	}
	return at
}

// states reads the dates on which a record became another. They may stand in
// lists.
func (w typeWords) states(v *jsontree.Node) {
	if v == nil {
		return
	}
	for _, item := range v.Items {
		at := item.Text()
		switch f := w.t.Pattern(at); {
		case f == nil:
			w.diags.Errorf(catalog.SchemaReference, item.Span, `write a pattern such as "/change/*/date"`, "x-states names %s, which is no field", wording.Quote(at))
		case f.Kind != schema.Date:
			w.diags.Errorf(catalog.SchemaReference, item.Span, "name another field", "x-states names %s, which is no field that holds a date", wording.Quote(at))
		default:
			w.t.States = append(w.t.States, at)
		}
	}
}

// card reads the facts of x-card. Each is a single value that takes a line.
func (w typeWords) card(v *jsontree.Node) {
	if v == nil {
		return
	}
	for _, m := range v.Members {
		at := "/" + strings.TrimPrefix(m.Value.Text(), "/")
		switch f := w.t.Pattern(at); {
		case m.Value.Kind != '"':
			w.diags.Errorf(catalog.SchemaValue, m.Value.Span, `write a JSON pointer such as "/severity/level"`, "x-card says of %s which field it is", wording.Quote(m.Name))
		case strings.TrimSpace(m.Name) == "":
			w.diags.Errorf(catalog.SchemaValue, m.Key, "write what people call it", "this fact of x-card has no name")
		case f == nil || strings.Contains(at, "*"):
			w.diags.Errorf(catalog.SchemaReference, m.Value.Span, diag.DidYouMean(at, w.t.Pointers(), "write a JSON pointer such as /severity/level; there are "), "x-card names %s, which is no field", wording.Quote(at))
		case f.Kind >= schema.List || f.Markdown:
			w.diags.Errorf(catalog.SchemaReference, m.Value.Span, "name another field", "x-card names %s, which is no field that holds a single value", wording.Quote(at))
		default:
			w.t.Card = append(w.t.Card, schema.Fact{Name: m.Name, Pointer: at})
		}
	}
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// plainPath is a path below the root whose parts are the names of folders that
// everybody can see.
var plainPath = regexp.MustCompile(`^/([0-9A-Za-z_~-][0-9A-Za-z._~-]*/)*$`)

// urlPattern checks a pattern of URLs: it is rooted, ends in a slash, and its holes
// are the id or fields, so that no page can end up outside the site.
func (w typeWords) urlPattern(v *jsontree.Node) {
	if v == nil {
		return
	}
	s := v.Text()
	if !strings.HasPrefix(s, "/") || !strings.HasSuffix(s, "/") {
		w.diags.Errorf(catalog.SchemaValue, v.Span, `write it like "/entries/{id}/"`, "a URL pattern begins and ends with a slash")
	} else if !plainPath.MatchString(placeholder.ReplaceAllLiteralString(s, "x")) {
		w.diags.Errorf(catalog.SchemaValue, v.Span, `write it like "/entries/{id}/"`, "the parts of a URL pattern are letters, digits, and - _ ~ . between them")
	}
	for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
		at := "/" + strings.ReplaceAll(strings.TrimPrefix(m[1], "/"), ".", "/")
		if m[1] != "id" && w.t.Pattern(at) == nil {
			names := append([]string{"id"}, schema.FieldNames(w.t.Fields)...)
			w.diags.Errorf(catalog.SchemaReference, v.Span, diag.DidYouMean(m[1], names, "there are "), "the URL pattern names %s, which is no field", wording.Quote(m[1]))
		}
	}
}

// public reads x-public. A word there that no record can have would hide every
// record of the type, or show what should be hidden, so each is checked.
func (w typeWords) public(n *jsontree.Node) {
	if n == nil || !w.members(n, []string{"field", "in"}, []string{"else"}) || !w.strings(n, "in") || !w.strings(n, "else") {
		return
	}
	w.among(n)
	w.known(n.Get("else"), append(schema.FieldNames(w.t.Fields), "id"), "field")
	w.t.Public = &schema.Public{Field: n.Get("field").Text(), In: n.Get("in").Texts()}
	if e := n.Get("else"); e != nil {
		w.t.Public.Else = e.Texts()
	}
}

// sections reads x-sections.
func (w typeWords) sections(n *jsontree.Node) {
	if n == nil || !w.members(n, []string{"headings"}, []string{"unless"}) || !w.strings(n, "headings") {
		return
	}
	w.uniqueWords(n.Get("headings"))
	w.t.Sections = &schema.Sections{Headings: n.Get("headings").Texts()}
	u := n.Get("unless")
	if u == nil || !w.members(u, []string{"field", "in"}, nil) || !w.strings(u, "in") {
		return
	}
	w.among(u)
	w.t.Sections.Unless = &schema.Condition{Field: u.Get("field").Text(), In: u.Get("in").Texts()}
}

// among checks a pair of "field" and "in": the field exists at the top of the
// record, and may have these values.
func (w typeWords) among(n *jsontree.Node) {
	v := n.Get("field")
	f := w.t.Pattern("/" + v.Text())
	if f == nil || strings.Contains(v.Text(), "/") {
		names := schema.FieldNames(w.t.Fields)
		w.diags.Errorf(catalog.SchemaReference, v.Span, diag.DidYouMean(v.Text(), names, "there are "), "there is no field %s", wording.Quote(v.Text()))
		return
	}
	if len(f.Enum) > 0 {
		w.known(n.Get("in"), f.Enum, "value")
	}
}
