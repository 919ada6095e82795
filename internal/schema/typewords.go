package schema

import (
	"regexp"
	"slices"
	"strings"

	"candor/internal/catalog"
)

// typeWords reads the keywords that say something of the type as a whole and
// name its fields.
type typeWords struct {
	terms
	t *Type
}

// read reads the keywords that name fields, and checks that these exist.
func (w typeWords) read(n *node) {
	w.t.TitleField = w.pointer(n, "x-title", "holds text", func(f *Field) bool { return f.Kind == String })
	w.t.DateField = w.pointer(n, "x-date", "holds a date", func(f *Field) bool { return f.Kind == Date })
	w.t.OrderField = w.pointer(n, "x-order", "can be ordered", func(f *Field) bool { return f.Kind < List && f.Kind != Bool })
	w.t.ParentField = w.pointer(n, "x-parent", "refers to a record of the same type", func(f *Field) bool {
		return f.Kind == String && slices.Equal(f.Ref, []string{w.t.Name})
	})
	if w.t.TitleField == "" {
		w.t.TitleField = "/title"
	}
	w.states(n.get("x-states"))
	w.card(n.get("x-card"))
	w.urlPattern(n.get("x-url"))
	w.public(n.get("x-public"))
	w.sections(n.get("x-sections"))
}

// pointer reads a keyword that names a field. Want says what a field must do to
// be named, in the words of the message.
func (w typeWords) pointer(n *node, keyword, want string, fits func(*Field) bool) string {
	v := n.get(keyword)
	if v == nil {
		return ""
	}
	at := "/" + strings.TrimPrefix(v.text(), "/")
	f := w.t.index[at]
	switch {
	case f == nil || strings.Contains(at, "*"):
		w.diags.Errorf(catalog.SchemaReference, v.span, didYouMean(at, w.t.pointers(), "write a JSON pointer such as /dates/fixed; there are "),
			"%s names %s, which is no field", keyword, quote(v.text()))
	case !fits(f):
		w.diags.Errorf(catalog.SchemaReference, v.span, "name another field", "%s names %s, which is no field that %s", keyword, quote(v.text()), want)
	}
	return at
}

// states reads the dates on which a record became another. They may stand in
// lists.
func (w typeWords) states(v *node) {
	if v == nil {
		return
	}
	for _, item := range v.items {
		at := item.text()
		switch f := w.t.index[at]; {
		case f == nil:
			w.diags.Errorf(catalog.SchemaReference, item.span, `write a pattern such as "/change/*/date"`, "x-states names %s, which is no field", quote(at))
		case f.Kind != Date:
			w.diags.Errorf(catalog.SchemaReference, item.span, "name another field", "x-states names %s, which is no field that holds a date", quote(at))
		default:
			w.t.States = append(w.t.States, at)
		}
	}
}

// card reads the facts of x-card. Each is a single value that takes a line.
func (w typeWords) card(v *node) {
	if v == nil {
		return
	}
	for _, m := range v.members {
		at := "/" + strings.TrimPrefix(m.value.text(), "/")
		switch f := w.t.index[at]; {
		case m.value.kind != '"':
			w.diags.Errorf(catalog.SchemaValue, m.value.span, `write a JSON pointer such as "/severity/level"`, "x-card says of %s which field it is", quote(m.name))
		case strings.TrimSpace(m.name) == "":
			w.diags.Errorf(catalog.SchemaValue, m.key, "write what people call it", "this fact of x-card has no name")
		case f == nil || strings.Contains(at, "*"):
			w.diags.Errorf(catalog.SchemaReference, m.value.span, didYouMean(at, w.t.pointers(), "write a JSON pointer such as /severity/level; there are "), "x-card names %s, which is no field", quote(at))
		case f.Kind >= List || f.Markdown:
			w.diags.Errorf(catalog.SchemaReference, m.value.span, "name another field", "x-card names %s, which is no field that holds a single value", quote(at))
		default:
			w.t.Card = append(w.t.Card, Fact{m.name, at})
		}
	}
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// plainPath is a path below the root whose parts are the names of folders that
// everybody can see.
var plainPath = regexp.MustCompile(`^/([0-9A-Za-z_~-][0-9A-Za-z._~-]*/)*$`)

// urlPattern checks a pattern of URLs: it is rooted, ends in a slash, and its holes
// are the id or fields, so that no page can end up outside the site.
func (w typeWords) urlPattern(v *node) {
	if v == nil {
		return
	}
	s := v.text()
	if !strings.HasPrefix(s, "/") || !strings.HasSuffix(s, "/") {
		w.diags.Errorf(catalog.SchemaValue, v.span, `write it like "/entries/{id}/"`, "a URL pattern begins and ends with a slash")
	} else if !plainPath.MatchString(placeholder.ReplaceAllLiteralString(s, "x")) {
		w.diags.Errorf(catalog.SchemaValue, v.span, `write it like "/entries/{id}/"`, "the parts of a URL pattern are letters, digits, and - _ ~ . between them")
	}
	for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
		at := "/" + strings.ReplaceAll(strings.TrimPrefix(m[1], "/"), ".", "/")
		if m[1] != "id" && w.t.index[at] == nil {
			names := append([]string{"id"}, fieldNames(w.t.Fields)...)
			w.diags.Errorf(catalog.SchemaReference, v.span, didYouMean(m[1], names, "there are "), "the URL pattern names %s, which is no field", quote(m[1]))
		}
	}
}

// public reads x-public. A word there that no record can have would hide every
// record of the type, or show what should be hidden, so each is checked.
func (w typeWords) public(n *node) {
	if n == nil || !w.members(n, []string{"field", "in"}, []string{"else"}) || !w.strings(n, "in") || !w.strings(n, "else") {
		return
	}
	w.among(n)
	w.known(n.get("else"), append(fieldNames(w.t.Fields), "id"), "field")
	w.t.Public = &Public{Field: n.get("field").text(), In: n.get("in").texts()}
	if e := n.get("else"); e != nil {
		w.t.Public.Else = e.texts()
	}
}

// sections reads x-sections.
func (w typeWords) sections(n *node) {
	if n == nil || !w.members(n, []string{"headings"}, []string{"unless"}) || !w.strings(n, "headings") {
		return
	}
	w.uniqueWords(n.get("headings"))
	w.t.Sections = &Sections{Headings: n.get("headings").texts()}
	u := n.get("unless")
	if u == nil || !w.members(u, []string{"field", "in"}, nil) || !w.strings(u, "in") {
		return
	}
	w.among(u)
	w.t.Sections.Unless = &Condition{Field: u.get("field").text(), In: u.get("in").texts()}
}

// among checks a pair of "field" and "in": the field exists at the top of the
// record, and may have these values.
func (w typeWords) among(n *node) {
	v := n.get("field")
	f := w.t.index["/"+v.text()]
	if f == nil || strings.Contains(v.text(), "/") {
		names := fieldNames(w.t.Fields)
		w.diags.Errorf(catalog.SchemaReference, v.span, didYouMean(v.text(), names, "there are "), "there is no field %s", quote(v.text()))
		return
	}
	if len(f.Enum) > 0 {
		w.known(n.get("in"), f.Enum, "value")
	}
}
