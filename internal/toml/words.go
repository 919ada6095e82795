package toml

import "strings"

// words is what an author reads about a syntax error.
type words struct {
	id            string // "": toml-syntax
	message, hint string
	opens         bool   // the bracket around the place helps to understand it
	instead       string // what a program may put in the place, or ""
	remove        bool   // a program may take the place away
}

// saying maps what a parser says to words for an author.
type saying struct {
	parser string // a part of the parser's message
	words
	// point finds the place, and words that fit it, where the parser's own
	// place or a fixed sentence would not help.
	point func(text []byte, at extent) (extent, words)
}

// sayings is searched in order: the first that matches tells.
func sayings() []saying {
	return []saying{
		{parser: "unterminated", point: unclosedText},
		{parser: "not terminated by", point: unclosedText},
		{parser: "cannot have new lines", point: unclosedText},
		{parser: "expected '=' after key", point: afterKey},
		{parser: "expected newline", point: afterValue},
		{parser: "at start of value", point: bareText},
		{parser: "expected keyword", point: bareText},
		{parser: "strings must be quoted", point: bareText},
		{parser: "invalid character at start of key", point: badKey},
		{parser: "expected key but reached", words: words{message: "a key is missing", hint: "write key = value"}},
		{parser: "not end of input", words: noValue},
		{parser: "to close ", words: words{message: "the header is not closed",
			hint: "end it with as many ] as it has [; a name with other characters than letters, digits, - and _ needs quotes"}},
		{parser: "array is incomplete", words: words{message: "the list is not closed", hint: "end it with ]", opens: true}},
		{parser: "after array value", point: afterItem, words: words{message: "a comma or ] is missing in the list", hint: "put a comma between the values, and ] after the last", opens: true}},
		{parser: "expected value but got", words: words{message: "a value is missing before the comma", hint: "remove the comma", opens: true}},
		{parser: "inline table is incomplete", words: words{message: "the table in braces is not closed", hint: "end it with }", opens: true}},
		{parser: "after inline table", point: afterItem, words: words{message: "a comma or } is missing in the table", hint: "put a comma between the keys, and } after the last", opens: true}},
		{parser: "comma in inline table", words: words{message: "a key is missing before the comma", hint: "remove the comma", opens: true}},
		{parser: "underscores", words: words{message: "an underscore in a number stands between two digits", hint: "write 1_000_000, or put the text in quotes"}},
		{parser: "leading zero", point: leadingZero},
		{parser: "decimal point", words: words{message: "digits are missing after the decimal point", hint: "write 1.0 rather than 1."}},
		{parser: "'.' must be", words: words{message: "digits are missing after the decimal point", hint: "write 1.0 rather than 1."}},
		{parser: "exponent", words: words{message: "digits are missing after the e of the number", hint: "write 1e6, or put the text in quotes"}},
		{parser: "radix prefix", words: words{message: "this is no number", hint: "digits follow 0x, 0o and 0b, without a sign before; text such as an address needs quotes"}},
		{parser: "after sign", point: bareText},
		{parser: "expected digit", point: bareText},
		{parser: "expected \"", point: bareText},
		{parser: "out of range", point: tooLarge},
		{parser: "carriage return", words: strayReturn},
		{parser: "control character", words: unseen},
		{parser: `need a character after \`, point: unclosedText},
		{parser: "invalid escape character", point: badEscape},
		{parser: "hexadecimal digit", words: badCode},
		{parser: "escape sequence", words: badCode},
		{parser: "Escaped character", words: badCode},
		{parser: "too many quotes", words: words{message: "too many quotes at the end of the text", hint: "three close it, and two at most may stand before them"}},
		{parser: "Key '", words: words{message: "the key cannot be defined here a second time", hint: "keep one of the two, or rename one"}},
		{parser: "not a table", words: words{message: "nothing can stand below a key that has a value of its own", hint: "rename one of the two"}},
	}
}

var (
	noValue     = words{message: "the key has no value", hint: "write a value after the =, or remove the line"}
	unseen      = words{message: "a control character that cannot be seen", hint: "remove it"}
	strayReturn = words{message: "a carriage return without a line feed", hint: "end every line the same way, with a line feed"}
	badCode     = words{message: "the code after the backslash names no character", hint: `write \u and four hexadecimal digits, or \\ for a backslash`}
)

func sayingFor(message string) saying {
	for _, s := range sayings() {
		if strings.Contains(message, s.parser) {
			return s
		}
	}
	return saying{words: words{message: "the line cannot be read", hint: "write key = value, or a [header]; text goes in quotes"}}
}
