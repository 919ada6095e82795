package render

import (
	"slices"

	"candor/internal/content"
	"candor/internal/rule"
	"candor/internal/site"
)

// Since returns what pages note beside records, as far as it differs between
// an older site and this one. The types are those whose records may stand in
// another order; files says that files stand for other records.
func (s *Site) Since(old *Site, types []string, files bool) map[content.Read]bool {
	out := map[content.Read]bool{}
	for _, typ := range types {
		s.neighboursSince(old, typ, out)
	}
	tagsSince(old.Plan, s.Plan, out)
	if files {
		out[content.Read{Of: content.Files}] = true
	}
	s.promisesSince(old, out)
	return out
}

func (s *Site) neighboursSince(old *Site, typ string, out map[content.Read]bool) {
	before, now := old.order(typ), s.order(typ)
	for i, r := range now.records {
		j, ok := before.place[r.ID]
		if !ok || before.key(j-1) != now.key(i-1) || before.key(j+1) != now.key(i+1) {
			out[content.Read{Key: r.Key, Of: content.Neighbours}] = true
		}
	}
}

func (o *order) key(i int) content.Key {
	if i < 0 || i >= len(o.records) {
		return content.Key{}
	}
	return o.records[i].Key
}

func tagsSince(old, now *site.Plan, out map[content.Read]bool) {
	if len(old.Tags) == len(now.Tags) && (len(now.Tags) == 0 || &old.Tags[0] == &now.Tags[0]) {
		return
	}
	differ := func(a, b *site.Plan) {
		for _, t := range a.Tags {
			if o := b.Tag(t.Slug); o == nil || o.Name != t.Name || !slices.Equal(o.Keys, t.Keys) {
				out[content.Read{Key: content.Key{ID: t.Slug}, Of: content.Tagged}] = true
				out[content.Read{Of: content.Tagged}] = true
			}
		}
	}
	differ(old, now)
	differ(now, old)
}

func (s *Site) promisesSince(old *Site, out map[content.Read]bool) {
	same := func(a, b rule.Outcome) bool {
		return a.Commitment == b.Commitment && a.Subject == b.Subject && a.Period == b.Period && a.Standing == b.Standing && slices.Equal(a.Evidence, b.Evidence)
	}
	if slices.EqualFunc(old.Outcomes, s.Outcomes, same) {
		return
	}
	out[content.Read{Of: content.Promises}] = true
	before, now := old.promises(), s.promises()
	for _, m := range [][2]map[content.Key][]rule.Outcome{{before.of, now.of}, {before.about, now.about}, {before.by, now.by}, {now.of, before.of}, {now.about, before.about}, {now.by, before.by}} {
		for k, list := range m[0] {
			if !slices.EqualFunc(list, m[1][k], same) {
				out[content.Read{Key: k, Of: content.Promises}] = true
			}
		}
	}
}
