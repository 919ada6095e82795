package render

import (
	"slices"
	"sync"

	"candor/internal/content"
	"candor/internal/markup"
	"candor/internal/rule"
)

// shared is what the pages of a build have in common. Each part is made when
// the first page asks for it; it depends on nothing but the site.
type shared struct {
	menuOnce sync.Once
	menu     []MenuGroup

	orders sync.Map // *order by type
	newest sync.Map // content.Commit by type

	promiseOnce sync.Once
	promises    promises

	bannerOnce sync.Once
	banner     *markup.Body
}

// banner is the notice of site.toml, whose links each page fills in.
func (s *Site) banner() *markup.Body {
	s.shared.bannerOnce.Do(func() { s.shared.banner = markup.Fragment([]byte(s.Config.Banner)) })
	return s.shared.banner
}

// order is the public records of a type in the order of the type, and the
// place of each.
type order struct {
	once    sync.Once
	records []*content.Record
	place   map[string]int
}

func (s *Site) order(typ string) *order {
	v, ok := s.shared.orders.Load(typ)
	if !ok {
		v, _ = s.shared.orders.LoadOrStore(typ, &order{})
	}
	o := v.(*order)
	o.once.Do(func() {
		o.records = slices.Clone(s.Plan.View.All(typ))
		slices.SortStableFunc(o.records, compareRecords)
		o.place = make(map[string]int, len(o.records))
		for i, r := range o.records {
			o.place[r.ID] = i
		}
	})
	return o
}

// promises are the outcomes by what they are about and what shows them.
type promises struct {
	of, about, by map[content.Key][]rule.Outcome
}

func (s *Site) promises() *promises {
	s.shared.promiseOnce.Do(func() {
		p := promises{of: map[content.Key][]rule.Outcome{}, about: map[content.Key][]rule.Outcome{}, by: map[content.Key][]rule.Outcome{}}
		for _, o := range s.Outcomes {
			k := content.Key{Type: rule.CommitmentTypeName, ID: o.Commitment}
			p.of[k] = append(p.of[k], o)
			p.about[o.Subject] = append(p.about[o.Subject], o)
			for _, e := range o.Evidence {
				p.by[e] = append(p.by[e], o)
			}
		}
		s.shared.promises = p
	})
	return &s.shared.promises
}
