package expr

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"candor/internal/diag"
	"candor/internal/toml/quoted"

	"cel.dev/cel-go/common"
)

// The ids of what can be wrong with an expression.
const (
	badExpression = "bad-expression"
	enumValue     = "enum-value"
)

// explainer turns CEL's messages into the words of authors, at the exact place.
type explainer struct {
	p      *provider
	src    quoted.Part
	known  []string
	missed []miss
}

// list explains errors. What follows from a slip of the pen is left out: only
// the first syntax error of an expression is told.
func (x *explainer) list(errs []*common.Error) diag.List {
	var out diag.List
	skip := 0
	for _, e := range errs {
		at := x.src.Offset(e.Location.Line(), e.Location.Column())
		undeclared := undeclaredForm.MatchString(e.Message)
		if undeclared && at < skip {
			continue // the x of a misspelt exists(x, …)
		}
		if undeclared && strings.HasPrefix(x.src.String()[at:], "(") {
			skip = at + callLength(x.src.String()[at:])
		}
		d := x.explain(e.Message, at)
		d.ID = badExpression
		out = append(out, d)
		if strings.HasPrefix(e.Message, "Syntax error") {
			break
		}
	}
	return out
}

var (
	undeclaredForm = regexp.MustCompile(`^undeclared reference to '([^']*)'`)
	undefinedForm  = regexp.MustCompile(`^undefined field '([^']*)'`)
	selectionForm  = regexp.MustCompile(`^type '(.*)' does not support field selection`)
	overloadForm   = regexp.MustCompile(`^found no matching overload for '([^']*)' applied to '(.*)'`)
	mismatchForm   = regexp.MustCompile(`^expected type '(.*)' but found '(.*)'`)
	rangeForm      = regexp.MustCompile(`^expression of type '(.*)' cannot be range`)
	reservedForm   = regexp.MustCompile(`^reserved identifier: (.*)`)
)

// explain recognises a message of CEL by its form. What it does not recognise
// is told as it is: a version of CEL with other words loses style, not facts.
func (x *explainer) explain(message string, at int) diag.Diagnostic {
	form := func(r *regexp.Regexp) []string { return r.FindStringSubmatch(message) }
	switch {
	case strings.Contains(message, "recursion limit"), strings.Contains(message, "size exceeds"):
		return x.at(0, len(x.src.String()), "split it into several rules", "the expression is too long or nested too deep")
	case strings.HasPrefix(message, "Syntax error"):
		return x.syntax(message, at)
	case form(undeclaredForm) != nil:
		return x.undeclared(form(undeclaredForm)[1], at)
	case form(undefinedForm) != nil:
		return x.undefined(form(undefinedForm)[1], at)
	case form(selectionForm) != nil:
		return x.selection(form(selectionForm)[1], at)
	case form(overloadForm) != nil:
		m := form(overloadForm)
		return x.overload(m[1], m[2], at)
	case form(mismatchForm) != nil:
		m := form(mismatchForm)
		return x.token(at, "", "this must be %s, but it is %s", x.words(m[1]), x.words(m[2]))
	case form(rangeForm) != nil:
		return x.token(at, "", "%s has no elements to go through", x.words(form(rangeForm)[1]))
	case form(reservedForm) != nil:
		return x.token(at, "", "`%s` is a word that expressions keep for themselves", form(reservedForm)[1])
	case strings.HasPrefix(message, "invalid argument to has()"):
		return x.token(at, "has(self.field) asks whether a field is there", "`has` needs a field, such as has(self.title)")
	case strings.Contains(message, "is not an identifier"), strings.Contains(message, "must be a simple name"):
		return x.token(at, "", "a plain name for the element belongs here, as in list.exists(x, x > 1)")
	}
	return x.token(at, "", "%s", lower(message))
}

// at makes a diagnostic for a part of the source.
func (x *explainer) at(start, end int, hint, format string, args ...any) diag.Diagnostic {
	return diag.Diagnostic{Span: x.src.Sub(start, end), Hint: hint, Message: fmt.Sprintf(format, args...)}
}

// token makes a diagnostic for the word or sign at an offset.
func (x *explainer) token(at int, hint, format string, args ...any) diag.Diagnostic {
	start, end := extent(x.src.String(), at)
	return x.at(start, end, hint, format, args...)
}

// undeclared explains a name that is no variable and no function.
func (x *explainer) undeclared(name string, at int) diag.Diagnostic {
	start, end := x.name(name, at)
	last := name[strings.LastIndexByte(name, '.')+1:]
	message := fmt.Sprintf("`%s` is not known here", last)
	if hint := elsewhere[last]; hint != "" {
		return x.at(start, end, hint, "%s", message)
	}
	if near, ok := diag.Nearest(last, x.known); ok && near != last {
		message += fmt.Sprintf("; did you mean `%s`?", near)
		return x.at(start, end, "", "%s", message)
	}
	hint := "known are " + strings.Join(x.variables(), ", ") + " and the name of every type"
	return x.at(start, end, hint, "%s", message)
}

// elsewhere says why a variable that exists is not known in some expressions.
var elsewhere = map[string]string{
	Self:     "what is for the site has no record of its own; name a type in `for`",
	It:       "it is an element of `each`, and there is no each",
	Evidence: "e is a piece of evidence; it is known in `counts`, `elsewhere` and `dated`",
	From:     "only commitments are in force from one day until another",
	Until:    "only commitments are in force from one day until another",
}

// variables returns the variables that the expression may use.
func (x *explainer) variables() []string {
	var out []string
	for _, name := range x.known {
		for _, r := range reserved {
			if name == r {
				out = append(out, name)
			}
		}
	}
	return out
}

// name finds a name that stands at an offset or shortly before it: CEL puts
// calls at their parenthesis.
func (x *explainer) name(name string, at int) (start, end int) {
	text := x.src.String()
	last := name[strings.LastIndexByte(name, '.')+1:]
	if strings.HasPrefix(text[at:], last) {
		return at, at + len(last)
	}
	if i := strings.LastIndex(text[:at], last); i >= 0 {
		return i, i + len(last)
	}
	return at, at + tokenLength(text[at:])
}

// undefined explains a field that a record or table does not have.
func (x *explainer) undefined(name string, at int) diag.Diagnostic {
	start := at
	if i := strings.Index(x.src.String()[at:], name); i >= 0 {
		start = at + i
	}
	for i, m := range x.missed {
		if m.name != name {
			continue
		}
		x.missed = append(x.missed[:i:i], x.missed[i+1:]...)
		message := fmt.Sprintf("%s has no field `%s`", m.typ.name, name)
		if near, ok := diag.Nearest(name, m.typ.names()); ok {
			return x.at(start, start+len(name), "", "%s; did you mean `%s`?", message, near)
		}
		return x.at(start, start+len(name), "it has "+strings.Join(m.typ.names(), ", "), "%s", message)
	}
	return x.at(start, start+len(name), "", "there is no field `%s`", name)
}

// selection explains a field of something that has none.
func (x *explainer) selection(typ string, at int) diag.Diagnostic {
	hint := ""
	if strings.HasPrefix(typ, "list(") {
		hint = "ask about its elements: .exists(x, …), .all(x, …), .filter(x, …)"
	}
	start := at + 1 // behind the dot
	return x.at(start, start+tokenLength(x.src.String()[min(start, len(x.src.String())):]), hint, "%s has no fields", x.words(typ))
}

// lower puts a sentence of CEL into the style of diagnostics.
func lower(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return strings.ToLower(string(r)) + strings.TrimSuffix(s[n:], ".")
}
