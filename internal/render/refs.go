package render

import (
	"slices"

	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/wording"
)

// Ref returns the record that the reference at a JSON pointer names, or nil.
func (r *Record) Ref(pointer string) *Record {
	if refs := r.Refs(pointer); len(refs) > 0 {
		return refs[0]
	}
	return nil
}

// Refs returns the records that the reference at a JSON pointer names.
func (r *Record) Refs(pointer string) []*Record {
	if r == nil {
		return nil
	}
	var out []*Record
	for _, k := range content.Refs(r.page.lookup, r.r, pointer) {
		out = append(out, r.page.record(r.page.lookup.Get(k)))
	}
	return out
}

// Back returns the records that refer to this one by the reference of that
// name.
func (r *Record) Back(name string) []*Record {
	if r == nil {
		return nil
	}
	return r.page.records(r.page.lookup.Back(r.r.Key, name))
}

// BackList is the records that refer to one by the same reference.
type BackList struct {
	Name, Title string
	Records     []*Record
}

// Backs returns the lists of referrers that are not empty, without those
// named.
func (r *Record) Backs(without ...string) []BackList {
	if r == nil {
		return nil
	}
	var out []BackList
	for _, b := range r.page.lookup.Types().Backs(r.r.Type) {
		if slices.Contains(without, b.Name) {
			continue
		}
		if list := r.Back(b.Name); len(list) > 0 {
			out = append(out, BackList{b.Name, backTitle(b), list})
		}
	}
	return out
}

// backTitle turns x-back's name into words.
func backTitle(b schema.Back) string {
	if b.Name == "" {
		return b.From.Plural
	}
	return wording.Capital(wording.Spaced(b.Name))
}

// Parent returns the record above this one in the tree of its type, or nil.
func (r *Record) Parent() *Record {
	if r == nil || r.r.Schema.ParentField == "" {
		return nil
	}
	return r.Ref(r.r.Schema.ParentField)
}

// Previous returns the record before this one in the order of its type, or
// nil.
func (r *Record) Previous() *Record { return r.neighbour(-1) }

// Next returns the record after this one in the order of its type, or nil.
func (r *Record) Next() *Record { return r.neighbour(+1) }

func (r *Record) neighbour(step int) *Record {
	if r == nil {
		return nil
	}
	r.page.lookup.Note(content.Read{Key: r.r.Key, Of: content.Neighbours})
	o := r.page.site.order(r.r.Type)
	i, ok := o.place[r.r.ID]
	if i += step; !ok || i < 0 || i >= len(o.records) {
		return nil
	}
	return r.page.record(r.page.lookup.Get(o.records[i].Key))
}
