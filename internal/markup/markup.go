// Package markup turns Markdown into HTML with numbered slots and a list of
// what it links to. It knows no records.
package markup

import "candor/internal/diag"

// Body is a Markdown text after parsing: everything that later stages need,
// so that its source is parsed once. Offsets are relative to the Source.
type Body struct {
	HTML     []byte // slots are written as the byte 0x01, kind byte, uvarint number…: see Fill
	Links    []Link
	Headings []Heading
	Text     string // plain text of the whole, white space folded, code left out
	Issues   []Issue
}

// Link is a link or an image of a body; its index is the number of its slot.
type Link struct {
	Dest       string // as written, entity- and percent-decoding undone
	Start, End int    // the destination in the source
	Image      bool
	Bare       bool // an empty text: the slot wants the target's title
	Alt        bool // an image with a text for those who do not see it
}

// Heading is one heading; ID is made as GitHub makes it.
type Heading struct {
	Level      int
	ID, Text   string
	Start, End int // the heading's text in the source
}

// Issue is something the Markdown alone shows to be wrong.
type Issue struct {
	ID         string // raw-html, heading-skipped, image-without-alt, …
	Start, End int
	Message    string
	Hint       string
}

// Render parses the Markdown between start and end of src.
func Render(src *diag.Source, b []byte, start, end int) (*Body, error) { panic("not yet") }

// Target is what fills a slot.
type Target struct{ URL, Title string }

// Fill returns the HTML with every slot filled by what resolve answers for the
// link of that number.
func (b *Body) Fill(resolve func(slot int) Target) []byte { panic("not yet") }

// MarshalBinary and UnmarshalBinary carry a Body into the Store and back.
func (b *Body) MarshalBinary() ([]byte, error) { panic("not yet") }

// UnmarshalBinary reads what MarshalBinary wrote.
func (b *Body) UnmarshalBinary(data []byte) error { panic("not yet") }
