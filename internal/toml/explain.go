package toml

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"candor/internal/diag"
)

// explain says why a document was refused. The second parser keeps exact
// places and reads on where the first stops, so all dates that are none are
// told at once, beside the key defined twice or the syntax error.
func (d *Doc) explain(text []byte, f *fault) diag.List {
	d.once.Do(func() { d.tree = readTree(text) })
	var l diag.List
	for _, t := range d.tree.dates {
		d.badDate(&l, t)
	}
	if c := d.tree.clash; c != nil {
		d.definedTwice(&l, c)
	}
	if d.tree.err != nil {
		d.syntax(&l, d.tree.err.Message, d.tree.refused())
	}
	if unheard := strings.Contains(f.message, "out of range"); unheard || len(l) == 0 {
		d.syntax(&l, f.message, extent{f.start, f.end})
	}
	return l.Sorted()
}

func (d *Doc) source(e extent) string { return string(d.tree.text[e.start:e.end]) }

// badDate reports a date unless the parser of values takes it after all.
func (d *Doc) badDate(l *diag.List, t token) {
	text := d.source(t.extent)
	if p, ok := ParseDate(text); ok && p.Precision >= Day {
		return
	}
	if _, f := decode([]byte("x = " + text)); f == nil {
		return
	}
	at := d.span(t.extent)
	message, hint := dateFault(text)
	l.Errorf("bad-date", at, hint, "%s", message)
	if isMonth(text) {
		last := &(*l)[len(*l)-1]
		last.Fixes = []diag.Fix{replace(at, `"`+text+`"`)}
	}
}

func replace(at diag.Span, text string) diag.Fix {
	return diag.Fix{Message: "write " + text, Edits: []diag.Edit{{Span: at, Text: text}}}
}

func isMonth(text string) bool {
	_, err := time.Parse("2006-01", text)
	return err == nil
}

// dateFault says what is wrong with a date and what to write instead.
func dateFault(text string) (message, hint string) {
	if isMonth(text) {
		return "a month without a day needs quotes", fmt.Sprintf("quote it: %q", text)
	}
	day, _, _ := strings.Cut(strings.NewReplacer("t", "T", " ", "T").Replace(text), "T")
	if m, ok := missingDay(day); ok {
		return m, "look up the day, or write the month alone, in quotes, as in \"2022-05\""
	}
	return fmt.Sprintf("%s is not a date", text),
		`write 2022-05-31, or 2022-05-31T14:00:00Z with a time; with less than a day use quotes, as in "2022-05"`
}

// missingDay explains a day in the right form that the calendar lacks.
func missingDay(day string) (string, bool) {
	var y, m, d int
	if len(day) != len("2006-01-02") {
		return "", false
	}
	if n, err := fmt.Sscanf(day, "%04d-%02d-%02d", &y, &m, &d); n != 3 || err != nil {
		return "", false
	}
	if m < 1 || m > 12 {
		return fmt.Sprintf("%s does not exist: a year has the months 01 to 12", day), true
	}
	days := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if d >= 1 && d <= days {
		return "", false
	}
	return fmt.Sprintf("%s does not exist: %s %d has the days 01 to %d", day, time.Month(m), y, days), true
}

// definedTwice reports a key that an earlier line leaves no room for.
func (d *Doc) definedTwice(l *diag.List, c *clash) {
	name, first := d.source(c.key), d.span(c.first.key)
	if c.first.key.empty() {
		first = d.span(c.first.value)
	}
	item := diag.Diagnostic{ID: "toml-syntax", Span: d.span(c.key)}
	related := "it is defined here first"
	switch {
	case c.form == implied:
		item.Message = fmt.Sprintf("nothing can stand below %s, because it has a value of its own", name)
		item.Hint = "rename one of the two"
		related = "the value is given here"
	case c.form == listed:
		item.Message = fmt.Sprintf("[[%s]] adds to a list, but %s is defined otherwise before", name, name)
		item.Hint = "use the same form for all of them, or rename one"
	case c.form == headed:
		item.Message = fmt.Sprintf("the table %s is defined twice", name)
		item.Hint = fmt.Sprintf("put both under one header; a list of tables has the header [[%s]] each time", name)
	default:
		item.Message = fmt.Sprintf("%s is defined twice", name)
		item.Hint = "keep one of the two, or rename one"
	}
	item.Related = []diag.Related{{Span: first, Message: related}}
	*l = append(*l, item)
}

// refused returns what the second parser highlights.
func (t *tree) refused() extent {
	// The highlight is a part of text; what is left behind it tells where.
	start := min(max(cap(t.text)-cap(t.err.Highlight), 0), len(t.text))
	return extent{start, min(start+len(t.err.Highlight), len(t.text))}
}

// syntax reports what a parser refused at a place, in words of our own.
func (d *Doc) syntax(l *diag.List, message string, at extent) {
	text := d.tree.text
	s := sayingFor(message)
	w := s.words
	opened := scan(text[:at.start]).open
	if s.point != nil && at.start < len(text) {
		at, w = s.point(text, at)
	}
	at.end = at.start + len(bytes.TrimRight(text[at.start:at.end], "\r\n"))
	l.Errorf("toml-syntax", d.span(at), w.hint, "%s", w.message)
	if w.instead != "" {
		(*l)[len(*l)-1].Fixes = []diag.Fix{replace(d.span(at), w.instead)}
	}
	if w.opens && len(opened) > 0 {
		begin := opened[len(opened)-1].at
		(*l)[len(*l)-1].Related = []diag.Related{{Span: d.span(extent{begin, begin + 1}), Message: "it begins here"}}
	}
}

// lineEnd returns where the line that holds offset i ends.
func lineEnd(text []byte, i int) int {
	if n := bytes.IndexByte(text[i:], '\n'); n >= 0 {
		i += n
		if i > 0 && text[i-1] == '\r' {
			i--
		}
		return i
	}
	return len(text)
}
