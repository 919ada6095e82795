package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"candor/internal/printable"
	"candor/internal/wording"
)

// summary says in a line how much changed.
func (r *Report) summary() string {
	counts := map[Kind]int{}
	grave := 0
	for _, c := range r.Changes {
		if c.Weight == Grave {
			grave++
		} else if c.Group != Rules && c.Group != Promises && c.Group != Types && c.Group != Site {
			counts[c.Kind]++
		}
	}
	var words []string
	for _, k := range []struct {
		kind Kind
		word string
	}{{Added, "new"}, {Removed, "gone"}, {Withdrawn, "withdrawn"}, {Renamed, "renamed"}, {Changed, "changed"}} {
		if n := counts[k.kind]; n > 0 {
			words = append(words, wording.Number(float64(n))+" "+k.word)
		}
	}
	out := strings.Join(words, ", ")
	if out != "" {
		out = "records: " + out
	}
	if grave > 0 {
		out = Also(wording.Count(float64(grave), "change weakens or may weaken", "changes weaken or may weaken")+" what is demanded", out)
	}
	if out == "" && len(r.Changes) == 0 {
		return "nothing changed in meaning"
	}
	if out == "" {
		return "no record changed, but what surrounds them did"
	}
	return out
}

// Text writes the report for people to read on a terminal.
func (r *Report) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "From %s to %s: %s\n", printable.Line(r.Old), printable.Line(r.New), r.summary())
	for _, s := range r.sections() {
		fmt.Fprintf(&b, "\n%s\n", printable.Line(s.title))
		for _, e := range s.entries {
			e.text(&b)
		}
	}
	if len(r.Unread) > 0 {
		b.WriteString("\nNot read in full, so what changed there may be missing above\n")
	}
	for _, line := range r.unreadLines() {
		wrap(&b, "  ", "    ", line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (e *entry) text(b *strings.Builder) {
	shout, head, rest := e.head()
	if shout != "" {
		head = shout + ": " + head
	}
	if rest != "" {
		head += ": " + rest
	}
	mark := "  "
	if e.grave {
		mark = "! "
	}
	wrap(b, mark, "    ", head)
	for _, d := range e.details {
		wrap(b, "    ", "      ", wording.Capital(d))
	}
}

// width is where lines of text are broken.
const width = 100

// wrap writes a text in lines, the first behind one margin, the others behind
// another.
func wrap(b *strings.Builder, first, rest, text string) {
	b.WriteString(first)
	at := len(first)
	for i, word := range strings.Fields(printable.Line(text)) {
		n := len([]rune(word))
		switch {
		case i == 0:
		case at+1+n > width:
			b.WriteString("\n" + rest)
			at = len(rest)
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	b.WriteByte('\n')
}

// unreadLines tells of the files that could not be read in full. What is wrong
// on both sides is told once.
func (r *Report) unreadLines() []string {
	var out []string
	for _, u := range r.Unread {
		line := printable.Name(u.File)
		if line == "" {
			line = "the site"
		}
		if len(u.Records) > 0 {
			line += " (" + wording.Series(firstFew(u.Records)) + ")"
		}
		line += ": " + u.Message
		both := slices.ContainsFunc(r.Unread, func(v Unread) bool {
			return v.Side != u.Side && v.File == u.File && v.Message == u.Message
		})
		switch {
		case !both:
			out = append(out, "at "+u.Side+", "+line)
		case u.Side == r.Old:
			out = append(out, "on both sides, "+line)
		}
	}
	return out
}

func firstFew(names []string) []string {
	if len(names) <= 5 {
		return names
	}
	return append(slices.Clone(names[:4]), fmt.Sprintf("%d more", len(names)-4))
}
