package check

import (
	"embed"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

//go:embed testdata/*.txtar
var archives embed.FS

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
		case f.Name == "want":
			out.WriteString("\nWhat candor says of it:\n\n```text\n" + string(f.Data) + "```\n")
		case strings.HasPrefix(f.Name, "content/"):
			out.WriteString("\n`" + f.Name + "`\n\n```\n" + string(f.Data) + "```\n")
		}
	}
	return out.String(), true
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
		out = append(out, strings.TrimSuffix(e.Name(), ".txtar"))
	}
	slices.Sort(out)
	return out
}
