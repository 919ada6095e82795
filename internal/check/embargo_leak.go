package check

import (
	"fmt"
	"slices"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/site"
)

var embargoLeak = &Check{
	ID: "embargo-leak",
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

// leaks collects where a public record gives away what is not public.
type leaks struct {
	*Pass
	keys   []content.Key // in the order of the first place
	places map[content.Key][]diag.Span
	linked map[content.Key]bool
}

func (l *leaks) add(k content.Key, at diag.Span) {
	if l.places == nil {
		l.places = map[content.Key][]diag.Span{}
	}
	if l.places[k] == nil {
		l.keys = append(l.keys, k)
	}
	overlaps := func(s diag.Span) bool { return s.Source == at.Source && s.Start < at.End && at.Start < s.End }
	if !slices.ContainsFunc(l.places[k], overlaps) {
		l.places[k] = append(l.places[k], at)
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
		l.add(to.to.Key, l.place(to))
	}
}

func (l *leaks) text() {
	l.hidden.find(l.body(), func(start, end int, n phrase) { l.add(n.key, l.bodySpan(start, end)) })
}

func (l *leaks) fields(shown *content.Record) {
	if len(l.hidden.byToken) == 0 {
		return
	}
	eachText(l.Type.Fields, shown.Values, func(at *spot, f *schema.Field, s string) {
		if len(f.Ref) > 0 {
			return // a reference to what is not public is a mistake of its own
		}
		l.hidden.find([]byte(s), func(start, end int, n phrase) { l.add(n.key, within(l.Record, at.pointer(), s[start:end])) })
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
		l.Report(d)
	}
}
