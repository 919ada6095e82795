package schema

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema/format"
	"candor/internal/toml"
	"candor/internal/wording"
)

// wrongType says what a field wants, and how to write the value that way.
func (e explainer) wrongType(at []string, v any, f *Field) verdict {
	if f == nil {
		return verdict{}
	}
	out := verdict{id: catalog.WrongType, message: e.name(at) + " must be " + Wants(f) + ", not " + describe(v)}
	key := e.last(at)
	switch {
	case f.Kind == Table && isList(v):
		out.hint = "write [" + key + "] for one table; [[" + key + "]] makes a list of them"
	case f.Kind == List && f.Items != nil && f.Items.Kind == Table && isTable(v):
		out.hint = "write [[" + key + "]], with two brackets, for each table of the list"
	case f.Kind == List && strings.Contains(text(v), ", "):
		items := strings.Split(text(v), ",")
		for i, item := range items {
			items[i] = wording.Quote(strings.TrimSpace(item))
		}
		out.hint, _ = e.rewrite(at, "put each in quotes and all in brackets", "["+strings.Join(items, ", ")+"]")
	case f.Kind < List && len(elements(v)) == 1 && !isTable(elements(v)[0]) && !isList(elements(v)[0]):
		out.hint, out.fixes = e.rewrite(at, "take the brackets away", Literal(elements(v)[0], f))
	case f.Kind == List && !isTable(v):
		out.hint, out.fixes = e.rewrite(at, "put it in brackets", "["+Literal(v, nil)+"]")
	case f.Kind == String && !isTable(v) && !isList(v), f.Kind == Date && isNumber(v):
		out.hint, out.fixes = e.rewrite(at, "quote it", wording.Quote(strings.Trim(Literal(v, nil), `"`)))
	default:
		out.hint, out.fixes = e.unquoted(at, v, f)
	}
	return out
}

// unquoted is the advice where text stands that reads as the value wanted.
func (e explainer) unquoted(at []string, v any, f *Field) (string, []diag.Fix) {
	s, ok := v.(string)
	digits := strings.ReplaceAll(s, "_", "")
	_, numberErr := strconv.ParseFloat(digits, 64)
	_, wholeErr := strconv.ParseInt(digits, 10, 64)
	switch {
	case ok && (f.Kind == Number && numberErr == nil || f.Kind == Integer && wholeErr == nil || f.Kind == Bool && (s == "true" || s == "false")):
		if plainLiteral.MatchString(s) {
			return e.rewrite(at, "take the quotes away", s)
		}
	case ok && (f.Kind == Number || f.Kind == Integer) && grouped.MatchString(s):
		return "take away the quotes and what is no digit: " + e.last(at) + " = " + strings.NewReplacer(",", "", " ", "", "$", "", "€", "").Replace(s), nil
	case f.Kind == Table && len(at) > 1 && f.Pointer != "" && strings.HasSuffix(f.Pointer, "/*"):
		f = e.field(at[:len(at)-1])
		return "write it like " + strings.ReplaceAll(ExampleLine(f, dotted(at[:max(len(at)-2, 0)])), "\n", " and below it "), nil
	case f.Kind == Table || f.Kind == List:
		return "write it like " + strings.ReplaceAll(ExampleLine(f, dotted(at[:max(len(at)-1, 0)])), "\n", " and below it "), nil
	}
	return "write it like " + strings.ReplaceAll(ExampleLine(f, ""), "\n", " "), nil
}

// grouped matches a number as people write it, in thousands or with a sign.
var grouped = regexp.MustCompile(`^[$€]? ?\d{1,3}([, ]?\d{3})*(\.\d+)?$`)

// plainLiteral matches what means the same number or truth in TOML.
var plainLiteral = regexp.MustCompile(`^(true|false|-?(0|[1-9](_?[0-9])*)(\.[0-9](_?[0-9])*)?)$`)

// text and elements return what a text or a list holds, nothing of other values.
func text(v any) string    { s, _ := v.(string); return s }
func elements(v any) []any { l, _ := v.([]any); return l }

func isList(v any) bool  { _, ok := v.([]any); return ok }
func isTable(v any) bool { _, ok := v.(map[string]any); return ok }

// isNumber, isList and isTable tell the kinds of what was written.
func isNumber(v any) bool {
	switch v.(type) {
	case int64, float64:
		return true
	}
	return false
}

// Wants names the kind of a field.
func Wants(f *Field) string {
	switch f.Kind {
	case Integer:
		return "a whole number"
	case Number:
		return "a number"
	case Bool:
		return "true or false"
	case Date:
		return format.Of(f.Format).What
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
		return wording.Quote(strings.Join(strings.Fields(v), " "))
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return Literal(v, nil)
		}
		return "the number " + Literal(v, nil)
	case int64:
		return "the number " + Literal(v, nil)
	case bool:
		return strconv.FormatBool(v)
	case toml.Date:
		if v.Local {
			return "the local time " + v.Text
		}
		return "the date " + v.Text
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return "nothing"
}
