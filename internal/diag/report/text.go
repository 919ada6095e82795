// Package report prints diagnostics: as text for people, as one JSON object a
// line for programs, as SARIF for code scanners and as the workflow commands of
// GitHub. Every printer takes a list in the order in which it is to be shown.
package report

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"candor/internal/diag"
)

// Text prints diagnostics for people: the place, the line as it was written
// with the mistake underlined, related places, what to do and where to read
// more.
type Text struct {
	Color bool // for a terminal only
}

// Print writes every diagnostic of the list in its order.
func (t Text) Print(w io.Writer, l diag.List) error {
	var b strings.Builder
	for _, d := range l {
		t.one(&b, d)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

const (
	bold   = "\x1b[1m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	blue   = "\x1b[1;34m"
	reset  = "\x1b[0m"
)

func (t Text) paint(color, s string) string {
	if !t.Color || s == "" {
		return s
	}
	return color + s + reset
}

func (t Text) tone(s diag.Severity) string {
	if s == diag.Warning {
		return yellow
	}
	return red
}

func (t Text) one(b *strings.Builder, d diag.Diagnostic) {
	fmt.Fprintf(b, "%s%s\n", t.paint(t.tone(d.Severity), d.Severity.String()+"["+d.ID+"]"), t.paint(bold, ": "+clean(d.Message)))
	gutter := t.gutter(d)
	if d.Span.Source != nil {
		t.place(b, gutter, "-->", d.Span)
		t.snippet(b, gutter, d.Span, t.tone(d.Severity), d.Label)
	}
	for _, r := range d.Related {
		if r.Span.Source == nil {
			fmt.Fprintf(b, "%s %s note: %s\n", pad(gutter), t.paint(blue, "="), clean(r.Message))
			continue
		}
		t.place(b, gutter, ":::", r.Span)
		t.snippet(b, gutter, r.Span, blue, r.Message)
	}
	if d.Hint != "" {
		fmt.Fprintf(b, "%s %s hint: %s\n", pad(gutter), t.paint(blue, "="), clean(d.Hint))
	}
	fmt.Fprintf(b, "%s %s see:  candor explain %s\n\n", pad(gutter), t.paint(blue, "="), d.ID)
}

// gutter returns how many columns the line numbers of a diagnostic take.
func (t Text) gutter(d diag.Diagnostic) int {
	most := d.Span.Position().Line
	for _, r := range d.Related {
		most = max(most, r.Span.Position().Line)
	}
	return len(fmt.Sprint(most))
}

func pad(n int) string { return strings.Repeat(" ", n+1) }

func (t Text) place(b *strings.Builder, gutter int, arrow string, s diag.Span) {
	p := s.Position()
	fmt.Fprintf(b, "%s%s %s:%d:%d\n", strings.Repeat(" ", gutter+1), t.paint(blue, arrow), s.Source.Name, max(p.Line, 1), max(p.Column, 1))
}

// widest is how much of a line is shown: a line of minified text is no help.
const widest = 120

// snippet shows the line of a span and underlines what the span covers of it.
func (t Text) snippet(b *strings.Builder, gutter int, s diag.Span, color, label string) {
	src, err := s.Source.Bytes()
	p := s.Position()
	if err != nil || p.Line == 0 || s.Source.Size == 0 {
		return
	}
	line := clean(s.Source.Line(src, p.Line))
	column, width := p.Column, p.EndColumn-p.Column
	if p.EndLine > p.Line {
		width = utf8.RuneCountInString(line) - p.Column + 1
	}
	line, column = window(line, column)
	width = max(1, min(width, utf8.RuneCountInString(line)-column+1))
	bar := t.paint(blue, "|")
	fmt.Fprintf(b, "%s%s\n", strings.Repeat(" ", gutter+2), bar)
	fmt.Fprintf(b, " %s %s %s\n", t.paint(blue, fmt.Sprintf("%*d", gutter, p.Line)), bar, line)
	under := t.paint(color, strings.TrimRight(strings.Repeat("^", width)+" "+clean(label), " "))
	fmt.Fprintf(b, "%s%s %s%s\n", strings.Repeat(" ", gutter+2), bar, strings.Repeat(" ", column-1), under)
}

// window cuts a long line to the part around a column.
func window(line string, column int) (string, int) {
	runes := []rune(line)
	if len(runes) <= widest {
		return line, column
	}
	from := max(0, min(column-widest/3, len(runes)-widest))
	cut := string(runes[from:min(from+widest, len(runes))])
	if from > 0 {
		return "…" + cut, column - from + 1
	}
	return cut + "…", column
}

// clean makes control characters visible, so that a source cannot write to the
// terminal, and counts a tab as one column.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n':
			return ' '
		case r < 0x20, r == 0x7f, r >= 0x80 && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return '\uFFFD'
		}
		return r
	}, s)
}
