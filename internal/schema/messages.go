package schema

import (
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema/format"
	"candor/internal/toml"
	"candor/internal/wording"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// explainer says what is wrong with a value, in the author's words.
type explainer struct{ *subject }

// explain puts a refusal of the library into the author's words.
func (e explainer) explain(q problem) verdict {
	name, v, f := e.name(q.at), e.written(q.at), e.field(q.at)
	switch k := q.kind.(type) {
	case *kind.Type:
		return e.wrongType(q.at, v, f)
	case *kind.Enum:
		return e.notAmong(q.at, v, k.Want)
	case *kind.Const:
		return e.notAmong(q.at, v, []any{k.Want})
	case *kind.Format:
		return e.badFormat(q.at, v, k)
	case *kind.Pattern:
		return verdict{id: catalog.PatternMismatch, message: name + " does not have the form wanted here: " + describe(v), hint: formHint(f, k.Want)}
	case *kind.MinItems:
		return verdict{id: catalog.TooFewItems, message: name + " holds " + wording.Counted(k.Got, "item") + ", and at least " + wording.Number(float64(k.Want)) + " must be there", hint: "add what is missing"}
	case *kind.MaxItems:
		return verdict{id: catalog.TooManyItems, message: name + " holds " + wording.Counted(k.Got, "item") + ", and at most " + wording.Number(float64(k.Want)) + " may be there", hint: "keep those that matter most"}
	case *kind.UniqueItems:
		return verdict{id: catalog.NotUnique, message: describe(v) + " stands in " + wording.Quote(e.last(q.at)) + " twice", hint: "keep one of them"}
	case *kind.FalseSchema:
		return verdict{id: catalog.SchemaCondition, message: name + " cannot stand here", hint: "remove it"}
	}
	return outOfRange(name, q)
}

// outOfRange tells of limits. Numbers are printed as people write them.
func outOfRange(name string, q problem) verdict {
	out := verdict{id: catalog.ValueOutOfRange}
	limit := func(words string, want, got *big.Rat) {
		out.message = name + " must be " + words + " " + plainNumber(want) + ", and it is " + plainNumber(got)
		out.hint = "look the figure up again; signs and zeros slip in easily"
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
			out.message = name + " has more than " + wording.Counted(n, "decimal") + ": " + plainNumber(k.Got)
			got, _ := k.Got.Float64()
			out.hint = "round it: " + strconv.FormatFloat(math.Round(got/step)*step, 'f', n, 64)
		} else {
			out.message = name + " must be a multiple of " + plainNumber(k.Want) + ", and it is " + plainNumber(k.Got)
		}
	case *kind.MinLength:
		out.message = name + " is " + wording.Counted(k.Got, "character") + " long, and must be at least " + wording.Number(float64(k.Want))
		if k.Got == 0 {
			out.message, out.hint = name+" is empty", "fill it in or remove the line"
		}
	case *kind.MaxLength:
		out.message = name + " is " + wording.Counted(k.Got, "character") + " long, and may be at most " + wording.Number(float64(k.Want))
		out.hint = "shorten it"
	default:
		out = verdict{id: catalog.SchemaCondition, message: name + " is not as its type wants it"}
	}
	return out
}

// plainNumber prints a number without an exponent.
func plainNumber(r *big.Rat) string {
	if r == nil {
		return "no number"
	}
	f, _ := r.Float64()
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// notAmong tells of a word that is not among those allowed. Only a single near
// miss gets a fix.
func (e explainer) notAmong(at []string, v any, allowed []any) verdict {
	out := verdict{id: catalog.EnumValue, message: e.name(at) + " cannot be " + describe(v)}
	out.hint = "write " + choices(allowed)
	s, ok := v.(string)
	if !ok {
		return out
	}
	meant := diag.Near(s, words(allowed))
	if len(meant) > 0 {
		out.hint = "did you mean " + wording.Quote(meant[0]) + "?"
	}
	if len(meant) == 1 {
		out.fixes = e.replace(at, wording.Quote(meant[0]))
	}
	return out
}

// words returns the texts among the values of an enum.
func words(values []any) []string {
	var out []string
	for _, v := range values {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// choices lists the values of an enum as they are written.
func choices(values []any) string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		out = append(out, Literal(FromJSON(v), nil))
	}
	return wording.ShortList(out, "or")
}

// badFormat tells what the text should be, with an example unless the format
// knows better what is wrong.
func (e explainer) badFormat(at []string, v any, k *kind.Format) verdict {
	f := format.Of(k.Want)
	out := verdict{id: catalog.BadFormat, message: e.name(at) + " must be " + f.What + ", not " + describe(v), hint: "write it like " + f.Example}
	if text, ok := v.(string); ok && format.IsDate(k.Want) {
		e.otherDate(&out, at, text, f)
	}
	if wrong, ok := k.Err.(*format.Error); ok {
		if id, ok := strings.CutPrefix(e.chain(at), "eip155:"); ok && wrong.Instead != "" {
			right, _ := format.ChecksumAddress(wrong.Instead, id)
			wrong = &format.Error{Hint: strings.Replace(wrong.Hint, wrong.Instead, right, 1), Instead: right}
		}
		out.hint = wrong.Hint
		if wrong.Instead != "" {
			out.message = e.name(at) + " lacks its checksum"
			out.fixes = e.replace(at, wording.Quote(wrong.Instead))
		}
	}
	return out
}

// otherDate says how to write a date that was written in another form, if that
// is as exact as the field wants it.
func (e explainer) otherDate(out *verdict, at []string, text string, f format.Format) {
	hint, instead := toml.Meant(text)
	if hint == "" {
		return
	}
	for _, r := range toml.Readings(text) {
		if f.Check(r) != nil {
			return
		}
	}
	out.hint = hint
	if instead != "" {
		if out.fixes = e.replace(at, instead); len(out.fixes) > 0 {
			out.fixes[0].Certain = true
		}
	}
}

var anchors = regexp.MustCompile(`^\^|\$$`)

// formHint shows the form that a pattern wants by an example, else the pattern.
func formHint(f *Field, pattern string) string {
	if f != nil {
		if e := f.Sample(); e != nil {
			return "write it like " + Literal(e, f)
		}
	}
	return "the form is " + anchors.ReplaceAllString(pattern, "")
}

// decimals returns how many decimals a step such as 0.000001 allows, or -1.
func decimals(step float64) int {
	s := strconv.FormatFloat(step, 'f', -1, 64)
	if digits, ok := strings.CutPrefix(s, "0."); ok && strings.Trim(digits, "0") == "1" && strings.HasSuffix(digits, "1") {
		return len(digits)
	}
	return -1
}
