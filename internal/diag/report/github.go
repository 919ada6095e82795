package report

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/printable"
)

// GitHub prints diagnostics as the workflow commands that GitHub shows beside
// the lines of a pull request.
//
// It shows ten of a kind a step, so the files that the pull request touches
// come first, of these the errors, and what is left over is counted.
type GitHub struct {
	Touched []string // files of the pull request, as paths in the repository
	Prefix  string   // the site's folder in the repository, "" where it is the whole
	Aside   string   // what the summary says beside the diagnostics, or ""
}

// mostAnnotations is how many diagnostics get an annotation of their own.
const mostAnnotations = 9

// Print writes a command for each of the most important diagnostics, a line
// each, and a last one for the others.
func (g GitHub) Print(w io.Writer, l diag.List) error {
	l = g.order(l)
	var b strings.Builder
	for _, d := range l[:min(len(l), mostAnnotations)] {
		g.command(&b, d)
	}
	if rest := len(l) - mostAnnotations; rest > 0 {
		fmt.Fprintf(&b, "::notice title=candor::%s\n", commandText(fmt.Sprintf("and %d more; the summary of this run lists them all", rest)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// order puts the files of the pull request first, and errors before warnings.
func (g GitHub) order(l diag.List) diag.List {
	rank := func(d diag.Diagnostic) int {
		if g.touches(d) {
			return 0
		}
		return 1
	}
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b diag.Diagnostic) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Severity, b.Severity))
	})
	return out
}

func (g GitHub) touches(d diag.Diagnostic) bool {
	return d.Span.Source != nil && slices.Contains(g.Touched, path.Join(g.Prefix, d.Span.Source.Name))
}

// name returns the name of a diagnostic's file in the repository.
func (g GitHub) name(d diag.Diagnostic) string {
	return printable.Name(path.Join(g.Prefix, d.Span.Source.Name))
}

// command writes "::error file=…,line=…::message". Columns are of use on one
// line only.
func (g GitHub) command(b *strings.Builder, d diag.Diagnostic) {
	fmt.Fprintf(b, "::%s ", d.Severity)
	if d.Span.Source != nil {
		p := d.Span.Position()
		fmt.Fprintf(b, "file=%s,line=%d,", commandValue(g.name(d)), max(p.Line, 1))
		switch {
		case p.EndLine == p.Line && p.Line > 0:
			fmt.Fprintf(b, "col=%d,endLine=%d,endColumn=%d,", p.Column, p.EndLine, p.EndColumn)
		case p.Line > 0:
			fmt.Fprintf(b, "endLine=%d,", p.EndLine)
		}
	}
	message := d.Message
	if d.Hint != "" {
		message += "\nhint: " + d.Hint
	}
	fmt.Fprintf(b, "title=%s::%s\n", commandValue(d.ID), commandText(message))
}

// commandText escapes what stands behind the second "::".
func commandText(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(printable.Lines(s))
}

// commandValue escapes the value of a property.
func commandValue(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(printable.Lines(s))
}

// mostSummary bounds the table: GitHub refuses a summary of more than a
// mebibyte.
const mostSummary = 900 << 10

// Summary writes all diagnostics as a table in Markdown, in the order of the
// annotations.
func (g GitHub) Summary(w io.Writer, l diag.List) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### candor: %s, %s\n\n", countOf(l.Errors(), "error"), countOf(l.Warnings(), "warning"))
	if g.Aside != "" {
		b.WriteString(cell(g.Aside) + "\n\n")
	}
	if len(l) > 0 {
		b.WriteString("| | where | what | what to do |\n|---|---|---|---|\n")
	}
	for i, d := range g.order(l) {
		row := g.row(d)
		if b.Len()+len(row) > mostSummary {
			fmt.Fprintf(&b, "\nAnd %d more.\n", len(l)-i)
			break
		}
		b.WriteString(row)
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (g GitHub) row(d diag.Diagnostic) string {
	where := "the site"
	if d.Span.Source != nil {
		p := d.Span.Position()
		where = fmt.Sprintf("%s:%d:%d", g.name(d), max(p.Line, 1), max(p.Column, 1))
	}
	return fmt.Sprintf("| %s %s | %s | %s | %s |\n", d.Severity, cell(d.ID), cell(where), cell(d.Message), cell(d.Hint))
}

// cell writes a text so that Markdown shows it as it is, on one line.
func cell(s string) string {
	var b strings.Builder
	for _, r := range printable.Line(s) {
		switch {
		case r == '<':
			b.WriteString("&lt;")
			continue
		case r == '&':
			b.WriteString("&amp;")
			continue
		case strings.ContainsRune("\\`*_[]|~#!@", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func countOf(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
