package explain

import (
	"regexp"
	"strings"

	"candor/internal/diag"
	"candor/internal/wording"
)

var quotedInput = regexp.MustCompile(`(?s)(?:input|at:?) '(.*?)'(?: expecting.*)?$`)

// syntax explains what the parser of CEL could not read.
func (x *Expression) syntax(message string, at int) diag.Diagnostic {
	text := x.Source.String()
	input := ""
	if m := quotedInput.FindStringSubmatch(message); m != nil {
		input = m[1]
	}
	rest := strings.TrimSpace(text[min(at, len(text)):])
	switch {
	case strings.TrimSpace(text) == "":
		return x.at(0, len(text), "", "the expression is empty")
	case strings.Contains(message, "missing ')'"):
		return x.at(at, at, "", "a closing parenthesis is missing")
	case strings.Contains(message, "missing ']'"):
		return x.at(at, at, "", "a closing bracket is missing")
	case rest == "" && strings.Count(text, "[") > strings.Count(text, "]"):
		return x.at(at, at, "", "a closing bracket is missing")
	case input == "<EOF>" || rest == "":
		return x.at(at, at, "", "the expression ends too early")
	case strings.HasPrefix(rest, "'") || strings.HasPrefix(rest, `"`):
		if strings.Contains(message, "token recognition") {
			return x.at(at, at+1, "", "the text that begins here never ends")
		}
	case strings.HasPrefix(rest, "=") && !strings.HasPrefix(rest, "=="):
		return x.token(at, "write == to compare", "`=` does not compare")
	case strings.HasPrefix(rest, "&"):
		return x.token(at, "write && for and", "a single `&` has no meaning here")
	case strings.HasPrefix(rest, "|"):
		return x.token(at, "write || for or", "a single `|` has no meaning here")
	}
	for _, w := range [][2]string{{"and", "&&"}, {"or", "||"}, {"not", "!"}} {
		if word := rest[:TokenLength(rest)]; word == w[0] {
			return x.token(at, "", "`%s` is written %s", w[0], w[1])
		}
	}
	n := TokenLength(rest)
	return x.token(at, "", "`%s` does not belong here", rest[:n])
}

// overload explains an operator or function that does not work on what it got.
func (x *Expression) overload(name, signature string, at int) diag.Diagnostic {
	args := split(signature)
	symbol := x.Symbol(name)
	if symbol == "?" {
		return x.at(at, at+1, "", "both sides of `:` must be of one kind, and what stands before `?` true or false")
	}
	if symbol == "" {
		start, end := x.name(name, at)
		return x.at(start, end, x.Usage[name], "`%s` does not work with %s", name, x.arguments(args))
	}
	if len(args) != 2 {
		return x.at(at, at+len(symbol), "", "`%s` does not work with %s", symbol, x.arguments(args))
	}
	return x.at(at, at+len(symbol), x.operandHint(args), "%s and %s cannot be joined by `%s`", x.Types.Words(args[0]), x.Types.Words(args[1]), symbol)
}

// operandHint says what to write instead, for the mistakes that everybody makes.
func (x *Expression) operandHint(args []string) string {
	has := func(a, b string) bool { return args[0] == a && args[1] == b || args[0] == b && args[1] == a }
	switch {
	case has("double", "int"), args[0] == "double" && args[1] == "list(int)":
		return "write whole numbers with decimals: 100.0 instead of 100"
	case has("date", "string"):
		return `write the date as date("2022-05-31")`
	case strings.HasPrefix(args[1], "list("):
		return "to look for it in a list, write: value in list"
	case x.Types(args[0]) != nil && args[1] == "string":
		return "compare one of its fields, such as .id"
	}
	return ""
}

// arguments describes the arguments of a call: "a date and a text".
func (x *Expression) arguments(args []string) string {
	if len(args) == 0 {
		return "nothing"
	}
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = x.Types.Words(a)
	}
	return wording.List(words, "and")
}

// split takes apart a signature as CEL prints it: "(a, list(b))" or "a.(b)".
func split(signature string) []string {
	var out []string
	if i := strings.Index(signature, ".("); i > 0 {
		out, signature = append(out, signature[:i]), signature[i+1:]
	}
	inner := strings.TrimSuffix(strings.TrimPrefix(signature, "("), ")")
	depth, start := 0, 0
	for i, r := range inner + "," {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			if arg := strings.TrimSpace(inner[start:i]); arg != "" {
				out = append(out, arg)
			}
			start = i + 1
		}
	}
	return out
}
