package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"candor/internal/catalog"
)

// link writes a link, or only its text where that is in another link.
func (w *inlines) link(n *ast.Link) {
	if w.linked {
		w.children(n)
		return
	}
	dest := string(appendUnescaped(nil, n.Destination))
	at := w.spans.of(n, n.Reference)
	w.linked = true
	defer func() { w.linked = false }()
	if !w.report.safe(dest, at.dest) {
		w.element("<a>", n, "</a>")
		return
	}
	bare := isBare(n, w.report.src)
	slot := w.add(Link{Dest: dest, Bare: bare}, at)
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

// isBare reports whether nothing of n can be seen.
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
func (w *inlines) address(n *ast.AutoLink) {
	label := n.Label(w.report.src)
	dest := string(n.URL(w.report.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(label), []byte("mailto:")) {
		dest = "mailto:" + dest
	}
	at := w.spans.of(n, nil)
	if w.linked || !w.report.safe(dest, at.dest) {
		w.say(label)
		return
	}
	w.str(`<a href="`)
	w.slot(slotURL, w.add(Link{Dest: dest}, at))
	w.str(`">`)
	w.say(label)
	w.str("</a>")
}

// image writes an image with its description, or only that where the address
// cannot be published.
func (w *inlines) image(n *ast.Image) {
	alt := bytes.TrimSpace(w.plainly(nil, n))
	dest := string(appendUnescaped(nil, n.Destination))
	at := w.spans.of(n, n.Reference)
	if len(alt) == 0 {
		w.report.add(catalog.ImageWithoutAlt, at.whole, "the image "+dest+" has no text for those who do not see it",
			"say between the brackets what it shows: ![what it shows]("+dest+")")
	}
	if !w.report.safe(dest, at.dest) {
		w.html = appendEscaped(w.html, alt)
		return
	}
	w.str(`<img src="`)
	w.slot(slotURL, w.add(Link{Dest: dest, Image: true, Alt: len(alt) > 0}, at))
	w.str(`" alt="`)
	w.html = appendEscaped(w.html, alt)
	w.str(`"`)
	w.tooltip(n.Title)
	w.str(">")
}

// tooltip writes the title that an author gave to a link or an image.
func (w *inlines) tooltip(title []byte) {
	if len(title) == 0 {
		return
	}
	w.str(` title="`)
	w.html = appendEscaped(w.html, w.resolve(title))
	w.str(`"`)
}

// plainly appends the text of n without any form, for an attribute.
func (w *inlines) plainly(dst []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			value := c.Segment.Value(w.report.src)
			if c.IsRaw() {
				dst = append(dst, value...)
			} else {
				dst = appendUnescaped(dst, value)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				dst = append(dst, ' ')
			}
		case *ast.AutoLink:
			dst = append(dst, c.Label(w.report.src)...)
		case *ast.RawHTML:
			w.report.rawInline(c)
		case *ast.CodeSpan:
			w.code = append(w.code, codeSpan(w.report.src, c))
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					dst = append(dst, t.Segment.Value(w.report.src)...)
				}
			}
		default:
			dst = w.plainly(dst, c)
		}
	}
	return dst
}

// add lists a link and returns the number of its slot.
func (w *inlines) add(l Link, at linkSpan) int {
	base := w.report.base
	l.Start, l.End = base+at.dest.start, base+at.dest.end
	l.Whole = Range{base + at.whole.start, base + at.whole.end}
	l.Dest = decoded(l.Dest)
	w.links = append(w.links, l)
	return len(w.links) - 1
}
