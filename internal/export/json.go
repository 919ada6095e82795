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
	p := jsonPrinter{rest: text, out: make([]byte, 0, 2*len(text))}
	p.value(1)
	if p.twice != "" {
		return nil, &Flaw{Kind: kindJSON, Reason: "an object has two members of the same name: " + p.twice}
	}
	return append(p.out, '\n'), nil
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

// jsonPrinter writes a text that is known to be JSON.
type jsonPrinter struct {
	rest    []byte
	out     []byte
	members []member // of all objects around
	twice   string   // the first name found that an object has more than once
}

// member is what has been written of a member of an object.
type member struct {
	name     []byte
	from, to int // in out
}

// next returns the first byte of what comes next. In a text that is JSON, the
// marks between values say nothing that the values do not.
func (p *jsonPrinter) next() byte {
	i := 0
	for ; ; i++ {
		switch p.rest[i] {
		case ' ', '\t', '\r', '\n', ',', ':':
			continue
		}
		break
	}
	p.rest = p.rest[i:]
	return p.rest[0]
}

func (p *jsonPrinter) value(depth int) {
	switch p.next() {
	case '{':
		p.object(depth)
	case '[':
		p.list(depth)
	default:
		p.out = append(p.out, p.token()...)
	}
}

func (p *jsonPrinter) list(depth int) {
	p.open()
	empty := true
	for ; p.next() != ']'; empty = false {
		p.line(depth, empty)
		p.value(depth + 1)
	}
	p.close(depth, empty)
}

func (p *jsonPrinter) object(depth int) {
	p.open()
	begin, first := len(p.out), len(p.members)
	for p.next() != '}' {
		p.line(depth, len(p.members) == first)
		from, key := len(p.out), p.token()
		p.out = append(append(p.out, key...), ": "...)
		p.value(depth + 1)
		p.members = append(p.members, member{unquoted(key), from, len(p.out)})
	}
	p.arrange(p.members[first:], begin, depth)
	p.close(depth, len(p.members) == first)
	p.members = p.members[:first]
}

// arrange puts the members that were written from begin on in order.
func (p *jsonPrinter) arrange(list []member, begin, depth int) {
	byName := func(a, b member) int { return bytes.Compare(a.name, b.name) }
	if !slices.IsSortedFunc(list, byName) {
		slices.SortFunc(list, byName)
		written := slices.Clone(p.out[begin:])
		p.out = p.out[:begin]
		for i, m := range list {
			p.line(depth, i == 0)
			p.out = append(p.out, written[m.from-begin:m.to-begin]...)
		}
	}
	for i := 1; i < len(list); i++ {
		if bytes.Equal(list[i-1].name, list[i].name) {
			p.twice = cmp.Or(p.twice, string(list[i].name))
		}
	}
}

func (p *jsonPrinter) open() {
	p.out = append(p.out, p.rest[0])
	p.rest = p.rest[1:]
}

func (p *jsonPrinter) close(depth int, empty bool) {
	if !empty {
		p.line(depth-1, true)
	}
	p.open()
}

// line begins the line of an element.
func (p *jsonPrinter) line(depth int, first bool) {
	if !first {
		p.out = append(p.out, ',')
	}
	p.out = append(p.out, '\n')
	for range depth {
		p.out = append(p.out, ' ')
	}
}

// token takes a string, a number or a word.
func (p *jsonPrinter) token() []byte {
	end := 1
	if p.next() == '"' {
		for p.rest[end] != '"' {
			if p.rest[end] == '\\' {
				end++
			}
			end++
		}
		end++
	} else if end = bytes.IndexAny(p.rest, " \t\r\n,:]}"); end < 0 {
		end = len(p.rest)
	}
	t := p.rest[:end]
	p.rest = p.rest[end:]
	return t
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
