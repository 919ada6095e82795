// Package frontmatter finds the TOML that begins a Markdown file, between two lines
// of +++, and the text below it. It is the only reader of these lines.
package frontmatter

import "bytes"

// Fence is the line above and below front matter. Spaces behind it do not count.
const Fence = "+++"

const (
	hyphens = "---" // the fence of YAML
	bom     = "\xef\xbb\xbf"
)

// Problem says why a file has no front matter.
type Problem uint8

// The problems.
const (
	None     Problem = iota
	Missing          // the first line is no fence
	Unclosed         // no second fence follows
	YAML             // the first line is the fence of YAML
)

// Matter says where the parts of a file are, as offsets into its bytes. Without
// front matter, From, To and Body are zero.
type Matter struct {
	Problem Problem
	Start   int // of the first line, behind a byte order mark
	Head    int // the end of the first line, without its line feed
	From    int // the TOML begins, in the line below the fence
	To      int // the TOML ends, and the second fence begins
	Body    int // the text begins, in the line below that fence
}

// Read finds the front matter of a file.
func Read(b []byte) Matter {
	m := Matter{Start: Start(b)}
	m.Head = lineEnd(b, m.Start)
	switch {
	case holds(b, m.Start, m.Head, Fence):
	case holds(b, m.Start, m.Head, hyphens):
		m.Problem = YAML
		return m
	default:
		m.Problem = Missing
		return m
	}
	from := below(b, m.Head)
	to, end, found := find(b, from, Fence)
	if !found {
		m.Problem = Unclosed
		return m
	}
	m.From, m.To, m.Body = from, to, below(b, end)
	return m
}

// Start returns where a text begins: behind its byte order mark, if it has one.
func Start(b []byte) int { return len(b) - len(bytes.TrimPrefix(b, []byte(bom))) }

// Hyphens returns the lines between the first one and the next that holds three
// hyphens and nothing else, and the number of that line, which is 0 where there is
// none.
func (m Matter) Hyphens(b []byte) (from, to, number int) {
	from = below(b, m.Head)
	to, _, found := find(b, from, hyphens)
	if !found {
		return 0, 0, 0
	}
	return from, to, bytes.Count(b[:to], []byte("\n")) + 1
}

// Late reports whether a fence is the first thing in a file after lines that hold
// nothing, which Read takes for a file without front matter.
func Late(b []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(b[Start(b):]), []byte(Fence))
}

// Wrap returns a Markdown file with these fields, which end in a line feed, and
// this text.
func Wrap(fields, text string) string {
	return Fence + "\n" + fields + Fence + "\n" + text
}

// find returns where a line begins and ends that holds a fence and nothing else.
func find(b []byte, from int, fence string) (start, end int, found bool) {
	for start = from; start < len(b); start = end + 1 {
		end = lineEnd(b, start)
		if holds(b, start, end, fence) {
			return start, end, true
		}
	}
	return 0, 0, false
}

// holds reports whether a line is a fence, but for the spaces behind it.
func holds(b []byte, start, end int, fence string) bool {
	return string(bytes.TrimRight(b[start:end], " \t\r")) == fence
}

// lineEnd returns the offset of the line feed that ends the line at an offset, or
// the length of b.
func lineEnd(b []byte, at int) int {
	if i := bytes.IndexByte(b[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(b)
}

// below returns where the line begins below the one that ends at an offset.
func below(b []byte, end int) int { return min(end+1, len(b)) }
