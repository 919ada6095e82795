package changes

import (
	"fmt"
	"strings"

	"candor/internal/schema"
)

// template is an x-change, parsed.
type template struct {
	plain   *phrase   // no sign
	parts   []*phrase // ~
	added   *phrase   // +
	removed *phrase   // -
	value   *phrase   // =
	name    *phrase   // #
}

// phrase is a sequence of texts, holes and brackets.
type phrase struct{ pieces []piece }

// piece is one of the three: a text, a hole, or alternatives in brackets.
type piece struct {
	text string
	hole string
	alts []*phrase
}

// templates keeps what was parsed, by its text. One that cannot be parsed is
// empty: the ordinary words take its place.
type templates map[string]*template

func (ts templates) of(text string) *template {
	t := ts[text]
	if t == nil {
		var err error
		if t, err = parseTemplate(text); err != nil {
			t = &template{}
		}
		ts[text] = t
	}
	return t
}

func parseTemplate(text string) (*template, error) {
	t := &template{}
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

func (t *template) set(sign byte, p *phrase) error {
	if sign == '~' {
		t.parts = append(t.parts, p)
		return nil
	}
	slot := map[byte]**phrase{0: &t.plain, '+': &t.added, '-': &t.removed, '=': &t.value, '#': &t.name}[sign]
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
func (p *parser) phrase(inside bool) (*phrase, error) {
	out := &phrase{}
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
func (p *phrase) trimmed(inside bool) *phrase {
	if n := len(p.pieces); n > 0 && !inside {
		p.pieces[n-1].text = strings.TrimRight(p.pieces[n-1].text, " ")
	}
	return p
}

// special reads a hole or brackets.
func (p *parser) special(ch byte) (piece, error) {
	p.rest = p.rest[1:]
	if ch == '{' {
		name, rest, ok := strings.Cut(p.rest, "}")
		if !ok || !validHole(name) {
			return piece{}, fmt.Errorf("{%s} is no hole", name)
		}
		p.rest = rest
		return piece{hole: name}, nil
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

func validHole(name string) bool {
	switch name {
	case "old", "new", "value", "title", "label":
		return true
	}
	for _, prefix := range []string{".", "was.", "/"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return rest != "" && !strings.ContainsAny(rest, " {[|")
		}
	}
	return false
}

// filler gives the holes of a phrase their words. It notes what these show of
// the values, so that what a phrase leaves out can be told otherwise.
type filler struct {
	get   func(f *filler, hole string) string
	shown []shown
}

// shown is one value that the words of a phrase show.
type shown struct {
	side    *side
	pointer string
}

// fill writes the phrase. It reports false where a hole outside brackets is
// empty, or where nothing comes out.
func (p *phrase) fill(f *filler) (string, bool) {
	if p == nil {
		return "", false
	}
	var out strings.Builder
	for _, pc := range p.pieces {
		switch {
		case pc.hole != "":
			s := f.get(f, pc.hole)
			if s == "" {
				return "", false
			}
			out.WriteString(s)
		case pc.alts != nil:
			out.WriteString(f.first(pc.alts))
		default:
			out.WriteString(pc.text)
		}
	}
	return out.String(), out.Len() > 0
}

// first writes the first alternative that can be filled.
func (f *filler) first(alts []*phrase) string {
	before := len(f.shown)
	for _, alt := range alts {
		if s, ok := alt.fill(f); ok {
			return s
		}
		f.shown = f.shown[:before]
	}
	return ""
}

// templateOf returns the template of a field, or of the items of a list.
func (ts templates) templateOf(f *schema.Field) *template {
	if f == nil {
		return &template{}
	}
	return ts.of(f.Change)
}
