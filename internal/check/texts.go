package check

import (
	"bytes"
	"strconv"
	"strings"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/toml"
)

// spot is where a text stands in a record. Its pointer is made when somebody
// asks, which is seldom.
type spot struct {
	above *spot
	name  string
}

func (s *spot) pointer() string {
	if s == nil {
		return ""
	}
	return s.above.pointer() + toml.Pointer(s.name)
}

// eachText calls yield for every text in the values of these fields, in the
// order of the fields.
func eachText(fields []*schema.Field, values map[string]any, yield func(*spot, *schema.Field, string)) {
	textsOfTable(nil, fields, values, yield)
}

func textsOfTable(at *spot, fields []*schema.Field, values map[string]any, yield func(*spot, *schema.Field, string)) {
	for _, f := range fields {
		if v, ok := values[f.Name]; ok {
			textsOf(&spot{at, f.Name}, f, v, yield)
		}
	}
}

func textsOf(at *spot, f *schema.Field, v any, yield func(*spot, *schema.Field, string)) {
	switch v := v.(type) {
	case string:
		yield(at, f, v)
	case map[string]any:
		textsOfTable(at, f.Fields, v, yield)
	case []any:
		item := f.Items
		if item == nil {
			return
		}
		for i, e := range v {
			textsOf(&spot{at, strconv.Itoa(i)}, item, e, yield)
		}
	}
}

// within returns the span of a part of a field's text, or of the whole value
// where the part is written otherwise there, with escapes.
func within(r *content.Record, pointer, part string) diag.Span {
	whole := r.At(pointer)
	if i := bytes.Index(whole.Text(), []byte(part)); i >= 0 {
		return whole.Sub(i, i+len(part))
	}
	return whole
}

// body returns the Markdown of the record as it is written.
func (s *Subject) body() []byte {
	at := s.Record.Body
	for _, f := range s.Files {
		if f.Source == at.Source && at.Source != nil {
			return f.Bytes[min(at.Start, len(f.Bytes)):min(at.End, len(f.Bytes))]
		}
	}
	return nil
}

// bodySpan returns the span of a range of body.
func (p *Pass) bodySpan(start, end int) diag.Span {
	return p.Span(p.Record.Body.Start+start, p.Record.Body.Start+end)
}

// prose returns the body with its code, and with its links and where they
// lead, blanked out. Every byte that is left stands where it stood.
func (p *Pass) prose() []byte {
	if p.shared.prose == nil {
		p.shared.prose = withoutCode(p.body())
		for _, l := range p.Text.Links {
			start, end := l.Start-p.Record.Body.Start, l.End-p.Record.Body.Start
			blank(p.shared.prose, linkStart(p.shared.prose, start), end)
		}
	}
	return p.shared.prose
}

// linkStart returns where the text of the link with this destination begins.
func linkStart(b []byte, dest int) int {
	i := min(max(dest, 0), len(b))
	open := bytes.TrimRight(b[:i], " \t\n<")
	rest, ok := bytes.CutSuffix(open, []byte("]("))
	if !ok {
		return i
	}
	depth := 1
	for j := len(rest) - 1; j >= 0; j-- {
		switch rest[j] {
		case ']':
			depth++
		case '[':
			depth--
		}
		if depth == 0 {
			return j
		}
	}
	return i
}

// withoutCode returns a copy of Markdown in which code, between fences and
// between backticks, is blanked out.
func withoutCode(b []byte) []byte {
	out := bytes.Clone(b)
	fence := ""
	for at := 0; at < len(b); {
		end := at + bytes.IndexByte(b[at:], '\n') + 1
		if end == at {
			end = len(b)
		}
		line := strings.TrimLeft(string(b[at:end]), " \t>")
		switch mark := fenceOf(line); {
		case fence == "" && mark != "":
			fence = mark
			blank(out, at, end)
		case fence != "":
			blank(out, at, end)
			if strings.HasPrefix(mark, fence) && strings.TrimSpace(line) == mark {
				fence = ""
			}
		}
		at = end
	}
	blankSpans(out)
	return out
}

// fenceOf returns the backticks or tildes that a line of code begins with, or
// "".
func fenceOf(line string) string {
	for _, c := range []string{"`", "~"} {
		rest := strings.TrimLeft(line, c)
		if n := len(line) - len(rest); n >= 3 && (c == "~" || !strings.Contains(rest, c)) {
			return line[:n]
		}
	}
	return ""
}

// blankSpans blanks out what stands between runs of backticks of one length
// in one paragraph.
func blankSpans(b []byte) {
	for i := 0; i < len(b); {
		if b[i] != '`' {
			i++
			continue
		}
		n := run(b[i:])
		if end := closing(b, i+n, n); end > 0 {
			blank(b, i, end)
			i = end
			continue
		}
		i += n
	}
}

func run(b []byte) int { return len(b) - len(bytes.TrimLeft(b, "`")) }

// closing returns where the run of n backticks that ends a span ends, or -1.
func closing(b []byte, from, n int) int {
	for i := from; i < len(b); {
		switch {
		case b[i] == '`':
			m := run(b[i:])
			if m == n {
				return i + m
			}
			i += m
		case b[i] == '\n' && i+1 < len(b) && b[i+1] == '\n':
			return -1
		default:
			i++
		}
	}
	return -1
}

// blank overwrites a range with spaces and keeps its lines.
func blank(b []byte, start, end int) {
	for i := max(start, 0); i < min(end, len(b)); i++ {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
}
