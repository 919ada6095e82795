package render

import (
	_ "embed"
	"strings"
)

//go:embed render.go
var specification string

//go:embed vocabulary.go
var functionList string

// Help returns what layouts can use, as the sources of this package say it:
// the lookup order, the data and the functions.
func Help() string {
	spec, _, _ := strings.Cut(specification, "\npackage ")
	list, _, _ := strings.Cut(functionList[strings.Index(functionList, "// functions return"):], "\nfunc ")
	return uncomment(spec) + "\n" + uncomment(list)
}

func uncomment(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimPrefix(strings.TrimPrefix(l, "//"), " ")
	}
	return strings.TrimSpace(strings.Join(lines, "\n")) + "\n"
}
