package render

import (
	"bytes"
	"html/template"
	"regexp"
	"slices"
	"strings"
	"testing"

	"candor/internal/render/fn"
)

// What records add to the functions of package fn.
var functionCases = []struct{ call, want string }{
	{`gather (list (dict "a" .numbers) (dict "b" 1) (dict "a" (list 4))) "/a"`, "[1 2.1 3.2 4]"},
	{`len (standings nil)`, "0"},
	{`(graph list "/x").Columns`, "0"},
	{`dependencyMap "x" "T" "boat" "boats" (graph list "/x")`, ""},
}

func TestFunctions(t *testing.T) {
	data := map[string]any{"numbers": []any{int64(1), 2.1, 3.2}}
	for _, c := range functionCases {
		var b bytes.Buffer
		tmpl, err := template.New("t").Funcs(functions()).Parse("{{" + c.call + "}}")
		if err == nil {
			err = tmpl.Execute(&b, data)
		}
		if got := b.String(); err != nil || got != c.want {
			t.Errorf("%s = %q, want %q (%v)", c.call, got, c.want, err)
		}
	}
}

// Every function is tried, here or where it is written, and described where a
// reader of the help finds it.
func TestFunctionsAreTriedAndTold(t *testing.T) {
	help := Help()
	written := fn.Functions()
	for name := range functions() {
		word := regexp.MustCompile(`(^|[\s(])` + name + `\b`)
		if written[name] == nil && !slices.ContainsFunc(functionCases, func(c struct{ call, want string }) bool { return word.MatchString(c.call) }) {
			t.Errorf("%s is not tried", name)
		}
		if !regexp.MustCompile(`(?m)(^\s*|, )` + name + `\b`).MatchString(help) {
			t.Errorf("%s is not described", name)
		}
	}
	for _, want := range []string{"Lookup", "index-of-everything.html", "dates/fixed", "headings PART"} {
		if !strings.Contains(help, want) {
			t.Errorf("the help lacks %s", want)
		}
	}
}

// The names in the help are those that layouts can use.
func TestDataIsTold(t *testing.T) {
	help := Help()
	for _, name := range dataNames() {
		if slices.Contains([]string{"Current", "Links", "Count", "Records", "Key", "List", "Numbers", "Type"}, name) {
			continue
		}
		if !regexp.MustCompile(`\b` + name + `\b`).MatchString(help) {
			t.Errorf("%s is not described", name)
		}
	}
}
