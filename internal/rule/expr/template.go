package expr

import (
	"strings"

	"candor/internal/diag"
	"candor/internal/rule/explain"
	"candor/internal/toml/quoted"
)

// Template is a text with holes: "{self.label} is late". Two braces are one. Nil
// is the text of a key that is absent.
type Template struct {
	source string
	texts  []string // one more than holes
	holes  []*Program
}

// String returns the template as it was written; that of nil is empty.
func (t *Template) String() string {
	if t == nil {
		return ""
	}
	return t.source
}

// Template compiles the text with holes of a key. A mistake gives diagnostics,
// and a template that must not be rendered, as without vars. The error is a bug of
// ours.
func (e *Env) Template(key string, q *quoted.Text, vars *Variables) (*Template, diag.List, error) {
	t := &Template{source: q.String()}
	if vars == nil {
		return t, nil, nil
	}
	var diags diag.List
	var fixed strings.Builder
	for i := 0; i < len(t.source); {
		ch := t.source[i]
		switch {
		case (ch == '{' || ch == '}') && strings.HasPrefix(t.source[i+1:], string(ch)):
			fixed.WriteByte(ch)
			i += 2
		case ch == '{':
			n := holeLength(t.source[i:])
			if n == 0 {
				diags.Errorf(explain.BadExpression, q.Sub(i, i+1), "for a brace that is meant as such, write {{", "the hole that begins here never ends")
				return t, diags, nil
			}
			p, more, err := e.Compile(key, q.Part(i+1, i+n-1), vars, wantText)
			if err != nil {
				return nil, nil, err
			}
			diags = append(diags, more...)
			t.texts, t.holes = append(t.texts, fixed.String()), append(t.holes, p)
			fixed.Reset()
			i += n
		default:
			fixed.WriteByte(ch)
			i++
		}
	}
	t.texts = append(t.texts, fixed.String())
	return t, diags, nil
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
			i += explain.StringLength(s[i:]) - 1
		}
	}
	return 0
}

// Render fills the holes of a template. What comes from a record may hold line
// feeds; the result is one line. Errors are those of Eval.
func (ev *Evaluation) Render(t *Template) (string, error) {
	if t == nil {
		return "", nil
	}
	var out strings.Builder
	for i, hole := range t.holes {
		out.WriteString(t.texts[i])
		v, err := ev.Eval(hole)
		if err != nil {
			return "", err
		}
		out.WriteString(v.String())
	}
	out.WriteString(t.texts[len(t.texts)-1])
	return strings.Join(strings.Fields(out.String()), " "), nil
}
