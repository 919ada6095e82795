package catalog

import (
	"bytes"
	"embed"
	"strings"

	"golang.org/x/tools/txtar"
)

//go:embed archives/*.txtar
var archives embed.FS

// wanted is the last file of an archive: what the command says about the others.
const wanted = "want"

// Explain returns the documentation of a diagnostic in Markdown, made from its
// archive: what it means, the smallest site that shows it, and what the command
// says about that site. It reports whether the id is in the catalog.
func Explain(id string) (string, bool) {
	b, err := archives.ReadFile("archives/" + id + ".txtar")
	if err != nil {
		return "", false
	}
	a := txtar.Parse(b)
	var out strings.Builder
	out.WriteString(strings.TrimSpace(string(a.Comment)) + "\n\n## Example\n")
	for _, f := range a.Files {
		switch {
		case f.Name == wanted:
			out.WriteString("\nWhat candor says of it:\n\n````text\n" + strings.TrimRight(string(f.Data), "\n") + "\n````\n")
		case telltale(f.Name, a):
			out.WriteString("\n`" + f.Name + "`\n\n````\n" + string(f.Data) + "````\n")
		}
	}
	return out.String(), true
}

// telltale reports whether a file of an archive belongs in its example: it is a
// record, or the command points at it.
func telltale(name string, a *txtar.Archive) bool {
	if strings.HasPrefix(name, "content/") {
		return true
	}
	last := a.Files[len(a.Files)-1]
	return last.Name == wanted && bytes.Contains(last.Data, []byte(" "+name+":"))
}
