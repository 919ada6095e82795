package expr

import (
	"reflect"
	"strconv"

	"candor/internal/content"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// list is a field's list or a list of records. Its elements become values
// when somebody looks at them, so that no record is read that nobody needs.
type list struct {
	size int
	at   func(i int) ref.Val

	// The place of the list, where it is in a record.
	rec     *content.Record
	pointer string
	index   func(i int) int
}

// list returns the value of a list field. In public, elements that refer to
// what cannot be seen are left out.
func (s *scope) list(o *object, pointer string, item *shape, items []any) *list {
	kept := items
	position := func(i int) int { return i }
	if s.public && item.target != nil {
		var at []int
		kept = nil
		for i, v := range items {
			if s.follow(item, v) != nil {
				kept, at = append(kept, v), append(at, i)
			}
		}
		position = func(i int) int { return at[i] }
	}
	l := &list{size: len(kept), rec: o.rec, pointer: pointer, index: position}
	owner := &object{s: s, typ: o.typ, rec: o.rec, pointer: pointer}
	l.at = func(i int) ref.Val { return s.value(owner, strconv.Itoa(position(i)), item, kept[i]) }
	return l
}

// records returns a list of records.
func (s *scope) records(p *provider, recs []*content.Record) *list {
	return &list{size: len(recs), at: func(i int) ref.Val { return s.record(p, recs[i]) }}
}

// placeOf returns the place of the element i.
func (l *list) placeOf(i int) Place {
	if l.rec == nil {
		return Place{}
	}
	return Place{l.rec, l.pointer + "/" + strconv.Itoa(l.index(i))}
}

// elements returns the values of any list.
func elements(v traits.Lister) []ref.Val {
	n, _ := v.Size().(types.Int)
	out := make([]ref.Val, int(n))
	for i := range out {
		out[i] = v.Get(types.Int(i))
	}
	return out
}

// newList returns a list of values that have no place.
func newList(items []ref.Val) traits.Lister {
	return types.NewRefValList(types.DefaultTypeAdapter, items)
}

// plain returns the elements as a list of CEL.
func (l *list) plain() traits.Lister { return newList(elements(l)) }

// Get implements traits.Indexer.
func (l *list) Get(index ref.Val) ref.Val {
	i, ok := index.(types.Int)
	if !ok || i < 0 || int(i) >= l.size {
		return types.NewErr("index out of bounds: %v", index)
	}
	return l.at(int(i))
}

// Size implements traits.Sizer.
func (l *list) Size() ref.Val { return types.Int(l.size) }

// Fold implements traits.Foldable.
func (l *list) Fold(f traits.Folder) {
	for i := range l.size {
		if !f.FoldEntry(types.Int(i), l.at(i)) {
			return
		}
	}
}

// Add implements traits.Adder.
func (l *list) Add(other ref.Val) ref.Val { return l.plain().Add(other) }

// Contains implements traits.Container.
func (l *list) Contains(v ref.Val) ref.Val { return contains(v, l) }

// Iterator implements traits.Iterable.
func (l *list) Iterator() traits.Iterator { return l.plain().Iterator() }

// ConvertToNative implements ref.Val.
func (l *list) ConvertToNative(reflect.Type) (any, error) { return nil, errNative }

// ConvertToType implements ref.Val.
func (l *list) ConvertToType(t ref.Type) ref.Val { return l.plain().ConvertToType(t) }

// Equal implements ref.Val.
func (l *list) Equal(other ref.Val) ref.Val { return equal(l, other) }

// Type implements ref.Val.
func (l *list) Type() ref.Type { return types.ListType }

// Value implements ref.Val.
func (l *list) Value() any { return l }
