// Package jsontree reads JSON into nodes that know where they stand, with the members
// of objects in the order of the text. Reading reports what is no JSON in words for
// its author, under the ids schema-syntax and schema-value.
package jsontree

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/wording"
)

// maxDepth bounds the nesting of what is read.
const maxDepth = 64

// Node is a JSON value that knows where it stands. Members keep their order.
type Node struct {
	Kind    byte // one of { [ " 0 t n, as the JSON begins
	Span    diag.Span
	Members []Member
	Items   []*Node
	Value   any  // string, json.Number, bool or nil
	Broken  bool // stands for a definition that could not be read
}

// Member is one name of an object with its value.
type Member struct {
	Name  string
	Key   diag.Span
	Value *Node
}

// Get returns the member of that name, or nil; n may be nil.
func (n *Node) Get(name string) *Node {
	if m := n.Member(name); m != nil {
		return m.Value
	}
	return nil
}

// Member returns the member of that name, or nil; n may be nil.
func (n *Node) Member(name string) *Member {
	if n == nil {
		return nil
	}
	for i := range n.Members {
		if n.Members[i].Name == name {
			return &n.Members[i]
		}
	}
	return nil
}

// Text returns the string that n is, or "".
func (n *Node) Text() string {
	if n == nil {
		return ""
	}
	s, _ := n.Value.(string)
	return s
}

// Texts returns the strings in the list that n is, or the one that it is.
func (n *Node) Texts() []string {
	if n == nil {
		return nil
	}
	if n.Kind == '"' {
		return []string{n.Text()}
	}
	out := make([]string, 0, len(n.Items))
	for _, i := range n.Items {
		if i.Kind == '"' {
			out = append(out, i.Text())
		}
	}
	return out
}

// Names returns the names of an object in their order; n may be nil.
func (n *Node) Names() []string {
	if n == nil {
		return nil
	}
	out := make([]string, len(n.Members))
	for i, m := range n.Members {
		out[i] = m.Name
	}
	return out
}

// Pairs returns the members of an object; n may be nil.
func (n *Node) Pairs() []Member {
	if n == nil {
		return nil
	}
	return n.Members
}

// Child returns a member of an object or an item of a list.
func (n *Node) Child(name string) *Node {
	if n == nil || n.Kind == '{' {
		return n.Get(name)
	}
	if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(n.Items) {
		return n.Items[i]
	}
	return nil
}

// Elements returns the items of a list; n may be nil.
func (n *Node) Elements() []*Node {
	if n == nil {
		return nil
	}
	return n.Items
}

// Plain returns n as encoding/json gives it, numbers as json.Number.
func (n *Node) Plain() any {
	switch n.Kind {
	case '{':
		out := make(map[string]any, len(n.Members))
		for _, m := range n.Members {
			out[m.Name] = m.Value.Plain()
		}
		return out
	case '[':
		out := make([]any, len(n.Items))
		for i, e := range n.Items {
			out[i] = e.Plain()
		}
		return out
	}
	return n.Value
}

// Parse reads one JSON value. The node is nil where it does not parse.
func Parse(src *diag.Source, b []byte) (*Node, diag.List) {
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
func (r *jsonReader) value(depth int) *Node {
	t, span := r.token()
	if depth > maxDepth && r.diags.Errors() == 0 {
		r.diags.Errorf(catalog.SchemaSyntax, span, "use definitions to make it flatter", "this is nested more than %d deep", maxDepth)
	}
	n := &Node{Span: span, Value: t}
	if r.diags.Errors() > 0 {
		return n
	}
	switch t := t.(type) {
	case json.Delim:
		n.Kind, n.Value = byte(t), nil
		for r.dec.More() && r.diags.Errors() == 0 {
			r.element(n, depth)
		}
		_, end := r.token()
		n.Span.End = end.End
	case string:
		n.Kind = '"'
	case json.Number:
		n.Kind = '0'
		if huge(string(t)) {
			r.diags.Errorf(catalog.SchemaValue, span, "", "this number is beyond all measure")
		}
	case bool:
		n.Kind = 't'
	default:
		n.Kind = 'n'
	}
	return n
}

// element reads one item of a list, or one member of an object.
func (r *jsonReader) element(n *Node, depth int) {
	if n.Kind == '[' {
		n.Items = append(n.Items, r.value(depth+1))
		return
	}
	t, key := r.token()
	name, _ := t.(string)
	if first := n.Member(name); first != nil && r.diags.Errors() == 0 {
		r.diags = append(r.diags, diag.Diagnostic{
			ID: catalog.SchemaSyntax, Span: key, Hint: "keep one of them",
			Message: wording.Quote(name) + " stands twice in one object",
			Related: []diag.Related{{Span: first.Key, Message: "here too"}},
		})
	}
	n.Members = append(n.Members, Member{Name: name, Key: key, Value: r.value(depth + 1)})
}

// huge says that a number takes more digits to write out than anybody means.
func huge(number string) bool {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(number), "e")
	e, err := strconv.Atoi(strings.TrimPrefix(exponent, "+"))
	return len(mantissa) > 100 || exponent != "" && (err != nil || e > 100 || e < -100)
}
