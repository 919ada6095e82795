package layout

import "regexp"

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
	{regexp.MustCompile(`can't index item of type|cannot index slice/array with|cannot slice|can't slice item of type`), "index and slice want a list or a text, and the numbers of elements"},
	{regexp.MustCompile(`\blen of `), "len wants a list or a text"},
	{regexp.MustCompile(`error calling call: |non-function `), "call wants a function"},
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
var goWords = regexp.MustCompile(`\b(?:render|layout|fn|site|schema|toml|content|config|rule|reflect|template|time)\.\w+|interface \{\}|\bmap\[|\bstruct\b|\bnil\b|float64|int64|\b(?:of|with|in) type\b`)

// plainFault says in plain words what is wrong. What a function says may hold
// words of Go as well, so they are looked for in the result.
func plainFault(s string) string {
	for _, w := range faultWords {
		if m := w.from.FindStringSubmatchIndex(s); m != nil {
			s = string(w.from.ExpandString(nil, w.to, s, m))
			break
		}
	}
	if goWords.MatchString(s) {
		return "what is asked for here cannot be done with the value that it is given"
	}
	return s
}
