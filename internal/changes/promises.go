package changes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"candor/internal/changes/phrase"
	"candor/internal/changes/report"
	"candor/internal/content"
	"candor/internal/rule"
	"candor/internal/toml"
)

// commitments tells which promises came, went or became others.
func (c *comparison) commitments() {
	old, new := promisesByID(c.old.Rules), promisesByID(c.new.Rules)
	for _, id := range ids(old, new) {
		switch o, n := old[id], new[id]; {
		case o == nil:
			c.promise(report.Added, report.Plain, n, report.Also("a new promise", tallied(c.new.Outcomes, id)))
		case n == nil:
			c.promise(report.Removed, report.Grave, o, "PROMISE REMOVED: "+cmp.Or(tallied(c.old.Outcomes, id), "nothing was judged by it"))
		default:
			c.commitment(o, n)
		}
	}
}

func promisesByID(s *rule.Set) map[string]*rule.Commitment {
	out := map[string]*rule.Commitment{}
	for _, p := range s.Commitments() {
		out[p.ID] = p
	}
	return out
}

func (c *comparison) promise(kind report.Kind, w report.Weight, p *rule.Commitment, words string, details ...report.Detail) {
	c.add(report.Change{Kind: kind, Weight: w, Group: report.Promises, Key: content.Key{Type: rule.CommitmentTypeName, ID: p.ID},
		Name: cmp.Or(p.Title, p.ID), Words: words, Details: details})
}

func (c *comparison) commitment(o, n *rule.Commitment) {
	var hard []report.Detail
	if n.Faulty && !o.Faulty {
		hard = append(hard, report.Detail{Words: "the file has a mistake, so the promise is not judged at all"})
	}
	hard = append(hard, expressions(&o.Common, &n.Common,
		part{"attaches", o.Attaches.String(), n.Attaches.String()}, part{"evidence", o.Evidence.String(), n.Evidence.String()}, part{"counts", o.Counts.String(), n.Counts.String()},
		part{"elsewhere", o.Elsewhere.String(), n.Elsewhere.String()}, part{"dated", o.Dated.String(), n.Dated.String()}, part{"due", o.Due.String(), n.Due.String()}, part{"broken", o.Broken.String(), n.Broken.String()},
		part{"from", day(o.From), day(n.From)}, part{"until", day(o.Until), day(n.Until)},
		part{"enough", fmt.Sprint(o.Enough), fmt.Sprint(n.Enough)})...)
	soft := prose(&o.Common, &n.Common)
	switch {
	case len(hard) > 0 && (n.Faulty || n.Enough < o.Enough || shorter(o, n)):
		c.promise(report.Weakened, report.Grave, n, "PROMISE WEAKENED", append(hard, soft...)...)
	case len(hard) > 0:
		c.promise(report.Weakened, report.Grave, n, "PROMISE CHANGED: see that it promises no less", append(hard, soft...)...)
	case len(soft) > 0:
		c.promise(report.Changed, report.Plain, n, "", soft...)
	}
}

func day(d *toml.Date) string {
	if d == nil {
		return ""
	}
	return d.Text
}

// shorter says that a promise binds for less time.
func shorter(o, n *rule.Commitment) bool {
	until := n.Until != nil && (o.Until == nil || n.Until.Last.Before(o.Until.Last))
	from := n.From != nil && (o.From == nil || n.From.First.After(o.From.First))
	return until || from
}

// tallied counts how a promise stands: "3 kept, 1 open".
func tallied(outcomes []rule.Outcome, id string) string {
	counts := map[rule.Standing]int{}
	for _, o := range outcomes {
		if o.Commitment == id {
			counts[o.Standing]++
		}
	}
	var words []string
	for s := rule.Kept; s <= rule.NoPublicRecord; s++ {
		if counts[s] > 0 {
			words = append(words, fmt.Sprintf("%d %s", counts[s], s))
		}
	}
	return strings.Join(words, ", ")
}

// duty is one result of a promise.
type duty struct {
	commitment string
	subject    content.Key
	period     string
}

func duties(outcomes []rule.Outcome) map[duty]rule.Outcome {
	out := map[duty]rule.Outcome{}
	for _, o := range outcomes {
		out[duty{o.Commitment, o.Subject, o.Period}] = o
	}
	return out
}

// outcomes tells which promises stand otherwise than before: new duties, those
// that were met, those that no longer are. What follows from a promise that
// came or went as a whole is told with it.
func (c *comparison) outcomes() {
	old, new := duties(c.old.Outcomes), duties(c.new.Outcomes)
	before, after := promisesByID(c.old.Rules), promisesByID(c.new.Rules)
	for _, o := range append(slices.Clone(c.new.Outcomes), c.old.Outcomes...) {
		d := duty{o.Commitment, o.Subject, o.Period}
		was, had := old[d]
		is, has := new[d]
		delete(old, d)
		delete(new, d)
		p := after[o.Commitment]
		if p == nil || before[o.Commitment] == nil || had == has && was.Standing == is.Standing {
			continue
		}
		if words, w := stands(was.Standing, had, is.Standing, has); words != "" {
			c.add(report.Change{Kind: report.Judged, Weight: w, Group: report.Promises, Key: d.subject,
				Name: cmp.Or(c.dutyName(d), p.Title), Words: words + inFull(p, c.dutyName(d))})
		}
	}
}

// inFull adds which promise it is, where the name is that of the record.
func inFull(p *rule.Commitment, name string) string {
	if name == "" {
		return ""
	}
	return ": " + cmp.Or(p.Title, p.ID)
}

func (c *comparison) dutyName(d duty) string {
	name := ""
	for _, s := range []Side{c.old, c.new} {
		if r := s.Records.Get(d.subject); r != nil {
			name = phrase.NameOf(r)
		}
	}
	if name != "" && d.period != "" {
		return name + ", " + d.period
	}
	return name + d.period
}

// met are the standings of a promise that was kept.
var met = map[rule.Standing]bool{rule.Kept: true, rule.KeptElsewhere: true, rule.Late: true}

// stands says in words how a duty stands now, and how much that matters.
func stands(was rule.Standing, had bool, is rule.Standing, has bool) (string, report.Weight) {
	none := func(s rule.Standing, there bool) bool { return !there || s == rule.NotApplicable }
	switch {
	case none(was, had) && none(is, has):
		return "", report.Plain
	case none(was, had) && is == rule.Open:
		return "a new obligation, open", report.Notable
	case none(was, had):
		return "newly judged, " + is.String(), report.Plain
	case none(is, has):
		return "no longer an obligation (before: " + was.String() + ")", report.Notable
	case met[is] && !met[was]:
		return "obligation met, " + is.String() + " (before: " + was.String() + ")", report.Notable
	case met[was] && !met[is]:
		return "OBLIGATION NO LONGER MET, " + is.String() + " (before: " + was.String() + ")", report.Grave
	case is == rule.NotKept:
		return "obligation not kept (before: " + was.String() + ")", report.Notable
	}
	return is.String() + " (before: " + was.String() + ")", report.Plain
}
