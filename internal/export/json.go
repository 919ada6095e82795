package export

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
)

const kindJSON = "JSON"

// finishJSON writes a JSON text anew: keys in order, a line for each member.
// Strings and numbers stay as they are written. The library judges the text; it
// does not write it, since reading it into values and back takes four times as
// long and loses members of the same name.
func finishJSON(text []byte) ([]byte, error) {
	if !json.Valid(text) || !utf8.Valid(text) {
		return nil, jsonFlaw(text)
	}
	r := jsonReader{rest: text}
	n := r.node()
	if r.twice != "" {
		return nil, &Flaw{Kind: kindJSON, Reason: "an object has two members of the same name: " + r.twice}
	}
	out := n.print(make([]byte, 0, 2*len(text)), 1)
	return append(out, '\n'), nil
}

// jsonFlaw says in plain words where a text stops to be JSON.
func jsonFlaw(text []byte) *Flaw {
	var v json.RawMessage
	var syntax *json.SyntaxError
	err := json.Unmarshal(text, &v)
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return &Flaw{Kind: kindJSON, Reason: "it is empty"}
	case !errors.As(err, &syntax):
		return &Flaw{Kind: kindJSON, Reason: "it is not in UTF-8"}
	case strings.HasPrefix(syntax.Error(), "unexpected end"):
		return &Flaw{kindJSON, lineOf(text, int64(len(bytes.TrimSpace(text)))), "it ends too early"}
	}
	return &Flaw{kindJSON, lineOf(text, syntax.Offset), syntax.Error()}
}

func lineOf(text []byte, at int64) int {
	return 1 + bytes.Count(text[:min(max(at, 0), int64(len(text)))], []byte{'\n'})
}

// node is a value of a JSON text, with its key where it is a member.
type node struct {
	key, name []byte // the key as it is written, and what it says
	open      byte   // { or [; 0 where the value is neither
	text      []byte // of such
	within    []node
}

// jsonReader reads a text that is known to be JSON.
type jsonReader struct {
	rest  []byte
	twice string // the first name found that an object has more than once
}

// next returns the first byte of what comes next. In a text that is JSON, the
// marks between values say nothing that the values do not.
func (r *jsonReader) next() byte {
	r.rest = bytes.TrimLeft(r.rest, " \t\r\n,:")
	return r.rest[0]
}

func (r *jsonReader) node() node {
	c := r.next()
	if c != '{' && c != '[' {
		return node{text: r.token()}
	}
	r.rest = r.rest[1:]
	n := node{open: c}
	for closing := c + 2; r.next() != closing; {
		var key []byte
		if c == '{' {
			key = r.token()
		}
		e := r.node()
		e.key, e.name = key, unquoted(key)
		n.within = append(n.within, e)
	}
	r.rest = r.rest[1:]
	if c == '{' {
		r.arrange(n.within)
	}
	return n
}

// token takes a string, a number or a word.
func (r *jsonReader) token() []byte {
	end := 1
	if r.next() == '"' {
		for r.rest[end] != '"' {
			if r.rest[end] == '\\' {
				end++
			}
			end++
		}
		end++
	} else if end = bytes.IndexAny(r.rest, " \t\r\n,:]}"); end < 0 {
		end = len(r.rest)
	}
	t := r.rest[:end]
	r.rest = r.rest[end:]
	return t
}

func (r *jsonReader) arrange(members []node) {
	slices.SortFunc(members, func(a, b node) int { return bytes.Compare(a.name, b.name) })
	for i := range members[min(1, len(members)):] {
		if bytes.Equal(members[i].name, members[i+1].name) {
			r.twice = cmp.Or(r.twice, string(members[i].name))
		}
	}
}

// unquoted returns what a string says.
func unquoted(s []byte) []byte {
	if len(s) == 0 || !bytes.ContainsRune(s, '\\') {
		return bytes.Trim(s, `"`)
	}
	var plain string
	if json.Unmarshal(s, &plain) != nil {
		return s
	}
	return []byte(plain)
}

func (n *node) print(out []byte, depth int) []byte {
	switch {
	case n.open == 0:
		return append(out, n.text...)
	case len(n.within) == 0:
		return append(out, n.open, n.open+2)
	}
	out = append(out, n.open)
	for i := range n.within {
		e := &n.within[i]
		if i > 0 {
			out = append(out, ',')
		}
		out = newLine(out, depth)
		if n.open == '{' {
			out = append(append(out, e.key...), ": "...)
		}
		out = e.print(out, depth+1)
	}
	return append(newLine(out, depth-1), n.open+2)
}

func newLine(out []byte, depth int) []byte {
	out = append(out, '\n')
	for range depth {
		out = append(out, ' ')
	}
	return out
}
