// Package diag is the language in which every part of the program tells an
// author what is wrong: immutable sources, half-open byte spans into them, and
// diagnostics with an id, a message, a remedy, related places and fixes.
//
// Collecting and printing are apart. A stage returns a List next to its value,
// and package report prints a sorted List. Messages follow one style: lower
// case, no final period, the author's words, never a Go type.
package diag

import (
	"cmp"
	"fmt"
	"slices"

	"candor/internal/catalog"
)

// Severity says whether a diagnostic keeps the site from being published.
type Severity uint8

// The severities. The zero value is Error, so that a forgotten one blocks.
const (
	Error Severity = iota
	Warning
)

// String returns "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// SeverityOf returns the severity that the catalog gives to an id, and Error for
// an id that is not in it.
func SeverityOf(id string) Severity {
	if e, _ := catalog.Lookup(id); e.Warning {
		return Warning
	}
	return Error
}

// Span is a half-open byte range of a source. A span without a source stands
// for the site as a whole; an empty one marks a point.
type Span struct {
	Source     *Source
	Start, End int
}

// Text returns the bytes that the span covers, or nil where they cannot be
// read.
func (s Span) Text() []byte {
	if s.Source == nil {
		return nil
	}
	b, err := s.Source.Bytes()
	if err != nil || s.Start < 0 || s.End > len(b) || s.Start > s.End {
		return nil
	}
	return b[s.Start:s.End]
}

// Sub returns the part of s that begins start bytes into it and ends before
// end, clamped to s.
func (s Span) Sub(start, end int) Span {
	from := min(s.Start+max(start, 0), s.End)
	to := min(max(s.Start+end, from), s.End)
	return Span{Source: s.Source, Start: from, End: to}
}

// Diagnostic is one mistake, told once.
type Diagnostic struct {
	ID       string // kebab-case, the name of the wrong thing: "link-broken"
	Severity Severity
	Span     Span
	Field    string // the JSON pointer of the field that is wrong, where it is one of a record
	Message  string // one line: what is wrong, in the author's words
	Label    string // what the underlined text is, optional: "disclosed here"
	Hint     string // one line: what to do
	Related  []Related
	Fixes    []Fix
}

// Related is another place that helps to understand a diagnostic.
type Related struct {
	Span    Span
	Message string
}

// Fix is a remedy that a program can apply: edits that do not overlap.
type Fix struct {
	Message string
	Edits   []Edit

	// Certain says that nothing was guessed from what resembles it: the edits say
	// the same in the right form, or in the right place.
	Certain bool
}

// Edit replaces the text of a span.
type Edit struct {
	Span Span
	Text string
}

// List collects diagnostics. The zero value is empty and ready to use.
type List []Diagnostic

// Errorf appends an error with the message formatted from format and args.
func (l *List) Errorf(id string, at Span, hint, format string, args ...any) {
	*l = append(*l, Diagnostic{ID: id, Span: at, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// Warnf appends a warning with the message formatted from format and args.
func (l *List) Warnf(id string, at Span, hint, format string, args ...any) {
	*l = append(*l, Diagnostic{ID: id, Severity: Warning, Span: at, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// Errors counts the diagnostics that block.
func (l List) Errors() int { return l.count(Error) }

// Warnings counts the diagnostics that do not block.
func (l List) Warnings() int { return l.count(Warning) }

func (l List) count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sorted returns the list in order of file, position, id and message, without
// repetitions: of those that differ in what they are related to, the one whose
// place comes first stays, in whichever order they were found. Diagnostics of the
// site as a whole come last.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(compare(a, b), slices.CompareFunc(a.Related, b.Related, compareRelated))
	})
	return slices.CompactFunc(out, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
}

func compareRelated(a, b Related) int {
	return cmp.Or(cmp.Compare(a.Span.File(), b.Span.File()), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Message, b.Message))
}

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(b2i(a.Span.Source == nil), b2i(b.Span.Source == nil)),
		cmp.Compare(a.Span.File(), b.Span.File()),
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(a.Span.End, b.Span.End),
		cmp.Compare(a.ID, b.ID),
		cmp.Compare(a.Message, b.Message),
	)
}

// File returns the name of the source, "" for the site as a whole.
func (s Span) File() string {
	if s.Source == nil {
		return ""
	}
	return s.Source.Name
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
