package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
)

// maxDepth and maxNodes bound what a schema may cost: the one its nesting, the
// other what its references expand to.
const (
	maxDepth = 64
	maxNodes = 100_000
)

// node is a JSON value that knows where it stands. Members keep their order.
type node struct {
	kind    byte // one of { [ " 0 t n, as the JSON begins
	span    diag.Span
	members []member
	items   []*node
	value   any  // string, json.Number, bool or nil
	broken  bool // stands for a definition that could not be read
}

// member is one name of an object with its value.
type member struct {
	name  string
	key   diag.Span
	value *node
}

// get returns the member of that name, or nil; n may be nil.
func (n *node) get(name string) *node {
	if m := n.member(name); m != nil {
		return m.value
	}
	return nil
}

// member returns the member of that name, or nil; n may be nil.
func (n *node) member(name string) *member {
	if n == nil {
		return nil
	}
	for i := range n.members {
		if n.members[i].name == name {
			return &n.members[i]
		}
	}
	return nil
}

// text returns the string that n is, or "".
func (n *node) text() string {
	if n == nil {
		return ""
	}
	s, _ := n.value.(string)
	return s
}

// texts returns the strings in the list that n is, or the one that it is.
func (n *node) texts() []string {
	if n == nil {
		return nil
	}
	if n.kind == '"' {
		return []string{n.text()}
	}
	out := make([]string, 0, len(n.items))
	for _, i := range n.items {
		if i.kind == '"' {
			out = append(out, i.text())
		}
	}
	return out
}

// names returns the names of an object in their order; n may be nil.
func (n *node) names() []string {
	if n == nil {
		return nil
	}
	out := make([]string, len(n.members))
	for i, m := range n.members {
		out[i] = m.name
	}
	return out
}

// fields returns the members of an object; n may be nil.
func (n *node) fields() []member {
	if n == nil {
		return nil
	}
	return n.members
}

// plain returns n as encoding/json gives it, numbers as json.Number.
func (n *node) plain() any {
	switch n.kind {
	case '{':
		out := make(map[string]any, len(n.members))
		for _, m := range n.members {
			out[m.name] = m.value.plain()
		}
		return out
	case '[':
		out := make([]any, len(n.items))
		for i, e := range n.items {
			out[i] = e.plain()
		}
		return out
	}
	return n.value
}

// parseJSON reads one JSON value. The node is nil where it does not parse.
func parseJSON(src *diag.Source, b []byte) (*node, diag.List) {
	var diags diag.List
	base := 0
	if strings.HasPrefix(string(b), "\xef\xbb\xbf") {
		base = 3
	}
	var probe json.RawMessage
	if err := json.Unmarshal(b[base:], &probe); err != nil {
		at := len(b)
		if s := (*json.SyntaxError)(nil); errors.As(err, &s) {
			at = min(max(base+int(s.Offset)-1, base), len(b))
			if s.Offset >= int64(len(b)-base) && strings.Contains(s.Error(), "unexpected end") {
				at = len(b)
			}
		}
		at, why, hint := jsonFault(b, at)
		diags.Errorf(catalog.SchemaSyntax, src.At(at, min(at+1, len(b))), hint, "%s", why)
		return nil, diags
	}
	r := &jsonReader{src: src, b: b, base: base, dec: json.NewDecoder(strings.NewReader(string(b[base:])))}
	r.dec.UseNumber()
	n := r.value(0)
	if r.diags.Errors() > 0 {
		return nil, r.diags
	}
	return n, nil
}

// jsonFault says what is wrong where the decoder stopped, and where that is: most
// often the mistake stands just before.
func jsonFault(b []byte, at int) (place int, message, hint string) {
	if at >= len(b) {
		return at, "the JSON ends before it is complete", "close what is still open, with } or ]"
	}
	before := len(bytes.TrimRight(b[:at], " \t\r\n")) - 1
	last := byte(0)
	if before >= 0 {
		last = b[before]
	}
	switch c := b[at]; {
	case c == '/' || c == '#':
		return at, "JSON has no comments", "take it out; what a field means stands in its description"
	case (c == '}' || c == ']') && last == ',':
		return before, "there is a comma too many", "take it away: none stands behind the last of a list or an object"
	case c == '\'':
		return at, "texts stand between double quotes", `write " in its place`
	case c == '\n' || c == '\r':
		return at, "this text does not end on its line", `end it with "`
	case strings.IndexByte(`"{[-0123456789tfn`, c) >= 0 && strings.IndexByte(`"}]0123456789el`, last) >= 0:
		return before, "a comma is missing behind this, or a colon if it is a name", "put a comma between two members, and a colon between a name and its value"
	}
	return at, "this is no valid JSON: a comma, colon, quote or bracket is missing or too many", "mend it here or just before"
}

// jsonReader makes nodes of tokens. After the first diagnostic what it returns
// means nothing.
type jsonReader struct {
	src   *diag.Source
	b     []byte
	base  int
	dec   *json.Decoder
	diags diag.List
}

// token returns the next token and its span. The decoder tells only where a
// token ends; it begins after white space and separators.
func (r *jsonReader) token() (json.Token, diag.Span) {
	start := r.base + int(r.dec.InputOffset())
	t, err := r.dec.Token()
	end := r.base + int(r.dec.InputOffset())
	if err != nil {
		r.diags.Errorf(catalog.SchemaSyntax, r.src.At(start, end), "mend it here or just before", "this is no valid JSON")
		return nil, r.src.At(start, end)
	}
	for start < end && strings.IndexByte(" \t\r\n,:", r.b[start]) >= 0 {
		start++
	}
	return t, r.src.At(start, end)
}

// value reads the next value and all that is in it.
func (r *jsonReader) value(depth int) *node {
	t, span := r.token()
	if depth > maxDepth && r.diags.Errors() == 0 {
		r.diags.Errorf(catalog.SchemaSyntax, span, "use definitions to make it flatter", "this is nested more than %d deep", maxDepth)
	}
	n := &node{span: span, value: t}
	if r.diags.Errors() > 0 {
		return n
	}
	switch t := t.(type) {
	case json.Delim:
		n.kind, n.value = byte(t), nil
		for r.dec.More() && r.diags.Errors() == 0 {
			r.element(n, depth)
		}
		_, end := r.token()
		n.span.End = end.End
	case string:
		n.kind = '"'
	case json.Number:
		n.kind = '0'
		if huge(string(t)) {
			r.diags.Errorf(catalog.SchemaValue, span, "", "this number is beyond all measure")
		}
	case bool:
		n.kind = 't'
	default:
		n.kind = 'n'
	}
	return n
}

// element reads one item of a list, or one member of an object.
func (r *jsonReader) element(n *node, depth int) {
	if n.kind == '[' {
		n.items = append(n.items, r.value(depth+1))
		return
	}
	t, key := r.token()
	name, _ := t.(string)
	if first := n.member(name); first != nil && r.diags.Errors() == 0 {
		r.diags = append(r.diags, diag.Diagnostic{
			ID: catalog.SchemaSyntax, Span: key, Hint: "keep one of them",
			Message: quote(name) + " stands twice in one object",
			Related: []diag.Related{{Span: first.key, Message: "here too"}},
		})
	}
	n.members = append(n.members, member{name: name, key: key, value: r.value(depth + 1)})
}

// huge says that a number takes more digits to write out than anybody means.
func huge(number string) bool {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(number), "e")
	e, err := strconv.Atoi(strings.TrimPrefix(exponent, "+"))
	return len(mantissa) > 100 || exponent != "" && (err != nil || e > 100 || e < -100)
}
