package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// inline writes what stands inside a paragraph.
func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.words(n)
	case *ast.String:
		w.say(n.Value)
	case *ast.CodeSpan:
		w.str("<code>")
		w.span(n)
		w.str("</code>")
	case *ast.Emphasis:
		if n.Level == 2 {
			w.element("<strong>", n, "</strong>")
		} else {
			w.element("<em>", n, "</em>")
		}
	case *east.Strikethrough:
		w.element("<del>", n, "</del>")
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.address(n)
	case *ast.Image:
		w.image(n)
	case *ast.RawHTML:
		w.rawInline(n)
	case *east.TaskCheckBox:
		w.box(n)
	case *east.FootnoteLink:
		w.noteLink(n)
	case *east.FootnoteBacklink:
		w.noteBack(n)
	default:
		w.children(n)
	}
}

// words writes plain text. A line end stays one.
func (w *writer) words(n *ast.Text) {
	value := n.Segment.Value(w.src)
	if !n.IsRaw() {
		w.unread.keep(w.src, n.Segment.Start, n.Segment.Stop)
		value = w.resolve(value)
	}
	w.say(value)
	switch {
	case n.HardLineBreak():
		w.str("<br>")
		w.say([]byte{'\n'})
	case n.SoftLineBreak():
		w.say([]byte{'\n'})
	}
}

// span writes a code span, in which line ends are spaces.
func (w *writer) span(n *ast.CodeSpan) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(w.src)
		line := bytes.TrimSuffix(value, []byte{'\n'})
		w.say(line)
		if len(line) < len(value) {
			w.say([]byte{' '})
		}
	}
}

// box writes a check box that nobody can change.
func (w *writer) box(n *east.TaskCheckBox) {
	w.str(`<input type="checkbox" disabled`)
	if n.IsChecked {
		w.str(" checked")
	}
	w.str("> ")
}

// link writes a link, or only its text where a link must not stand: in another
// link and in a title.
func (w *writer) link(n *ast.Link) {
	if w.linked || w.flat {
		w.children(n)
		return
	}
	dest := string(appendUnescaped(nil, n.Destination))
	at := w.spans.of(n, n.Reference)
	w.linked = true
	defer func() { w.linked = false }()
	if !w.safe(dest, at.dest) {
		w.element("<a>", n, "</a>")
		return
	}
	bare := isBare(n, w.src)
	slot := w.add(Link{Dest: dest, Bare: bare}, at.dest)
	w.str(`<a href="`)
	w.slot(slotURL, slot)
	w.str(`"`)
	w.tooltip(n.Title)
	w.str(">")
	if bare {
		w.slot(slotTitle, slot)
	}
	w.children(n) // of a bare link nothing to see, but perhaps to report
	w.str("</a>")
}

// isBare says that nothing of n can be seen.
func isBare(n ast.Node, src []byte) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.RawHTML:
		case *ast.Text:
			if len(bytes.TrimSpace(c.Segment.Value(src))) > 0 {
				return false
			}
		case *ast.Emphasis, *east.Strikethrough:
			if !isBare(c, src) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// address writes a link that is its own text.
func (w *writer) address(n *ast.AutoLink) {
	label := n.Label(w.src)
	dest := string(n.URL(w.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(label), []byte("mailto:")) {
		dest = "mailto:" + dest
	}
	at := w.spans.of(n, nil)
	if w.linked || !w.safe(dest, at.dest) {
		w.say(label)
		return
	}
	w.str(`<a href="`)
	w.slot(slotURL, w.add(Link{Dest: dest}, at.dest))
	w.str(`">`)
	w.say(label)
	w.str("</a>")
}

// image writes an image with its description, or only that where the address
// cannot be published.
func (w *writer) image(n *ast.Image) {
	alt := bytes.TrimSpace(w.plainly(nil, n))
	if w.flat {
		w.say(alt)
		return
	}
	dest := string(appendUnescaped(nil, n.Destination))
	at := w.spans.of(n, n.Reference)
	if len(alt) == 0 {
		w.issue("image-without-alt", at.whole, "the image "+dest+" has no text for those who do not see it",
			"say between the brackets what it shows: ![what it shows]("+dest+")")
	}
	if !w.safe(dest, at.dest) {
		w.html = appendEscaped(w.html, alt)
		return
	}
	w.str(`<img src="`)
	w.slot(slotURL, w.add(Link{Dest: dest, Image: true, Alt: len(alt) > 0}, at.dest))
	w.str(`" alt="`)
	w.html = appendEscaped(w.html, alt)
	w.str(`"`)
	w.tooltip(n.Title)
	w.str(">")
}

// tooltip writes the title that an author gave to a link or an image.
func (w *writer) tooltip(title []byte) {
	if len(title) == 0 {
		return
	}
	w.str(` title="`)
	w.html = appendEscaped(w.html, w.resolve(title))
	w.str(`"`)
}

// plainly appends the text of n without any form, for an attribute.
func (w *writer) plainly(dst []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			value := c.Segment.Value(w.src)
			if c.IsRaw() {
				dst = append(dst, value...)
			} else {
				dst = appendUnescaped(dst, value)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				dst = append(dst, ' ')
			}
		case *ast.AutoLink:
			dst = append(dst, c.Label(w.src)...)
		case *ast.RawHTML:
			w.rawInline(c)
		case *ast.CodeSpan:
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					dst = append(dst, t.Segment.Value(w.src)...)
				}
			}
		default:
			dst = w.plainly(dst, c)
		}
	}
	return dst
}
