// Package explain tells authors what is wrong with an expression: it turns the
// messages of CEL into their own words, at the exact place.
package explain

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/toml/quoted"
)

// BadExpression is the id of the diagnostics.
const BadExpression = catalog.BadExpression

// Expression is an expression that CEL refuses, and what is known of it.
type Expression struct {
	Source quoted.Part
	Types  Types

	// Known are all names that it may use; Variables are those of them that
	// stand for a value of their own.
	Known, Variables []string

	Missed []Missed                     // in the order in which CEL asked for them
	Usage  map[string]string            // how a function is called, by its name
	Hints  map[string]string            // where a variable is known, by its name
	Symbol func(function string) string // how an operator is written, by its function; "" for none
}

// Missed is a field that an expression asked for and that its type does not have.
type Missed struct {
	Type  *Type
	Field string
	Known []string // the fields that it has
}

// Message is what CEL says is wrong, and where: the line from 1, the column in
// characters from 0.
type Message struct {
	Text         string
	Line, Column int
}

// Diagnostics explains messages. What follows from a slip of the pen is left out:
// only the first syntax error of an expression is told.
func (x *Expression) Diagnostics(messages []Message) diag.List {
	var out diag.List
	skip := 0
	for i, m := range messages {
		at := x.Source.Offset(m.Line, m.Column)
		undeclared := undeclaredForm.MatchString(m.Text)
		if undeclared && (at < skip || i+1 < len(messages) && strings.HasPrefix(m.Text, "undeclared reference to 'cel'")) {
			continue // the x of a misspelt exists(x, …), the cel of a misspelt cel.bind
		}
		if undeclared && strings.HasPrefix(x.Source.String()[at:], "(") {
			skip = at + callLength(x.Source.String()[at:])
		}
		d := x.explain(m.Text, at)
		d.ID = BadExpression
		out = append(out, d)
		if strings.HasPrefix(m.Text, "Syntax error") {
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
func (x *Expression) explain(message string, at int) diag.Diagnostic {
	form := func(r *regexp.Regexp) []string { return r.FindStringSubmatch(message) }
	switch {
	case strings.Contains(message, "recursion limit"), strings.Contains(message, "size exceeds"):
		return x.at(0, len(x.Source.String()), "split it into several rules", "the expression is too long or nested too deep")
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
		return x.token(at, "", "this must be %s, but it is %s", x.Types.Words(m[1]), x.Types.Words(m[2]))
	case form(rangeForm) != nil:
		return x.token(at, "", "%s has no elements to go through", x.Types.Words(form(rangeForm)[1]))
	case form(reservedForm) != nil:
		return x.token(at, "", "`%s` is a word that expressions keep for themselves", form(reservedForm)[1])
	case strings.HasPrefix(message, "invalid argument to has()"):
		return x.token(at, "has(self.field) asks whether a field is there", "`has` needs a field, such as has(self.title)")
	case strings.HasPrefix(message, "cel.bind()"):
		return x.token(at, "", "a plain name belongs here: %s", x.Usage["bind"])
	case strings.Contains(message, "is not an identifier"), strings.Contains(message, "must be a simple name"):
		return x.token(at, "", "a plain name for the element belongs here, as in list.exists(x, x > 1)")
	}
	return x.token(at, "", "%s", lower(message))
}

// at makes a diagnostic for a part of the source.
func (x *Expression) at(start, end int, hint, format string, args ...any) diag.Diagnostic {
	return diag.Diagnostic{Span: x.Source.Sub(start, end), Hint: hint, Message: fmt.Sprintf(format, args...)}
}

// token makes a diagnostic for the word or sign at an offset.
func (x *Expression) token(at int, hint, format string, args ...any) diag.Diagnostic {
	start, end := Extent(x.Source.String(), at)
	return x.at(start, end, hint, format, args...)
}

// undeclared explains a name that is neither a variable nor a function.
func (x *Expression) undeclared(name string, at int) diag.Diagnostic {
	start, end := x.name(name, at)
	last := name[strings.LastIndexByte(name, '.')+1:]
	message := fmt.Sprintf("`%s` is not known here", last)
	if hint := x.Hints[last]; hint != "" {
		return x.at(start, end, hint, "%s", message)
	}
	if use := x.Usage[last]; use != "" {
		return x.at(start, end, "write "+use, "%s", message)
	}
	if near, ok := diag.Nearest(last, x.Known); ok && near != last {
		message += fmt.Sprintf("; did you mean `%s`?", near)
		return x.at(start, end, "", "%s", message)
	}
	hint := "known are " + strings.Join(x.Variables, ", ") + " and the name of every type"
	return x.at(start, end, hint, "%s", message)
}

// name finds a name at an offset or shortly before it: CEL puts calls at their
// parenthesis.
func (x *Expression) name(name string, at int) (start, end int) {
	text := x.Source.String()
	last := name[strings.LastIndexByte(name, '.')+1:]
	if strings.HasPrefix(text[at:], last) {
		return at, at + len(last)
	}
	if i := strings.LastIndex(text[:at], last); i >= 0 {
		return i, i + len(last)
	}
	return at, at + TokenLength(text[at:])
}

// undefined explains a field that a record or table does not have.
func (x *Expression) undefined(name string, at int) diag.Diagnostic {
	start := at
	if i := strings.Index(x.Source.String()[at:], name); i >= 0 {
		start = at + i
	}
	for i, m := range x.Missed {
		if m.Field != name {
			continue
		}
		x.Missed = append(x.Missed[:i:i], x.Missed[i+1:]...)
		message := fmt.Sprintf("%s has no field `%s`", m.Type.Name, name)
		if near, ok := diag.Nearest(name, m.Known); ok {
			return x.at(start, start+len(name), "", "%s; did you mean `%s`?", message, near)
		}
		return x.at(start, start+len(name), "it has "+strings.Join(m.Known, ", "), "%s", message)
	}
	return x.at(start, start+len(name), "", "there is no field `%s`", name)
}

// selection explains a field of something that has none.
func (x *Expression) selection(typ string, at int) diag.Diagnostic {
	hint := ""
	if strings.HasPrefix(typ, "list(") {
		hint = "ask about its elements: .exists(x, …), .all(x, …), .filter(x, …)"
	}
	start := at + 1 // behind the dot
	return x.at(start, start+TokenLength(x.Source.String()[min(start, len(x.Source.String())):]), hint, "%s has no fields", x.Types.Words(typ))
}

// lower puts a sentence of CEL into the style of diagnostics.
func lower(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return strings.ToLower(string(r)) + strings.TrimSuffix(s[n:], ".")
}
