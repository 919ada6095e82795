package render

import (
	"candor/internal/content"
	"candor/internal/rule"
)

// Outcome is how a promise stands for one record and one period.
type Outcome struct {
	page *Page
	o    rule.Outcome
}

// Promise returns the record of the commitment.
func (o Outcome) Promise() *Record { return o.page.Get(rule.CommitmentTypeName, o.o.Commitment) }

// Subject returns the record that the promise is judged for, nil where it
// concerns the site.
func (o Outcome) Subject() *Record {
	if o.o.Subject == (content.Key{}) {
		return nil
	}
	return o.page.record(o.page.lookup.Get(o.o.Subject))
}

// Period returns what the period is called, or "".
func (o Outcome) Period() string { return o.o.Period }

// Standing returns how the promise stands: "kept", "kept elsewhere", "late",
// "not kept", "open", "cannot be decided", "no public record" or "not
// applicable".
func (o Outcome) Standing() string { return o.o.Standing.String() }

// Get returns what "/period", "/standing", "/promise" or "/subject" names, so
// that outcomes can be grouped and looked for.
func (o Outcome) Get(pointer string) any {
	switch pointer {
	case "/period":
		return o.o.Period
	case "/standing":
		return o.Standing()
	case "/promise":
		return o.o.Commitment
	case "/subject":
		return o.o.Subject.String()
	}
	return nil
}

// Evidence returns the records that show it.
func (o Outcome) Evidence() []*Record {
	var out []*Record
	for _, k := range o.o.Evidence {
		if r := o.page.record(o.page.lookup.Get(k)); r != nil {
			out = append(out, r)
		}
	}
	return out
}

// Outcomes returns how each promise stands, period by period, or those of the
// promises named.
func (p *Page) Outcomes(commitments ...string) []Outcome {
	if len(commitments) == 0 {
		p.lookup.Note(content.Read{Of: content.Promises})
		return p.outcomes(p.site.Outcomes)
	}
	var out []Outcome
	for _, id := range commitments {
		k := content.Key{Type: rule.CommitmentTypeName, ID: id}
		p.lookup.Note(content.Read{Key: k, Of: content.Promises})
		out = append(out, p.outcomes(p.site.promises().of[k])...)
	}
	return out
}

func (p *Page) outcomes(list []rule.Outcome) []Outcome {
	out := make([]Outcome, len(list))
	for i, o := range list {
		out[i] = Outcome{p, o}
	}
	return out
}

// Outcomes returns how the promise stands that the record is, or how promises
// about the record stand.
func (r *Record) Outcomes() []Outcome {
	if r == nil {
		return nil
	}
	r.page.lookup.Note(content.Read{Key: r.r.Key, Of: content.Promises})
	all := r.page.site.promises()
	if own := all.of[r.r.Key]; len(own) > 0 {
		return r.page.outcomes(own)
	}
	return r.page.outcomes(all.about[r.r.Key])
}

// Proves returns the outcomes that the record is evidence for.
func (r *Record) Proves() []Outcome {
	if r == nil {
		return nil
	}
	r.page.lookup.Note(content.Read{Key: r.r.Key, Of: content.Promises})
	return r.page.outcomes(r.page.site.promises().by[r.r.Key])
}

// Standing is how many outcomes stand in one way.
type Standing struct {
	Name  string
	Count int
}

// standingOrder is the order in which standings are told.
var standingOrder = [...]rule.Standing{
	rule.Kept, rule.KeptElsewhere, rule.Late, rule.NotKept, rule.Open,
	rule.NoPublicRecord, rule.CannotBeDecided, rule.NotApplicable,
}

// standings counts outcomes by how they stand; what none has is left out.
func standings(list []Outcome) []Standing {
	var out []Standing
	for _, s := range standingOrder {
		n := 0
		for _, o := range list {
			if o.o.Standing == s {
				n++
			}
		}
		if n > 0 {
			out = append(out, Standing{s.String(), n})
		}
	}
	return out
}
