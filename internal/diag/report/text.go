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
	"candor/internal/printable"
)

// Text prints diagnostics for people: the place, the line as it was written
// with the mistake underlined, related places, what to do and where to read
// more.
type Text struct {
	Color bool // for a terminal only
}

// Print writes every diagnostic of the list in its order.
func (t Text) Print(w io.Writer, l diag.List) error {
	p := printer{Text: t}
	for _, d := range l {
		p.one(d)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

// printer is one run of Text.
type printer struct {
	Text
	b      strings.Builder
	reader diag.Reader
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

func (p *printer) one(d diag.Diagnostic) {
	fmt.Fprintf(&p.b, "%s%s\n", p.paint(p.tone(d.Severity), d.Severity.String()+"["+printable.Name(d.ID)+"]"), p.paint(bold, ": "+printable.Line(d.Message)))
	gutter := gutterOf(d)
	if d.Span.Source != nil {
		p.place(gutter, "-->", d.Span)
		p.snippet(gutter, d.Span, p.tone(d.Severity), d.Label)
	}
	for _, r := range d.Related {
		if r.Span.Source == nil {
			p.remark(gutter, "note: "+printable.Line(r.Message))
			continue
		}
		p.place(gutter, ":::", r.Span)
		p.snippet(gutter, r.Span, blue, r.Message)
	}
	if d.Hint != "" {
		p.remark(gutter, "hint: "+printable.Line(d.Hint))
	}
	p.remark(gutter, "see:  candor explain "+printable.Name(d.ID))
	p.b.WriteByte('\n')
}

// remark writes a line below the places.
func (p *printer) remark(gutter int, s string) {
	fmt.Fprintf(&p.b, "%s %s %s\n", strings.Repeat(" ", gutter+1), p.paint(blue, "="), s)
}

// gutterOf returns how many columns the line numbers of a diagnostic take.
func gutterOf(d diag.Diagnostic) int {
	most := d.Span.Position().Line
	for _, r := range d.Related {
		most = max(most, r.Span.Position().Line)
	}
	return len(fmt.Sprint(most))
}

func (p *printer) place(gutter int, arrow string, s diag.Span) {
	at := s.Position()
	fmt.Fprintf(&p.b, "%s%s %s:%d:%d\n", strings.Repeat(" ", gutter+1), p.paint(blue, arrow), printable.Name(s.Source.Name), max(at.Line, 1), max(at.Column, 1))
}

// widest is how many characters of a line are shown: a line of minified text is
// no help.
const widest = 120

// snippet shows the line of a span and underlines what the span covers of it.
func (p *printer) snippet(gutter int, s diag.Span, color, label string) {
	e, ok := p.reader.Excerpt(s)
	if !ok {
		return
	}
	line, column := window(printable.Line(e.Text), utf8.RuneCountInString(e.Text[:e.Start])+1)
	width := utf8.RuneCountInString(e.Text[e.Start:e.End])
	width = max(1, min(width, utf8.RuneCountInString(line)-column+1))
	bar := p.paint(blue, "|")
	fmt.Fprintf(&p.b, "%s%s\n", strings.Repeat(" ", gutter+2), bar)
	fmt.Fprintf(&p.b, " %s %s %s\n", p.paint(blue, fmt.Sprintf("%*d", gutter, s.Position().Line)), bar, line)
	under := p.paint(color, strings.TrimRight(strings.Repeat("^", width)+" "+printable.Line(label), " "))
	fmt.Fprintf(&p.b, "%s%s %s%s\n", strings.Repeat(" ", gutter+2), bar, strings.Repeat(" ", column-1), under)
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
