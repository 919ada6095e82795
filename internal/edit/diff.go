package edit

import (
	"bytes"
	"fmt"
	"strings"

	"candor/internal/printable"
)

// Diff returns the changes as a unified diff that git apply takes, "" where
// nothing changes. A file that is no text is only named.
func (c Changes) Diff() string {
	var b strings.Builder
	for _, f := range c {
		f.diff(&b)
	}
	return b.String()
}

func (c Change) diff(b *strings.Builder) {
	from := c.From
	if from == "" {
		from = c.Name
	}
	same := bytes.Equal(c.Old, c.New)
	if same && from == c.Name {
		return
	}
	fmt.Fprintf(b, "diff --git %s %s\n", gitName("a/"+from), gitName("b/"+c.Name))
	if from != c.Name {
		fmt.Fprintf(b, "rename from %s\nrename to %s\n", gitName(from), gitName(c.Name))
	}
	if same || bytes.IndexByte(c.Old, 0) >= 0 {
		return
	}
	fmt.Fprintf(b, "--- %s\n+++ %s\n", gitName("a/"+from), gitName("b/"+c.Name))
	for _, h := range hunks(script(lines(c.Old), lines(c.New))) {
		h.print(b)
	}
}

// gitName writes the name of a file as git does: a name that could not be printed
// as it is stands in quotation marks, with its bytes in octal.
func gitName(name string) string {
	if printable.Name(name) == name && !strings.ContainsAny(name, `"\`) {
		return name
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range []byte(name) {
		switch {
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(c))
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// lines splits a text behind each line feed.
func lines(b []byte) []string {
	out := strings.SplitAfter(string(b), "\n")
	if out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

// op is one line of a diff: ' ' stays, '-' goes, '+' comes.
type op struct {
	kind byte
	text string
}

// mostCells bounds the table of common lines, 16 MB. What differs more is shown
// as replaced.
const mostCells = 4 << 20

// script returns the lines of both texts in order. What both begin and end with
// is set aside first: edits are few and small.
func script(a, b []string) []op {
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	out := append(all(' ', a[:head]), middle(a[head:len(a)-tail], b[head:len(b)-tail])...)
	return append(out, all(' ', a[len(a)-tail:])...)
}

// middle finds the longest common subsequence of lines.
func middle(a, b []string) []op {
	if len(a)*len(b) > mostCells {
		return append(all('-', a), all('+', b)...)
	}
	width := len(b) + 1
	common := make([]int32, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	var out []op
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			out = append(out, op{' ', a[i]})
			i, j = i+1, j+1
		case common[(i+1)*width+j] >= common[i*width+j+1]:
			out = append(out, op{'-', a[i]})
			i++
		default:
			out = append(out, op{'+', b[j]})
			j++
		}
	}
	return append(append(out, all('-', a[i:])...), all('+', b[j:])...)
}

func all(kind byte, texts []string) []op {
	out := make([]op, len(texts))
	for i, t := range texts {
		out[i] = op{kind, t}
	}
	return out
}

// hunk is a part of a diff with its surroundings.
type hunk struct {
	old, new int // the first line of each side, from 1
	ops      []op
}

// around is how many lines are shown before and behind a change.
const around = 3

// hunks groups the lines that change with those around them.
func hunks(ops []op) []hunk {
	var out []hunk
	old, new, start, end := 1, 1, 0, 0 // of the hunk that is being made
	for i, o := range ops {
		if o.kind != ' ' {
			if from := max(i-around, 0); len(out) == 0 || from > end {
				// Between from and here both sides are the same.
				start = from
				out = append(out, hunk{old: old - (i - from), new: new - (i - from)})
			}
			end = min(i+1+around, len(ops))
			out[len(out)-1].ops = ops[start:end]
		}
		old, new = old+step(o, '-'), new+step(o, '+')
	}
	return out
}

// step is how far a line of the diff moves on in the side whose lines have that
// mark.
func step(o op, mark byte) int {
	if o.kind == ' ' || o.kind == mark {
		return 1
	}
	return 0
}

func (h hunk) print(b *strings.Builder) {
	var old, new int
	for _, o := range h.ops {
		old, new = old+step(o, '-'), new+step(o, '+')
	}
	fmt.Fprintf(b, "@@ -%s +%s @@\n", extent(h.old, old), extent(h.new, new))
	for _, o := range h.ops {
		b.WriteByte(o.kind)
		b.WriteString(o.text)
		if !strings.HasSuffix(o.text, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// extent writes the lines of a hunk. An empty side stands behind the line
// before it.
func extent(first, n int) string {
	if n == 0 {
		first--
	}
	return fmt.Sprintf("%d,%d", first, n)
}
