package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/diag/report"
)

// formats are what --format takes.
const formats = "text, json, sarif or github"

// printer writes diagnostics as the flags ask for.
type printer struct {
	*app
	aside string // what the summary of a workflow says beside the diagnostics
}

// print writes diagnostics in the format that was asked for. An error that is
// no usage error means that they could not be written.
func (a printer) print(l diag.List) error {
	err := a.printAs(a.shown(l))
	var wrong usageError
	if err == nil || errors.As(err, &wrong) {
		return err
	}
	return failure{err}
}

func (a printer) printAs(l diag.List) error {
	switch a.format {
	case "text":
		return report.Text{Color: a.color()}.Print(a.stdout, l)
	case "json":
		return report.JSON(a.stdout, l)
	case "sarif":
		return report.SARIF{Version: version, Prefix: a.prefix(), Explain: a.help()}.Print(a.stdout, l)
	case "github":
		return a.printGitHub(l)
	}
	return usageError{fmt.Errorf("--format is %s, not %q", formats, a.format)}
}

// printGitHub writes the annotations and, where a workflow runs, the summary
// of the step.
func (a printer) printGitHub(l diag.List) error {
	g := report.GitHub{Prefix: a.prefix(), Aside: a.aside}
	if a.touched != "" {
		b, err := os.ReadFile(a.touched)
		if err != nil {
			return usageError{fmt.Errorf("--touched: %w", err)}
		}
		g.Touched = strings.FieldsFunc(string(b), func(r rune) bool { return r == '\n' || r == '\r' || r == 0 })
	}
	if err := g.Print(a.stdout, l); err != nil {
		return err
	}
	name := os.Getenv("GITHUB_STEP_SUMMARY")
	if name == "" {
		return nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	err = g.Summary(f, l)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// prefix is the site's folder as seen from the repository: the workspace of a
// workflow, else the folder that the command runs in.
func (a printer) prefix() string {
	base := os.Getenv("GITHUB_WORKSPACE")
	if base == "" {
		base = "."
	}
	from, err := filepath.Abs(base)
	if err != nil {
		return ""
	}
	to, err := filepath.Abs(a.dir)
	if err != nil {
		return ""
	}
	rel, err := filepath.Rel(from, to)
	if err != nil || rel == "." || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// explained is what is known of an id.
type explained struct{ short, help string }

// help returns what is known of each id. The rules of the site are read
// when one of them is asked for first.
func (a printer) help() func(id string) (short, help string) {
	var rules map[string]explained
	return func(id string) (short, help string) {
		if doc, ok := catalog.Explain(id); ok {
			return firstSentence(doc), doc
		}
		if rules == nil {
			rules = a.explainedRules()
		}
		return rules[id].short, rules[id].help
	}
}

// explainedRules explains the rules of the site, none where they cannot be
// read: who asks wants to know more of a mistake that is told already.
func (a printer) explainedRules() map[string]explained {
	out := map[string]explained{}
	files, closeSite, err := a.openSite()
	if err != nil {
		return out
	}
	defer closeSite()
	rules, err := rulesOf(files)
	if err != nil {
		return out
	}
	for _, r := range rules.Rules() {
		out[r.ID] = explained{r.Title, explainRule(r)}
	}
	return out
}

// firstSentence returns what a document says first below its heading.
func firstSentence(doc string) string {
	for _, paragraph := range strings.Split(doc, "\n\n") {
		if strings.HasPrefix(paragraph, "#") {
			continue
		}
		line := strings.Join(strings.Fields(paragraph), " ")
		first, _, _ := strings.Cut(line, ". ")
		return first
	}
	return ""
}
