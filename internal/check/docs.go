package check

import (
	"bytes"
	"embed"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

//go:embed testdata/*.txtar
var archives embed.FS

// wanted is the last file of an archive: what the command says of the others.
const wanted = "want"

// Explain returns the documentation of a diagnostic in Markdown, made from
// its archive: what it means, the smallest site that shows it, and what the
// command says of that.
func Explain(id string) (string, bool) {
	b, err := archives.ReadFile("testdata/" + id + ".txtar")
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

// telltale says that a file of an archive belongs into its example: it is a
// record, or what the command says points at it.
func telltale(name string, a *txtar.Archive) bool {
	if strings.HasPrefix(name, "content/") {
		return true
	}
	last := a.Files[len(a.Files)-1]
	return last.Name == wanted && bytes.Contains(last.Data, []byte(" "+name+":"))
}

// IDs returns the ids of all diagnostics that are documented, in order: those
// of the checks here and those of the stages before them.
func IDs() []string {
	entries, err := archives.ReadDir("testdata")
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".txtar"); ok {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
