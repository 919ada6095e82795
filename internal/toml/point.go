package toml

import (
	"bytes"
	"fmt"
	"strings"
)

// unclosedText points at where the text begins, not where the line ends.
func unclosedText(text []byte, at extent) (extent, words) {
	w := words{message: "the text is never closed", hint: `end it with the quote that it begins with; text of several lines stands between """ and """`}
	if s := scan(text); s.unclosed >= 0 && s.unclosed <= at.end {
		at = extent{s.unclosed, lineEnd(text, s.unclosed)}
	}
	if q, ok := curledEnd(string(text[at.start:at.end])); ok && at.start < at.end {
		w.hint = fmt.Sprintf("end it with %c: the %s in it is the quote of a word processor", text[at.start], q)
	}
	return at, w
}

// afterKey is about a key that no equals sign follows.
func afterKey(text []byte, at extent) (extent, words) {
	begin := bytes.LastIndexByte(text[:at.start], '\n') + 1
	begin += bytes.LastIndexAny(text[begin:at.start], "{,") + 1
	name := shorten(strings.TrimSpace(string(text[begin:at.start])))
	if place, w, ok := odd(text, at.start); ok {
		return place, w
	}
	if place, w, ok := conflict(text, at.start); ok {
		return place, w
	}
	if number := numberBefore(text, begin); number < begin {
		if all, w, ok := parted(string(text[number:lineEnd(text, number)])); ok {
			return extent{number, number + len(all)}, w
		}
	}
	switch {
	case text[at.start] == '\r' && lineEnd(text, at.start) != at.start:
		return at, strayReturn
	case bytes.HasPrefix(text[at.start:], []byte(":")):
		return at, words{message: fmt.Sprintf("a colon follows %s, not an equals sign", name), hint: fmt.Sprintf("write %s = value", name)}
	case begin < at.start && bytes.IndexByte([]byte("\r\n#"), text[at.start]) >= 0, at.end == len(text):
		return extent{begin, at.end}, words{message: "the line has no equals sign", hint: "write key = value; a comment begins with #"}
	}
	return at, words{message: fmt.Sprintf("an equals sign is missing after %s", name),
		hint: "write key = value; a key with other characters than letters, digits, - and _ needs quotes"}
}

// afterValue is about what stands between a value or header and the line's
// end. Where nothing separates the two it was meant as one value.
func afterValue(text []byte, at extent) (extent, words) {
	if text[at.start] == '\r' {
		return at, strayReturn
	}
	if at.start > 0 && bytes.IndexByte([]byte(" \t\"']}"), text[at.start-1]) < 0 {
		return bareText(text, at)
	}
	if place, w, ok := wholeValue(text, at.start); ok {
		return place, w
	}
	if at.start > 0 && bytes.IndexByte([]byte(`"'`), text[at.start-1]) >= 0 {
		return extent{at.start, lineEnd(text, at.start)},
			words{message: "there is more on the line than one text", hint: `a text that holds a quote stands between quotes of the other kind, " or '`}
	}
	return extent{at.start, lineEnd(text, at.start)},
		words{message: "there is more on the line than one value", hint: "begin a new line for the next key; text goes in quotes, a comment after #"}
}

// afterItem is about what stands between two values of a list or a table in
// braces. Where nothing separates the two it was meant as one value.
func afterItem(text []byte, at extent) (extent, words) {
	if place, w, ok := conflict(text, at.start); ok {
		return place, w
	}
	if at.start > 0 && bytes.IndexByte([]byte(" \t\r\n\"']}"), text[at.start-1]) < 0 {
		return bareText(text, at)
	}
	return at, words{}
}

// numberBefore returns where the digits begin that a comma parts from the key
// at an offset: what looks like a key is the rest of a number.
func numberBefore(text []byte, key int) int {
	i := key - 1
	if i < 1 || text[i] != ',' || key >= len(text) || text[key] < '0' || text[key] > '9' {
		return key
	}
	for i > 0 && text[i-1] >= '0' && text[i-1] <= '9' {
		i--
	}
	if i == key-1 {
		return key
	}
	return i
}

// wholeValue explains several words on a line that were meant as one value,
// such as 30 August 2019.
func wholeValue(text []byte, i int) (extent, words, bool) {
	begin := bytes.LastIndexByte(text[:i], '\n') + 1
	eq := bytes.IndexByte(text[begin:i], '=')
	if eq < 0 {
		return extent{}, words{}, false
	}
	start, end := begin+eq+1, lineEnd(text, i)
	if hash := bytes.IndexByte(text[i:end], '#'); hash >= 0 {
		end = i + hash
	}
	start += len(text[start:end]) - len(bytes.TrimLeft(text[start:end], " \t"))
	value := strings.TrimRight(string(text[start:end]), " \t")
	if w, ok := meant(value); ok {
		return extent{start, start + len(value)}, w, true
	}
	if all, w, ok := parted(value); ok && all == value {
		return extent{start, start + len(value)}, w, true
	}
	return extent{}, words{}, false
}

// leadingZero is about a number that begins with 0, or a date that does.
func leadingZero(text []byte, at extent) (extent, words) {
	if place, w := bareText(text, at); w.id != "" {
		return place, w
	}
	return at, words{message: "a number has no zero in front", hint: "remove the zero, or put an identifier in quotes"}
}

// bareText is about a value that is none of TOML's: most often text without
// quotes.
func bareText(text []byte, at extent) (extent, words) {
	start, end := at.start, lineEnd(text, at.start)
	if c := text[start]; c < ' ' && c != '\t' && start < end {
		return extent{start, start + 1}, unseen
	}
	for start > 0 && bytes.IndexByte([]byte(" \t\r\n=,[{"), text[start-1]) < 0 {
		start--
	}
	if place, w, ok := foreign(text, start, end); ok {
		return place, w
	}
	if i := bytes.IndexAny(text[start:end], "#]}"); i >= 0 {
		end = start + i
	}
	if whole := strings.TrimRight(string(text[start:end]), " \t"); whole != "" {
		if w, ok := meant(whole); ok {
			return extent{start, start + len(whole)}, w
		}
	}
	if i := bytes.IndexByte(text[start:end], ','); i >= 0 {
		end = start + i
	}
	end = start + len(bytes.TrimRight(text[start:end], " \t"))
	value := string(text[start:max(start, end)])
	if value == "" {
		return at, missingValue(text, at)
	}
	return extent{start, end}, bareWord(value, end == lineEnd(text, end))
}

// foreign explains what begins as no value of TOML's does.
func foreign(text []byte, start, end int) (extent, words, bool) {
	for _, explain := range []func([]byte, int) (extent, words, bool){odd, conflict, curled} {
		if place, w, ok := explain(text, start); ok {
			return place, w, true
		}
	}
	all, w, ok := parted(string(text[start:end]))
	return extent{start, start + len(all)}, w, ok
}

// bareWord explains a value without quotes. It can be put between quotes where
// nothing follows it on its line.
func bareWord(value string, alone bool) words {
	switch lower := strings.ToLower(value); lower {
	case "yes", "no", "on", "off":
		return words{message: "text without quotes", hint: fmt.Sprintf("write true or false, or %q if it is text", value)}
	case "true", "false":
		return words{message: fmt.Sprintf("%s is not written in lower case", value), hint: "write " + lower, instead: lower}
	}
	if w, ok := meant(value); ok {
		return w
	}
	if strings.ContainsAny(value[:1], `0123456789+-.`) {
		return words{message: fmt.Sprintf("%s is neither a number nor a date", shorten(value)),
			hint: "put it in quotes if it is text; dates are written 2022-05-31, numbers in digits, decimals with a point"}
	}
	w := words{message: "text without quotes", hint: fmt.Sprintf("write %q", value)}
	if len(value) > 40 {
		w.hint = `put a " before and a " after it`
	}
	if quoted := fmt.Sprintf("%q", value); alone && quoted == `"`+value+`"` {
		w.instead = quoted
	}
	return w
}

// tooLarge is about a number that does not fit; one as long as an address or a
// hash is none.
func tooLarge(text []byte, at extent) (extent, words) {
	w := words{message: "the number is too large", hint: "put it in quotes if it is an identifier or an amount in the smallest unit"}
	if value := string(text[at.start:at.end]); len(value) >= len("0x")+40 && strings.HasPrefix(value, "0x") {
		w = words{message: "text without quotes", hint: "put it in quotes, as all text", instead: fmt.Sprintf("%q", value)}
	}
	return at, w
}

// missingValue is about a key that nothing follows on its line.
func missingValue(text []byte, at extent) words {
	w := noValue
	next := bytes.TrimLeft(text[lineEnd(text, at.start):], " \t\r\n")
	if bytes.HasPrefix(next, []byte("- ")) {
		w.hint = `write the values between brackets, with commas, as in ["one", "two"]`
	}
	return w
}

// shorten keeps a message on one line of a screen.
func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

// badKey is about a key that begins with a character that no key has.
func badKey(text []byte, at extent) (extent, words) {
	if place, w, ok := conflict(text, at.start); ok {
		return place, w
	}
	switch c := text[at.start]; {
	case c == '=':
		return at, words{message: "there is no key before the equals sign", hint: "write key = value"}
	case c == ']':
		return at, words{message: "a name is missing before the bracket", hint: "write the table's name between the brackets"}
	case c == '.':
		return at, words{message: "a name is missing before the dot", hint: "remove the dot, or put the key in quotes"}
	case c == '\n' || c == '\r' || c == '#':
		return at, words{message: "a key is missing", hint: "write key = value"}
	case bytes.HasPrefix(text[at.start:], []byte("//")):
		return extent{at.start, lineEnd(text, at.start)}, words{message: "this is no comment", hint: "a comment begins with #"}
	}
	if place, w, ok := odd(text, at.start); ok {
		return place, w
	}
	end := at.start + 1
	for end < len(text) && text[end]&0xc0 == 0x80 {
		end++
	}
	return extent{at.start, end}, words{message: fmt.Sprintf("a key cannot begin with %s", text[at.start:end]),
		hint: "a key with other characters than letters, digits, - and _ needs quotes"}
}

func badEscape(text []byte, at extent) (extent, words) {
	end := at.end
	for end < len(text) && text[end]&0xc0 == 0x80 {
		end++
	}
	return extent{at.start, end}, words{message: fmt.Sprintf("%s means nothing in a text", strings.TrimSpace(string(text[at.start:end]))),
		hint: `write \\ for a backslash, or put the text in single quotes`}
}
