package rule

import (
	"math"
	"strconv"
	"strings"

	"candor/internal/diag"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// template is a text with holes: "{self.label} is late". Two braces stand for
// one.
type template struct {
	texts []string // one more than holes
	holes []*expr
}

// template compiles a text with holes.
func (c *compiler) template(key string, q *quoted, vars variables) (*template, diag.List, error) {
	t := &template{}
	var diags diag.List
	var text strings.Builder
	for i := 0; i < len(q.text); {
		ch := q.text[i]
		switch {
		case (ch == '{' || ch == '}') && strings.HasPrefix(q.text[i+1:], string(ch)):
			text.WriteByte(ch)
			i += 2
		case ch == '{':
			n := holeLength(q.text[i:])
			if n == 0 {
				diags.Errorf(badExpression, q.sub(i, i+1), "for a brace that is meant as such, write {{", "the hole that begins here never ends")
				return nil, diags, nil
			}
			e, l, err := c.compile(key, part{q, i + 1, i + n - 1}, vars, wantText)
			if err != nil {
				return nil, nil, err
			}
			diags = append(diags, l...)
			t.texts, t.holes = append(t.texts, text.String()), append(t.holes, e)
			text.Reset()
			i += n
		default:
			text.WriteByte(ch)
			i++
		}
	}
	t.texts = append(t.texts, text.String())
	if len(diags) > 0 {
		return nil, diags, nil
	}
	return t, nil, nil
}

// holeLength returns the length of the hole that s begins with, or 0 where it
// never ends. Braces in the texts of its expression do not count.
func holeLength(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case '\'', '"':
			i += stringLength(s[i:]) - 1
		}
	}
	return 0
}

// render fills the holes.
func (t *template) render(ev *evaluation) (string, error) {
	if t == nil {
		return "", nil
	}
	var out strings.Builder
	for i, hole := range t.holes {
		out.WriteString(t.texts[i])
		v, err := ev.eval(hole)
		if err != nil {
			return "", err
		}
		out.WriteString(show(v))
	}
	out.WriteString(t.texts[len(t.texts)-1])
	// What comes from a record may hold line feeds; a message is one line.
	return strings.Join(strings.Fields(out.String()), " "), nil
}

// show prints a value as people read it.
func show(v ref.Val) string {
	switch v := v.(type) {
	case types.String:
		return string(v)
	case types.Double:
		return money(float64(v))
	case types.Int:
		return strconv.FormatInt(int64(v), 10)
	case types.Bool:
		return strconv.FormatBool(bool(v))
	case *date:
		return v.Text
	case *object:
		if v.isRecord() {
			return v.rec.Label()
		}
		return "a table"
	case traits.Lister:
		items := elements(v)
		texts := make([]string, len(items))
		for i, e := range items {
			texts[i] = show(e)
		}
		return strings.Join(texts, ", ")
	case types.Null:
		return "nothing"
	}
	return "unknown"
}

// money prints a number with thousands separators and no trailing zeros.
func money(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "unknown"
	}
	text := strconv.FormatFloat(math.Abs(v), 'f', 6, 64)
	text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	whole, rest, _ := strings.Cut(text, ".")
	var out strings.Builder
	if v < 0 && text != "0" {
		out.WriteByte('-')
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			out.WriteByte(',')
		}
		out.WriteRune(digit)
	}
	if rest != "" {
		out.WriteString("." + rest)
	}
	return out.String()
}
