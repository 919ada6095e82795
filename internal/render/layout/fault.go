package layout

import (
	"bytes"
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
)

// faultHint is what to do about a fault that is not better understood.
const faultHint = "candor help layouts lists the data and functions of layouts"

// templatePlace is how the template packages write where something went wrong.
var templatePlace = regexp.MustCompile(`(?s)template: ?([^:\s]+)(?::(\d+))?(?::(\d+))?: (.*)`)

// fault turns a failure of the template packages into a diagnostic at its
// place in the layout.
func (l *Set) fault(name string, err error) diag.Diagnostic {
	d := diag.Diagnostic{ID: catalog.LayoutFailed, Message: plainFault(err.Error()), Hint: faultHint}
	if src := l.sources[name]; src != nil {
		d.Span = src.At(0, 0)
	}
	m := templatePlace.FindStringSubmatch(err.Error())
	if m == nil {
		return d
	}
	message, subject := innerFault(m[4])
	d.Message = plainFault(message)
	if hint := l.nearHint(message); hint != "" {
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

var unknownName = regexp.MustCompile(`can't evaluate field (\w+)|function "(\w+)" not defined`)

// nearHint asks whether a known name was meant.
func (l *Set) nearHint(message string) string {
	m := unknownName.FindStringSubmatch(message)
	if m == nil {
		return ""
	}
	names := l.words.Data()
	if m[2] != "" {
		names = l.functionNames()
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

func (l *Set) functionNames() []string {
	own := slices.AppendSeq(slices.Collect(maps.Keys(l.words.Functions)), maps.Keys(l.words.Exports))
	return slices.Sorted(slices.Values(append(append(own, headingsFunction), templateFunctions...)))
}
