package site

import (
	"maps"
	"slices"

	"candor/internal/content"
	"candor/internal/schema"
)

// Next returns the view of a corpus that differs from this view's own by the
// changes. What the public sees no differently is the very same record.
func (v *View) Next(all *content.Corpus, ch content.Changes) *View {
	if ch.Keys() || all.Types() != v.Types() || v.shifts(all, ch) {
		return public(all, v.audience, v)
	}
	next := &View{all: all, audience: v.audience}
	var seen []*content.Record
	for k := range ch.Records {
		if p := next.project(all.Get(k)); p != nil {
			seen = append(seen, p)
		}
	}
	next.Corpus = v.Replace(seen)
	return next
}

// shifts says that one of the changed records is now seen who was not, or the
// other way round: whoever refers to it looks different too.
func (v *View) shifts(all *content.Corpus, ch content.Changes) bool {
	for k := range ch.Records {
		if (v.audience.See(all.Get(k)) == Hidden) != (v.Get(k) == nil) {
			return true
		}
	}
	return false
}

// reuse returns the older projection of a record where it is no other.
func (v *View) reuse(old *View, r, p *content.Record) *content.Record {
	if old == nil || old.all.Get(r.Key) != r {
		return p
	}
	before := old.Get(r.Key)
	if before == nil || (before.Body.Source == nil) != (p.Body.Source == nil) || p.Since(before).Values {
		return p
	}
	return before
}

// Next returns the plan of a view that differs from this plan's by the
// changes, which are of all records, with these introductions. Where no page
// moves, only what is said of them is new.
func (p *Plan) Next(v *View, ch content.Changes, baseURL string, sections map[string]*content.Record, tags bool) *Plan {
	if p.moves(v, ch) || !sameSections(p.Sections, sections) || p.Base != basePath(baseURL) || p.tags != tags {
		return NewPlan(v, baseURL, sections, tags)
	}
	next := *p
	next.View, next.Sections = v, sections
	return &next
}

func (p *Plan) moves(v *View, ch content.Changes) bool {
	if ch.Keys() || v.Types() != p.View.Types() || v.Len() != p.View.Len() {
		return true
	}
	for k := range ch.Records {
		if p.moved(v, k) {
			return true
		}
	}
	return false
}

// moved says that a record has another URL, or another that was its own before,
// other states, tags or files than it had, or that it is seen and was not.
func (p *Plan) moved(v *View, k content.Key) bool {
	if before, now := p.View.all.Get(k), v.all.Get(k); !slices.Equal(before.Files(), now.Files()) || !slices.Equal(fileNames(before), fileNames(now)) || before.InMany() != now.InMany() {
		return true
	}
	before, now := p.View.Get(k), v.Get(k)
	if before == nil || now == nil {
		return (before == nil) != (now == nil)
	}
	t := now.Schema
	return !slices.Equal(before.MeantTexts(schema.Tags), now.MeantTexts(schema.Tags)) || !slices.Equal(before.MeantTexts(schema.Aliases), now.MeantTexts(schema.Aliases)) || !slices.Equal(before.Files(), now.Files()) ||
		!slices.Equal(days(before), days(now)) || t.Page && expand(pattern(t), before) != expand(pattern(t), now)
}

// days returns the parts of URLs that the states of a record have.
func days(r *content.Record) []string {
	var out []string
	for _, on := range States(r) {
		out = append(out, on.Text)
	}
	return out
}

func fileNames(r *content.Record) []string {
	var out []string
	for _, src := range r.Sources() {
		out = append(out, src.Name)
	}
	return out
}

func sameSections(a, b map[string]*content.Record) bool {
	return maps.EqualFunc(a, b, func(x, y *content.Record) bool { return true })
}

// SameShape says that both plans have the same pages at the same places, and
// that the files of the repository stand for the same records.
func (p *Plan) SameShape(o *Plan) bool {
	return len(p.Routes) == len(o.Routes) && (len(p.Routes) == 0 || &p.Routes[0] == &o.Routes[0])
}
