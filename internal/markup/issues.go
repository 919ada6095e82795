package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"candor/internal/catalog"
)

// dangerous are the schemes that run code or read the reader's own disk.
var dangerous = map[string]string{
	"javascript": "link to a page, or describe in words what to do",
	"vbscript":   "link to a page, or describe in words what to do",
	"data":       "save the content as a file beside this one and link to that",
	"file":       "link to a file of this site by its relative path",
}

// report collects what the Markdown alone shows to be wrong.
type report struct {
	src    []byte         // what is parsed
	base   int            // where src begins in its file
	tags   map[string]int // HTML elements that were opened
	issues []Issue
}

// begin prepares for a text that begins at base of its file.
func (r *report) begin(src []byte, base int) {
	clear(r.tags)
	*r = report{src: src, base: base, tags: r.tags}
}

// add reports what is at a range of the parsed text.
func (r *report) add(id string, at span, message, hint string) {
	start := min(max(at.start, 0), len(r.src))
	end := min(max(at.end, start), len(r.src))
	end = start + len(bytes.TrimRight(r.src[start:end], " \t\r\n"))
	r.issues = append(r.issues, Issue{ID: id, Start: r.base + start, End: r.base + end, Message: message, Hint: hint})
}

// safe reports whether an address may be published, and adds an issue about one
// that may not.
func (r *report) safe(dest string, at span) bool {
	s := scheme(dest)
	hint, bad := dangerous[s]
	if bad {
		r.add(catalog.LinkScheme, at, "addresses that begin with "+s+": are not published", hint)
	}
	return !bad
}

// instead says for HTML elements what Markdown has in their place.
var instead = map[string]string{
	"!--": "take the comment out: what is not meant for readers does not belong in the source",
	"a":   "write a link as [text](address); to be linked to, a heading has its id already", "img": "write the image as ![what it shows](file)",
	"b": "write it as **text**", "strong": "write it as **text**",
	"i": "write it as *text*", "em": "write it as *text*",
	"s": "write it as ~~text~~", "del": "write it as ~~text~~", "strike": "write it as ~~text~~",
	"code": "put the code between backticks", "tt": "put the code between backticks",
	"kbd": "put the keys between backticks",
	"pre": "put the code between two lines of ```",
	"br":  "end the line with a backslash; in a table, begin a row of its own",
	"hr":  "write a line of three hyphens: ---", "p": "separate paragraphs by an empty line",
	"h1": "write ## before the heading", "h2": "write ## before the heading",
	"h3": "write ### before the heading", "h4": "write #### before the heading",
	"ul": "begin each item with a hyphen", "ol": "begin each item with a number and a period",
	"li": "begin each item with a hyphen", "blockquote": "begin each line with >",
	"table": "write a table: cells between | signs, a line of | --- | below the first row",
	"dl":    "write the term on a line of its own, and below it : and its description",
	"sup":   "write a footnote as [^name], or use the Unicode character",
	"sub":   "use the Unicode character", "details": "use a heading",
	"summary": "use a heading", "center": "leave the alignment to the page's style",
	"div": "leave out the tag", "span": "leave out the tag",
}

// showIt is for everything else: a placeholder such as <your-name> as well.
const showIt = "put it between backticks to show it as it is, or write it in Markdown"

// raw adds an issue about HTML. A closing tag whose opening one is reported is not.
func (r *report) raw(at span) {
	tag, closing := tagName(r.src[at.start:at.end])
	if closing && r.tags[tag] > 0 {
		r.tags[tag]--
		return
	}
	if !closing {
		r.tags[tag]++
	}
	hint, ok := instead[tag]
	if !ok {
		hint = showIt
	}
	line, _, _ := bytes.Cut(bytes.TrimSpace(r.src[at.start:at.end]), []byte{'\n'})
	r.add(catalog.RawHTML, at, "HTML is not published: "+shorten(string(bytes.TrimSpace(line))), hint)
}

// shorten keeps a quotation within a line.
func shorten(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// tagName returns the name of the tag that b begins with, in lower case.
func tagName(b []byte) (name string, closing bool) {
	b = bytes.TrimPrefix(bytes.TrimSpace(b), []byte{'<'})
	if bytes.HasPrefix(b, []byte("!--")) {
		return "!--", false
	}
	b, closing = bytes.CutPrefix(b, []byte{'/'})
	end := bytes.IndexFunc(b, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
	})
	if end >= 0 {
		b = b[:end]
	}
	return strings.ToLower(string(b)), closing
}

// rawInline and rawBlock write nothing: HTML is only reported.
func (r *report) rawInline(n *ast.RawHTML) {
	if l := n.Segments.Len(); l > 0 {
		r.raw(span{n.Segments.At(0).Start, n.Segments.At(l - 1).Stop})
	}
}

func (r *report) rawBlock(n *ast.HTMLBlock) {
	at := extent(n)
	if n.HasClosure() {
		if n.Lines().Len() == 0 {
			at.start = n.ClosureLine.Start
		}
		at.end = n.ClosureLine.Stop
	}
	r.raw(at)
}
