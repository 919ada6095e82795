package check

import (
	"fmt"
	"slices"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/site"
)

var embargoLeak = &Check{
	ID: catalog.EmbargoLeak,
	Run: func(p *Pass) {
		shown := p.Public()
		if shown == nil {
			return
		}
		l := leaks{Pass: p}
		l.followed(shown)
		if shown.Body.Source != nil {
			l.text()
		}
		l.fields(shown)
		l.report()
	},
}

// mostPlaces is how many places are shown of one that is hidden: to show one
// more is to read its file again.
const mostPlaces = 20

// leaks collects where a public record gives away what is not public.
type leaks struct {
	*Pass
	keys   []content.Key // in the order of the first place
	places map[content.Key][]diag.Span
	more   map[content.Key]bool // than are shown
	linked map[content.Key]bool
}

// add asks for the place only as long as it can be shown.
func (l *leaks) add(k content.Key, place func() diag.Span) {
	if l.places == nil {
		l.places, l.more = map[content.Key][]diag.Span{}, map[content.Key]bool{}
	}
	have := l.places[k]
	if have == nil {
		l.keys = append(l.keys, k)
	}
	if l.more[k] {
		return
	}
	at := place()
	overlaps := func(s diag.Span) bool { return s.Source == at.Source && s.Start < at.End && at.Start < s.End }
	switch {
	case slices.ContainsFunc(have, overlaps):
	case len(have) == mostPlaces:
		l.more[k] = true
	default:
		l.places[k] = append(have, at)
	}
}

func (l *leaks) followed(shown *content.Record) {
	for _, to := range l.links() {
		if to.to.Problem != site.HiddenRecord || !l.seen(to, shown) {
			continue
		}
		if l.linked == nil {
			l.linked = map[content.Key]bool{}
		}
		l.linked[to.to.Key] = true
		l.add(to.to.Key, func() diag.Span { return l.place(to) })
	}
}

func (l *leaks) text() {
	l.findHidden(l.body(), func(start, end int, k content.Key) {
		l.add(k, func() diag.Span { return l.bodySpan(start, end) })
	})
}

func (l *leaks) fields(shown *content.Record) {
	if len(l.hidden.byToken) == 0 {
		return
	}
	schema.WalkTexts(l.Type.Fields, shown.Values, func(at *schema.Path, f *schema.Field, s string) {
		if len(f.Ref) > 0 {
			return // a reference to what is not public is a mistake of its own
		}
		for _, n := range l.Hidden([]byte(s)) { // the first place in the field is told
			l.add(n.Key, func() diag.Span { return within(l.Record, at.Pointer(), s[n.Start:n.End]) })
		}
	})
}

// report tells one mistake for each hidden record, with the other places
// beside the first.
func (l *leaks) report() {
	for _, k := range l.keys {
		l.Get(k)
		at := l.places[k]
		d := diag.Diagnostic{Span: at[0], Hint: "take it out until " + k.String() + " is published"}
		switch {
		case !l.Plan.View.Hidden(k):
			d.Message = fmt.Sprintf("this links to a file of %s, which the public sees only in part", k)
		case l.linked[k]:
			d.Message = fmt.Sprintf("this links to %s, which the public does not see", k)
		default:
			d.Message = fmt.Sprintf("this names %s, which the public does not see", k)
		}
		for _, more := range at[1:] {
			d.Related = append(d.Related, diag.Related{Span: more, Message: "here too"})
		}
		if l.more[k] {
			d.Related[len(d.Related)-1].Message = "here too, and in more places than are shown"
		}
		l.Report(d)
	}
}
