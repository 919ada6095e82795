package schema

import (
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"candor/internal/diag"
	"candor/internal/toml"
)

// finding is a diagnostic in the making.
type finding struct {
	id, message, hint string
	fixes             []diag.Fix
	related           []diag.Related
}

// leaf reports what a field itself refuses. Unknown are the misspelt fields of
// the same table.
func (p *pass) leaf(q problem, unknown []string) {
	if k, ok := q.kind.(*kind.Required); ok {
		p.missing(q.at, k.Missing, unknown, func(name string) finding {
			return finding{id: "missing-field", message: quote(name) + " is missing" + p.inTable(q.at)}
		})
		return
	}
	if k, ok := q.kind.(*kind.UniqueItems); ok {
		q.at = append(slices.Clone(q.at), strconv.Itoa(k.Duplicates[1]))
	}
	if f := p.explain(q); f.id != "" {
		p.report(q.at, f)
	}
}

func (p *pass) inTable(at []string) string {
	if len(at) == 0 {
		return ""
	}
	return " in " + quote(dotted(at))
}

// missing reports fields that are absent, at their table. One that is only
// misspelt is reported as unknown already.
func (p *pass) missing(at, names, unknown []string, tell func(name string) finding) {
	table := p.field(at)
	if table == nil {
		return
	}
	for _, name := range names {
		if name == "id" && len(at) == 0 && p.base == "" {
			continue // the name of the file
		}
		if misspelt(name, unknown) {
			continue
		}
		where := append(slices.Clone(at), name)
		f := tell(name)
		if g := table.names[name]; f.hint == "" && g != nil {
			f.hint = "add " + strings.ReplaceAll(exampleLine(g, dotted(at)), "\n", " and below it ")
		}
		p.add(pointerOf(where), diag.Diagnostic{ID: f.id, Span: p.valueSpan(at), Message: f.message, Hint: f.hint, Related: f.related})
	}
}

func misspelt(name string, unknown []string) bool {
	return slices.ContainsFunc(unknown, func(u string) bool { return slices.Contains(near(u, []string{name}), name) })
}

// explain puts a refusal of the library into the author's words.
func (p *pass) explain(q problem) finding {
	name, v, f := p.name(q.at), p.written(q.at), p.field(q.at)
	switch k := q.kind.(type) {
	case *kind.Type:
		return p.wrongType(q.at, v, f)
	case *kind.Enum:
		return p.notAmong(q.at, v, texts(k.Want))
	case *kind.Const:
		return p.notAmong(q.at, v, texts([]any{k.Want}))
	case *kind.Format:
		return p.badFormat(q.at, v, k)
	case *kind.Pattern:
		return finding{id: "pattern-mismatch", message: name + " does not have the form wanted here: " + describe(v), hint: formHint(f, k.Want)}
	case *kind.MinItems:
		return finding{id: "too-few-items", message: name + " holds " + count(k.Got, "item") + ", and at least " + strconv.Itoa(k.Want) + " must be there"}
	case *kind.MaxItems:
		return finding{id: "too-many-items", message: name + " holds " + count(k.Got, "item") + ", and at most " + strconv.Itoa(k.Want) + " may be there"}
	case *kind.UniqueItems:
		return finding{id: "not-unique", message: describe(v) + " stands in " + quote(p.last(q.at)) + " twice", hint: "keep one of them"}
	case *kind.FalseSchema:
		return finding{id: "schema-condition", message: name + " cannot stand here", hint: "remove it"}
	}
	return outOfRange(name, q)
}

func outOfRange(name string, q problem) finding {
	out := finding{id: "value-out-of-range"}
	limit := func(words string, want, got *big.Rat) {
		out.message = name + " must be " + words + " " + plainNumber(want) + ", and it is " + plainNumber(got)
	}
	switch k := q.kind.(type) {
	case *kind.Minimum:
		limit("at least", k.Want, k.Got)
	case *kind.Maximum:
		limit("at most", k.Want, k.Got)
	case *kind.ExclusiveMinimum:
		limit("more than", k.Want, k.Got)
	case *kind.ExclusiveMaximum:
		limit("less than", k.Want, k.Got)
	case *kind.MultipleOf:
		step, _ := k.Want.Float64()
		if n := decimals(step); n > 0 {
			out.message = name + " has more than " + count(n, "decimal") + ": " + plainNumber(k.Got)
		} else {
			out.message = name + " must be a multiple of " + plainNumber(k.Want) + ", and it is " + plainNumber(k.Got)
		}
	case *kind.MinLength:
		out.message = name + " is " + count(k.Got, "character") + " long, and must be at least " + strconv.Itoa(k.Want)
		if k.Got == 0 {
			out.message, out.hint = name+" is empty", "fill it in or remove the line"
		}
	case *kind.MaxLength:
		out.message = name + " is " + count(k.Got, "character") + " long, and may be at most " + strconv.Itoa(k.Want)
		out.hint = "shorten it"
	default:
		out = finding{id: "schema-condition", message: name + " is not as its type wants it"}
	}
	return out
}

func plainNumber(r *big.Rat) string {
	if r == nil {
		return "no number"
	}
	f, _ := r.Float64()
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func (p *pass) notAmong(at []string, v any, allowed []string) finding {
	out := finding{id: "enum-value", message: p.name(at) + " cannot be " + describe(v)}
	s, ok := v.(string)
	if !ok {
		out.hint = "write " + list(allowed, "or")
		return out
	}
	out.hint = didYouMean(s, allowed, "write ")
	if meant := near(s, allowed); len(meant) == 1 {
		out.fixes = p.replace(at, quote(meant[0]))
	}
	return out
}

func texts(values []any) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = literal(fromJSON(v), nil)
		if s, ok := v.(string); ok {
			out[i] = s
		}
	}
	return out
}

func (p *pass) badFormat(at []string, v any, k *kind.Format) finding {
	f := formats[k.Want]
	out := finding{id: "bad-format", message: p.name(at) + " must be " + f.what + ", not " + describe(v), hint: "write it like " + f.example}
	if e, ok := k.Err.(*formatError); ok {
		out.hint = e.hint
		if e.instead != "" {
			out.message = p.name(at) + " lacks its checksum"
			out.fixes = p.replace(at, quote(e.instead))
		}
	}
	return out
}

var anchors = regexp.MustCompile(`^\^|\$$`)

// formHint shows the form that a pattern wants by an example, else the pattern.
func formHint(f *Field, pattern string) string {
	if f != nil {
		if e := f.sample(); e != nil {
			return "write it like " + literal(e, f)
		}
	}
	return "the form is " + anchors.ReplaceAllString(pattern, "")
}

// wrongType says what a field wants, and how to write the value that way.
func (p *pass) wrongType(at []string, v any, f *Field) finding {
	if f == nil {
		return finding{}
	}
	out := finding{id: "wrong-type", message: p.name(at) + " must be " + wants(f) + ", not " + describe(v)}
	key := p.last(at)
	switch {
	case f.Kind == Table && isList(v):
		out.hint = "write [" + key + "] for one table; [[" + key + "]] makes a list of them"
	case f.Kind == List && f.Items != nil && f.Items.Kind == Table && isTable(v):
		out.hint = "write [[" + key + "]], with two brackets, for each table of the list"
	case f.Kind == List && !isTable(v):
		out.hint, out.fixes = p.rewrite(at, "put it in brackets", "["+literal(v, nil)+"]")
	case f.Kind == String && !isTable(v) && !isList(v), f.Kind == Date && isNumber(v):
		out.hint, out.fixes = p.rewrite(at, "quote it", quote(strings.Trim(literal(v, nil), `"`)))
	default:
		out.hint, out.fixes = p.unquoted(at, v, f)
	}
	return out
}

func (p *pass) rewrite(at []string, why, text string) (string, []diag.Fix) {
	return why + ": " + p.last(at) + " = " + text, p.replace(at, text)
}

// unquoted is the advice where text stands that reads as the value wanted.
func (p *pass) unquoted(at []string, v any, f *Field) (string, []diag.Fix) {
	s, ok := v.(string)
	digits := strings.ReplaceAll(s, "_", "")
	_, numberErr := strconv.ParseFloat(digits, 64)
	_, wholeErr := strconv.ParseInt(digits, 10, 64)
	switch {
	case ok && (f.Kind == Number && numberErr == nil || f.Kind == Integer && wholeErr == nil || f.Kind == Bool && (s == "true" || s == "false")):
		if plainLiteral.MatchString(s) {
			return p.rewrite(at, "take the quotes away", s)
		}
	case f.Kind == Table && len(at) > 1 && f.Pointer != "" && strings.HasSuffix(f.Pointer, "/*"):
		f = p.field(at[:len(at)-1])
		return "write it like " + strings.ReplaceAll(exampleLine(f, dotted(at[:max(len(at)-2, 0)])), "\n", " and below it "), nil
	case f.Kind == Table || f.Kind == List:
		return "write it like " + strings.ReplaceAll(exampleLine(f, dotted(at[:max(len(at)-1, 0)])), "\n", " and below it "), nil
	}
	return "write it like " + strings.ReplaceAll(exampleLine(f, ""), "\n", " "), nil
}

// plainLiteral matches what means the same number or truth in TOML.
var plainLiteral = regexp.MustCompile(`^(true|false|-?(0|[1-9](_?[0-9])*)(\.[0-9](_?[0-9])*)?)$`)

func isList(v any) bool  { _, ok := v.([]any); return ok }
func isTable(v any) bool { _, ok := v.(map[string]any); return ok }

func isNumber(v any) bool {
	switch v.(type) {
	case int64, float64:
		return true
	}
	return false
}

// wants names the kind of a field.
func wants(f *Field) string {
	switch f.Kind {
	case Integer:
		return "a whole number"
	case Number:
		return "a number"
	case Bool:
		return "true or false"
	case Date:
		return formats[f.Format].what
	case List:
		if f.Items != nil && f.Items.Kind == Table {
			return "a list of tables"
		}
		return "a list"
	case Table:
		return "a table"
	}
	return "text"
}

// describe names a value as it was written.
func describe(v any) string {
	switch v := v.(type) {
	case string:
		if utf8.RuneCountInString(v) > 40 {
			v = string([]rune(v)[:40]) + "…"
		}
		return quote(strings.Join(strings.Fields(v), " "))
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return literal(v, nil)
		}
		return "the number " + literal(v, nil)
	case int64:
		return "the number " + literal(v, nil)
	case bool:
		return strconv.FormatBool(v)
	case toml.Date:
		return "the date " + v.Text
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return "nothing"
}
