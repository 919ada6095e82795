package render

import (
	"bytes"
	"cmp"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"candor/internal/diag"
)

// faultHint is what to do about a fault that is not better understood.
const faultHint = "candor help layouts lists the data and functions of layouts"

// templatePlace is how the template packages write where something went wrong.
var templatePlace = regexp.MustCompile(`(?s)template: ?([^:\s]+)(?::(\d+))?(?::(\d+))?: (.*)`)

// fault turns a failure of the template packages into a diagnostic at its
// place in the layout.
func (l *Layouts) fault(name string, err error) diag.Diagnostic {
	d := diag.Diagnostic{ID: "layout-failed", Message: plainFault(err.Error()), Hint: faultHint}
	if src := l.sources[name]; src != nil {
		d.Span = src.At(0, 0)
	}
	m := templatePlace.FindStringSubmatch(err.Error())
	if m == nil {
		return d
	}
	message, subject := innerFault(m[4])
	d.Message = plainFault(message)
	if hint := nearHint(message); hint != "" {
		d.Hint = hint
	}
	if src := l.sources[m[1]]; src != nil {
		d.Span = faultSpan(src, m[2], m[3], cmp.Or(subject, quotedIn(message)))
	}
	return d
}

// innerFault leaves out which template was executing, and returns the action
// that failed.
func innerFault(s string) (message, subject string) {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "executing ") {
		if i := strings.Index(s, ">: "); i >= 0 {
			_, subject, _ = strings.Cut(s[:i], " at <")
			return s[i+3:], strings.TrimSuffix(subject, "...")
		}
	}
	return s, ""
}

var quotedWord = regexp.MustCompile(`"([^"]+)"|variable "?(\$\w+)`)

// quotedIn returns the word that a message is about, so that it can be found
// in its line: parse errors have no column.
func quotedIn(message string) string {
	switch {
	case strings.Contains(message, "unclosed action"):
		return "{{"
	case strings.Contains(message, "bad character U+003C"):
		return openAction
	}
	if m := quotedWord.FindStringSubmatch(message); m != nil {
		return cmp.Or(m[1], m[2])
	}
	return ""
}

// openAction stands for the action of a line that HTML follows before it is
// closed.
const openAction = "{{ without }}"

var openActionForm = regexp.MustCompile(`\{\{[^}<]*<`)

// faultSpan returns the place of the subject in a line, else the line from the
// column on. The subject's place wins: columns are those of an operand within.
func faultSpan(src *diag.Source, line, column, subject string) diag.Span {
	n, _ := strconv.Atoi(line)
	col, _ := strconv.Atoi(column)
	b, err := src.Bytes()
	if err != nil || n == 0 {
		return src.At(0, 0)
	}
	start, end := lineAt(b, n)
	at := min(start+col, end)
	if subject == openAction {
		if m := openActionForm.FindIndex(b[start:end]); m != nil {
			return src.At(start+m[0], start+m[1]-1)
		}
		return src.At(at, end)
	}
	if subject == "" {
		return src.At(at, end)
	}
	if i := strings.Index(string(b[at:end]), subject); i >= 0 {
		return src.At(at+i, at+i+len(subject))
	}
	if i := strings.LastIndex(string(b[start:end]), subject); i >= 0 {
		return src.At(start+i, start+i+len(subject))
	}
	return src.At(at, end)
}

// lineAt returns where a line begins and ends, the first being 1.
func lineAt(b []byte, line int) (start, end int) {
	for ; line > 1; line-- {
		i := bytes.IndexByte(b[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
	}
	if i := bytes.IndexByte(b[start:], '\n'); i >= 0 {
		return start, start + i
	}
	return start, len(b)
}

// faultWords say in plain words what the template packages say.
var faultWords = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`can't evaluate field (\w+)`), "nothing is called $1 here"},
	{regexp.MustCompile(`nil pointer evaluating .*?\.(\w+)$`), "$1 is read from something that is not there: ask for it with {{with}} first"},
	{regexp.MustCompile(`nil data; no entry for key "(\w+)"`), "$1 is read from something that is not there: ask for it with {{with}} first"},
	{regexp.MustCompile(`function "(\w+)" not defined`), "there is no function $1"},
	{regexp.MustCompile(`undefined variable "?(\$\w*)`), "there is no variable $1 here"},
	{regexp.MustCompile(`(?:no such )?template:? "([^"]+)"(?: not defined| is undefined)?$`), "there is no part called $1"},
	{regexp.MustCompile(`unclosed action|bad character U\+`), "an action that {{ opens is not closed with }}"},
	{regexp.MustCompile(`unexpected <(\w+)> in (?:operand|command)`), "an {{if}}, {{range}}, {{with}}, {{define}} or {{block}} before this {{${1}}} has no {{end}}"},
	{regexp.MustCompile(`in attribute name|in unquoted attr`), "a quotation mark of an attribute is missing in the HTML of this layout"},
	{regexp.MustCompile(`unexpected EOF`), "an {{if}}, {{range}}, {{with}}, {{define}} or {{block}} has no {{end}}"},
	{regexp.MustCompile(`unexpected \{\{(\w+)\}\}`), "there is an {{${1}}} too many"},
	{regexp.MustCompile(`wrong number of args for (\w+): want (at least )?(\d+) got (\d+)`), "$1 takes $2$3 values and was given $4"},
	{regexp.MustCompile(`incompatible types for comparison`), "what is compared here is not of the same kind"},
	{regexp.MustCompile(`non-comparable type|invalid type for comparison`), "what is compared here has no order"},
	{regexp.MustCompile(`missing argument for comparison`), "a comparison wants two values"},
	{regexp.MustCompile(`index out of range|index of nil|index of untyped nil`), "the list has not so many elements"},
	{regexp.MustCompile(`error calling (\w+): (.*)`), "$1: $2"},
	{regexp.MustCompile(`range can't iterate over`), "{{range}} wants a list"},
	{regexp.MustCompile(`wrong type for value; expected \[\]`), "a list of another kind is wanted here"},
	{regexp.MustCompile(`expected string(?:; (?:got|found)|$)`), "a text is wanted here"},
	{regexp.MustCompile(`expected (?:u?int|float|integer|unsigned|complex)`), "a number is wanted here"},
	{regexp.MustCompile(`unexpected "(.+)" in (?:operand|command|parenthesized pipeline|\w+ clause)`), "$1 cannot stand in an action: does one before it lack its }}?"},
	{regexp.MustCompile(`(\w+) (?:is not a method but has arguments|has arguments but cannot be invoked as function)`), "$1 takes no values"},
	{regexp.MustCompile(`unterminated quoted string|unterminated raw quoted string`), "a quotation mark is missing"},
	{regexp.MustCompile(`(?:unterminated|malformed) character constant`), `texts stand in double quotation marks, as in "text"`},
	{regexp.MustCompile(`branches end in different contexts`), "the branches of an {{if}}, {{range}} or {{with}} end in different places of the HTML, such as inside and outside a tag"},
	{regexp.MustCompile(`ends in a non-text context`), "the layout ends inside a tag, an attribute or a comment"},
	{regexp.MustCompile(`exceeded maximum template depth`), "a part calls itself for ever"},
	{regexp.MustCompile(`missing value for (\w+)`), "{{${1}}} is given no value"},
}

// goWords are what only those who know the program's language understand.
var goWords = regexp.MustCompile(`\b(?:render|schema|toml|content|config|rule|reflect|template|time)\.\w+|interface \{\}|\bmap\[|\bstruct\b|\bnil\b|float64|int64`)

// plainFault says in plain words what is wrong.
func plainFault(s string) string {
	for _, w := range faultWords {
		if m := w.from.FindStringSubmatchIndex(s); m != nil {
			return string(w.from.ExpandString(nil, w.to, s, m))
		}
	}
	if goWords.MatchString(s) {
		return "what stands here cannot be done with the value that it is given"
	}
	return s
}

var unknownName = regexp.MustCompile(`can't evaluate field (\w+)|function "(\w+)" not defined`)

// nearHint asks whether a known name was meant.
func nearHint(message string) string {
	m := unknownName.FindStringSubmatch(message)
	if m == nil {
		return ""
	}
	names := dataNames()
	if m[2] != "" {
		names = functionNames()
	}
	if near, ok := diag.Nearest(cmp.Or(m[1], m[2]), names); ok {
		return "did you mean " + near + "?"
	}
	return ""
}

var templateFunctions = []string{
	"and", "call", "html", "index", "slice", "js", "len", "not", "or", "print", "printf", "println", "urlquery",
	"eq", "ge", "gt", "le", "lt", "ne",
}

func functionNames() []string {
	own := slices.AppendSeq(slices.Collect(maps.Keys(functions)), maps.Keys(exportFunctions))
	return slices.Sorted(slices.Values(append(own, templateFunctions...)))
}

// dataNames returns the names that a layout can read from its data.
func dataNames() []string {
	seen := map[string]bool{}
	for _, v := range []any{&Page{}, &Record{}, &Value{}, Outcome{}, ListLink{}, Letter{}, BackList{}, MenuGroup{}, MenuLink{}, Column{}, Group{}, Twin{}, Own{}, Days{}} {
		addNames(reflect.TypeOf(v), seen)
	}
	return slices.Sorted(maps.Keys(seen))
}

func addNames(t reflect.Type, into map[string]bool) {
	for i := range t.NumMethod() {
		into[t.Method(i).Name] = true
	}
	if t.Kind() != reflect.Struct {
		return
	}
	for i := range t.NumField() {
		if t.Field(i).IsExported() {
			into[t.Field(i).Name] = true
		}
	}
}
