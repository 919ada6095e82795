package main

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/printable"
	"candor/internal/rule"
	"candor/internal/rulefile"
	"candor/internal/schema/meta"
	"candor/internal/toml"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [ID|URL]",
		Short: "say what a check or a rule is about, or what a page was made from",
		Long: `explain says what a check or a rule is about, why it is there, and how to mend
what it finds; without an id it lists them all. Of a page, named by its address or
its path, it says what it was made from: the record and its file, the layout, and
the other records that it reads.`,
		Example: "  candor explain\n  candor explain link-broken\n  candor explain /findings/is-2022-05/",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			files, closeSite, err := a.openSite()
			if err != nil {
				return err
			}
			defer closeSite()
			if len(args) == 1 && strings.Contains(args[0], "/") {
				return explainer{a}.explainPage(cmd.Context(), files, args[0])
			}
			rules, err := rulesOf(files)
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return explainer{a}.listIDs(rules)
			}
			return explainer{a}.explain(args[0], rules)
		},
	}
}

// rulesOf loads the rules of a site. Where there is no site, there are none;
// the checks can be explained all the same.
func rulesOf(files fs.FS) (*rule.Set, error) {
	types, _, err := meta.Load(files)
	if err != nil {
		return nil, failure{err}
	}
	now, err := buildDate()
	if err != nil {
		return nil, err
	}
	set, _, err := rulefile.Load(files, types, rulefile.Options{Today: toml.DayOf(now), BuildDate: now})
	if err != nil {
		return nil, failure{err}
	}
	return set, nil
}

// explainer is the verb explain.
type explainer struct{ *app }

func (a explainer) listIDs(rules *rule.Set) error {
	for _, id := range catalog.IDs() {
		fmt.Fprintln(a.stdout, id)
	}
	for _, r := range rules.Rules() {
		fmt.Fprintln(a.stdout, printable.Line(r.ID+": "+r.Title))
	}
	return nil
}

func (a explainer) explain(id string, rules *rule.Set) error {
	if doc, ok := catalog.Explain(id); ok {
		fmt.Fprint(a.stdout, doc)
		return nil
	}
	ids := catalog.IDs()
	for _, r := range rules.Rules() {
		if r.ID == id {
			fmt.Fprint(a.stdout, printable.Lines(explainRule(r)))
			return nil
		}
		ids = append(ids, r.ID)
	}
	if near, ok := diag.Nearest(id, ids); ok {
		return usageError{fmt.Errorf("no check or rule is called %s; did you mean %s?", id, near)}
	}
	return usageError{fmt.Errorf("no check or rule is called %s; candor explain lists them all", id)}
}

// explainRule returns what the file of a rule says, for a terminal.
func explainRule(r *rule.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", r.Title, strings.TrimSpace(string(r.Body.Text())))
	if r.Clause.Document.ID != "" {
		fmt.Fprintf(&b, "\nThe promise: %s %s\n", strings.ToUpper(r.Clause.Document.ID), r.Clause.ID)
	}
	if !r.Waivable {
		b.WriteString("\nThis rule takes no waiver.\n")
	}
	fmt.Fprintf(&b, "\nWritten in %s\n", printable.Name(r.Source.Name))
	return b.String()
}
