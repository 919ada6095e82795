// Package markup turns Markdown into HTML with numbered slots and a list of
// what it links to. It knows no records.
//
// The dialect is CommonMark with GitHub's additions (tables, strikethrough,
// bare addresses, task lists, footnotes, alerts, heading ids) and definition
// lists. A text is parsed once. What comes out, a Body, holds everything that
// later stages ask for and can be carried into a store and back:
//
//   - HTML in which every address, and every text that is the title of what is
//     linked to, is a slot; Fill writes them when a page is opened, so a Body
//     depends on nothing but its source;
//   - the links and images with the place of each destination, the headings
//     with their ids, the ranges of code, and the plain text;
//   - issues: what the Markdown alone shows to be wrong.
//
// The HTML is safe to publish whatever the source says. Raw HTML is an issue
// and never reaches the output; so are addresses that would run code. All text
// is escaped, control characters become U+FFFD, and the byte that marks a slot
// cannot come from a source. It is made to be read by everyone: header cells
// have a scope, what scrolls can be reached by keyboard, check boxes have a
// label.
//
// Render and Fragment are safe for concurrent use. The package is the
// only one that imports the Markdown parser and the highlighter.
package markup

import (
	"bytes"
	"fmt"

	"candor/internal/diag"
)

// Body is a Markdown text after parsing: everything that later stages need,
// so that its source is parsed once. Offsets are relative to the Source.
type Body struct {
	HTML     []byte // with slots: see Fill
	Links    []Link
	Headings []Heading
	Text     string // plain text of the whole, white space folded, code blocks left out
	Issues   []Issue
	Code     []Range // blocks with their fences, and spans with their backticks, in order
}

// Range is a part of the source, from Start up to End.
type Range struct{ Start, End int }

// Link is a link or an image of a body; its index is the number of its slot.
// Links that are an issue of their scheme have no slot and are not listed.
type Link struct {
	// Dest is the destination with escapes and entities resolved and, where it
	// has no scheme, percent-encoding too (%23 and %3F stay: they are no
	// delimiters).
	Dest       string
	Start, End int   // the destination in the source; for a reference, in its definition
	Whole      Range // the link in the source, its text and destination
	Image      bool  // an image, not a link
	Bare       bool  // an empty text: the slot wants the target's title
	Alt        bool  // an image with a text for those who do not see it
}

// Heading is one heading; ID is made as GitHub makes it.
type Heading struct {
	Level      int
	ID, Text   string
	Start, End int // the heading's text in the source

	// TextStart is where its section begins in the Text of the body. The
	// section begins with the heading's own text and ends where the next begins.
	TextStart int
}

// Issue is something the Markdown alone shows to be wrong: raw-html,
// heading-skipped, heading-level-one, image-without-alt, link-scheme or
// highlight-failed.
type Issue struct {
	ID         string
	Start, End int
	Message    string
	Hint       string
}

// Render parses the Markdown between start and end of src, whose bytes are b.
func Render(src *diag.Source, b []byte, start, end int) (*Body, error) {
	if start < 0 || end > len(b) || start > end {
		return nil, fmt.Errorf("%s: no text from byte %d to %d of %d", src.Name, start, end, len(b))
	}
	if start == 0 && bytes.HasPrefix(b[:end], byteOrderMark) {
		start = len(byteOrderMark)
	}
	return render(b[start:end], start), nil
}

// Fragment parses Markdown that is no file: a field. Offsets are relative to b.
func Fragment(b []byte) *Body { return render(b, 0) }

var byteOrderMark = []byte("\xef\xbb\xbf")

// render makes the Body of src, which begins at base of its file.
func render(src []byte, base int) *Body {
	w := newWriter(src, base)
	defer w.release()
	w.document(parse(src, &w.in.spans))
	return w.finish()
}
