package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"candor/internal/catalog"
)

// codeBlock returns the range of a block of code, with the lines of its fences,
// and whether it has an end: without one, all that follows is shown as code.
func codeBlock(src []byte, n ast.Node) (at span, closed bool) {
	at = extent(n)
	if _, ok := n.(*ast.FencedCodeBlock); !ok {
		return at, true
	}
	if n.Lines().Len() == 0 {
		at.end = n.Pos() + len(lineOf(src, n.Pos()))
		at.end += len(src[at.end:]) - len(bytes.TrimPrefix(bytes.TrimPrefix(src[at.end:], []byte("\r")), []byte("\n")))
	}
	at.start = n.Pos()
	last := lineOf(src, at.end)
	if isFence(last) {
		at.end += len(last)
		return at, true
	}
	return at, n.Lines().Len() == 0
}

// unclosed reports a fenced block that its author did not end.
func (r *report) unclosed(at span) {
	line := lineOf(r.src, at.start)
	sign := string(line[:len(line)-len(bytes.TrimLeft(line, "`~"))])
	r.add(catalog.CodeUnclosed, span{at.start, at.start + len(line)}, "this code never ends, so all that follows is shown as code",
		"write a line "+sign+" below the code")
}

// codeSpan returns the range of a code span, with its backticks.
func codeSpan(src []byte, n *ast.CodeSpan) span {
	at := span{n.Pos(), n.Pos()}
	for at.end < len(src) && src[at.end] == '`' {
		at.end++
	}
	ticks := at.end - at.start
	if last, ok := n.LastChild().(*ast.Text); ok {
		at.end = last.Segment.Stop
		at.end += max(bytes.IndexByte(src[at.end:], '`'), 0)
	}
	at.end = min(at.end+ticks, len(src))
	return at
}

// language returns the first word behind the fence of a block of code.
func language(info []byte) string {
	if i := bytes.IndexAny(info, " \t,{:"); i >= 0 {
		info = info[:i]
	}
	return strings.Clone(string(info))
}

// lineOf returns the line that begins at an offset.
func lineOf(src []byte, at int) []byte {
	line, _, _ := bytes.Cut(src[min(at, len(src)):], []byte{'\n'})
	return bytes.TrimRight(line, "\r")
}

func isFence(line []byte) bool {
	line = bytes.TrimLeft(line, " \t>")
	return bytes.HasPrefix(line, []byte("```")) || bytes.HasPrefix(line, []byte("~~~"))
}
