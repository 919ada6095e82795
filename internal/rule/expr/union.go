package expr

import (
	"maps"
	"slices"

	"cel.dev/cel-go/common/types"
)

// finish gives the types of references that may lead to several types the
// fields which all of these have with one meaning.
func (p *provider) finish() {
	for _, name := range slices.Sorted(maps.Keys(p.objects)) {
		if o := p.objects[name]; o.Record && len(o.Roots) > 1 {
			p.fillCommon(o)
		}
	}
}

// fillCommon adds the fields of a reference to several record types.
func (p *provider) fillCommon(o *objectType) {
	var of []*objectType
	for _, name := range o.Roots {
		if t := p.records[name]; t != nil {
			of = append(of, t)
		}
	}
	p.unite(o, of)
}

// unite adds to o the fields that all types have in common. What a field reads
// is decided by the record it is read from.
func (p *provider) unite(o *objectType, of []*objectType) {
	if len(of) == 0 {
		return
	}
	for _, name := range of[0].names() {
		var shapes []*shape
		for _, t := range of {
			if f := t.fields[name]; f != nil {
				shapes = append(shapes, f.shape)
			}
		}
		if len(shapes) < len(of) {
			continue
		}
		if s := p.uniteShapes(o.Name+"."+name, shapes); s != nil {
			o.fields[name] = newField(name, s)
		}
	}
}

// uniteShapes returns the shape that stands for all of these, or nil.
func (p *provider) uniteShapes(name string, shapes []*shape) *shape {
	first := shapes[0]
	out := &shape{p: p, cel: first.cel}
	var tables []*objectType
	var items []*shape
	same := true
	for _, s := range shapes {
		same = same && s.cel.IsExactType(first.cel)
		if s.table != nil {
			tables = append(tables, s.table)
		}
		if s.item != nil {
			items = append(items, s.item)
		}
	}
	switch {
	case same:
		out.enum, out.mixed = uniteEnums(shapes)
		out.item, out.table, out.target = first.item, first.table, first.target
		return out
	case len(tables) == len(shapes):
		out.table = p.unitedTable(name, tables)
		out.cel = out.table.cel
		return out
	case len(items) == len(shapes):
		if out.item = p.uniteShapes(name, items); out.item == nil {
			return nil
		}
		out.cel = types.NewListType(out.item.cel)
		return out
	}
	return nil
}

// unitedTable returns the type of what several tables have in common.
func (p *provider) unitedTable(name string, tables []*objectType) *objectType {
	if t := p.objects[sigil+name]; t != nil {
		return t
	}
	t := p.object(name, "")
	for _, of := range tables {
		t.Roots = append(t.Roots, of.Roots...)
	}
	p.unite(t, tables)
	return t
}

// uniteEnums returns all words that one of the fields may hold, or nil where
// one of them may hold any, and whether the fields list different words or orders.
func uniteEnums(shapes []*shape) (out []string, mixed bool) {
	for _, s := range shapes {
		if len(s.enum) == 0 {
			return nil, false
		}
		mixed = mixed || s.mixed || !slices.Equal(s.enum, shapes[0].enum)
		for _, word := range s.enum {
			if !slices.Contains(out, word) {
				out = append(out, word)
			}
		}
	}
	return out, mixed
}
