package toml

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"time"

	"candor/internal/catalog"
	"candor/internal/diag"
)

// explainer collects why a document was refused.
type explainer struct {
	doc  *Doc
	text []byte
	list diag.List
}

// explain says why a document was refused. The second parser keeps exact
// places and reads on where the first stops, so all dates that are none are
// told at once, beside the key defined twice and the syntax error.
func (d *Doc) explain(text []byte, f *fault) diag.List {
	d.once.Do(func() { d.tree = readTree(text) })
	e := explainer{doc: d, text: text}
	for _, at := range d.tree.dates {
		e.badDate(at)
	}
	if c := d.tree.clash; c != nil {
		e.definedTwice(c)
	}
	if d.tree.refused != nil {
		e.syntax(d.tree.refused)
	}
	// Numbers are checked by the first parser only.
	if tooLarge := strings.Contains(f.message, "out of range"); tooLarge || len(e.list) == 0 {
		e.syntax(f)
	}
	return e.list.Sorted()
}

func (e *explainer) source(at extent) string { return string(e.text[at.start:at.end]) }

// last is the diagnostic reported last.
func (e *explainer) last() *diag.Diagnostic { return &e.list[len(e.list)-1] }

// badDate reports a date unless the parser of values takes it after all.
func (e *explainer) badDate(at extent) {
	text := e.source(at)
	if p, ok := ParseDate(text); ok && p.Precision >= Day {
		return
	}
	if _, f := decode([]byte("x = " + text)); f == nil {
		return
	}
	message, hint := dateFault(text)
	meant, instead := Meant(text)
	if isMonth(text) {
		instead = `"` + text + `"`
	}
	e.list.Errorf(catalog.BadDate, e.doc.span(at), cmp.Or(meant, hint), "%s", message)
	if instead != "" {
		e.last().Fixes = []diag.Fix{replace(e.doc.span(at), instead)}
	}
}

// replace is a fix that says the same in another form.
func replace(at diag.Span, text string) diag.Fix {
	return diag.Fix{Certain: true, Message: "write " + text, Edits: []diag.Edit{{Span: at, Text: text}}}
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
	if hint, _ := Meant(text); hint != "" {
		return fmt.Sprintf("%s is not how a date is written here", shorten(text)), hint
	}
	return fmt.Sprintf("%s is not a date", shorten(text)),
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
func (e *explainer) definedTwice(c *clash) {
	name, first := shorten(e.source(c.key)), e.doc.span(c.first.key)
	if c.first.key.empty() {
		first = e.doc.span(c.first.value)
	}
	item := diag.Diagnostic{ID: catalog.TOMLSyntax, Span: e.doc.span(c.key)}
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
	e.list = append(e.list, item)
}

// syntax reports what a parser refused, in words of our own.
func (e *explainer) syntax(f *fault) {
	s, at := sayingFor(f.message), f.extent
	w := s.words
	if s.point != nil && at.start < len(e.text) {
		if place, better := s.point(e.text, at); better.message != "" {
			at, w = place, better
		}
	}
	at.end = at.start + len(bytes.TrimRight(e.text[at.start:at.end], "\r\n"))
	e.list.Errorf(cmp.Or(w.id, catalog.TOMLSyntax), e.doc.span(at), w.hint, "%s", w.message)
	switch {
	case w.remove:
		e.last().Fixes = []diag.Fix{{Message: "delete it", Edits: []diag.Edit{{Span: e.doc.span(at)}}}}
	case w.instead != "":
		e.last().Fixes = []diag.Fix{replace(e.doc.span(at), w.instead)}
	}
	if opened := scan(e.text[:f.start]).open; w.opens && len(opened) > 0 {
		begin := opened[len(opened)-1].at
		e.last().Related = []diag.Related{{Span: e.doc.span(extent{begin, begin + 1}), Message: "it begins here"}}
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
