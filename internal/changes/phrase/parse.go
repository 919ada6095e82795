package phrase

import (
	"fmt"
	"strings"
)

func parseTemplate(text string) (*Template, error) {
	t := &Template{}
	if strings.TrimSpace(text) == "" {
		return t, nil
	}
	p := parser{rest: text}
	for {
		sign := p.sign()
		ph, err := p.phrase(false)
		if err != nil {
			return nil, err
		}
		if err := t.set(sign, ph); err != nil {
			return nil, err
		}
		if p.rest == "" {
			return t, nil
		}
		p.rest = strings.TrimLeft(p.rest[1:], " ")
	}
}

func (t *Template) set(sign byte, p *Phrase) error {
	if sign == '~' {
		t.Parts = append(t.Parts, p)
		return nil
	}
	slot := map[byte]**Phrase{0: &t.Plain, '+': &t.Added, '-': &t.Removed, '=': &t.Value, '#': &t.Name}[sign]
	if *slot != nil {
		return fmt.Errorf("two phrases have the same sign")
	}
	*slot = p
	return nil
}

// parser takes a template apart from the left.
type parser struct{ rest string }

// sign reads the sign of a phrase; 0 where it has none.
func (p *parser) sign() byte {
	p.rest = strings.TrimLeft(p.rest, " ")
	if len(p.rest) > 1 && strings.IndexByte("~+-=#", p.rest[0]) >= 0 && p.rest[1] == ' ' {
		s := p.rest[0]
		p.rest = p.rest[2:]
		return s
	}
	return 0
}

// phrase reads up to a bar, or the bracket that closes it.
func (p *parser) phrase(inside bool) (*Phrase, error) {
	out := &Phrase{}
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			out.pieces = append(out.pieces, piece{text: text.String()})
			text.Reset()
		}
	}
	for p.rest != "" {
		ch := p.rest[0]
		switch {
		case strings.IndexByte("{}[]|", ch) < 0:
			text.WriteByte(ch)
		case len(p.rest) > 1 && p.rest[1] == ch && !(inside && ch == ']'):
			text.WriteByte(ch)
			p.rest = p.rest[1:]
		case ch == '|' || ch == ']' && inside:
			flush()
			return out.trimmed(inside), nil
		case ch == '{' || ch == '[':
			flush()
			next, err := p.special(ch)
			if err != nil {
				return nil, err
			}
			out.pieces = append(out.pieces, next)
			continue
		default:
			return nil, fmt.Errorf("%q closes nothing; write it twice where it is meant as such", ch)
		}
		p.rest = p.rest[1:]
	}
	flush()
	if inside {
		return nil, fmt.Errorf("a bracket is never closed")
	}
	return out.trimmed(false), nil
}

// trimmed takes away the spaces before a bar between phrases.
func (p *Phrase) trimmed(inside bool) *Phrase {
	if n := len(p.pieces); n > 0 && !inside {
		p.pieces[n-1].text = strings.TrimRight(p.pieces[n-1].text, " ")
	}
	return p
}

// special reads a hole or brackets.
func (p *parser) special(ch byte) (piece, error) {
	p.rest = p.rest[1:]
	if ch == '{' {
		name, rest, _ := strings.Cut(p.rest, "}")
		h, ok := parseHole(name)
		if !ok || len(name) == len(p.rest) {
			return piece{}, fmt.Errorf("{%s} is no hole", name)
		}
		p.rest = rest
		return piece{hole: &h}, nil
	}
	var out piece
	for {
		alt, err := p.phrase(true)
		if err != nil {
			return piece{}, err
		}
		out.alts = append(out.alts, alt)
		end := p.rest[0]
		p.rest = p.rest[1:]
		if end == ']' {
			return out, nil
		}
	}
}
