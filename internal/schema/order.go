package schema

import "slices"

// InOrder returns the fields in the order of a record that is complete: what it is
// known by in lists, and then as a scaffold has them, what is required, the rest,
// and in the same way the tables, for behind a header every key belongs to it.
func (t *Type) InOrder() []*Field { return t.inOrder(t.TitleField, "/label", "/summary") }

// ScaffoldOrder returns the fields in the order of a new record, which begins with
// its title.
func (t *Type) ScaffoldOrder() []*Field { return t.inOrder(t.TitleField) }

// inOrder returns the fields in the order of a scaffold, but for the first ones.
func (t *Type) inOrder(first ...string) []*Field {
	out := inOrder(t.Fields)
	place := func(f *Field) int {
		if i := slices.Index(first, f.Pointer); i >= 0 {
			return i
		}
		return len(first)
	}
	slices.SortStableFunc(out, func(a, b *Field) int { return place(a) - place(b) })
	return out
}

// InOrder returns the fields of a table, or of the tables of a list, in the same
// order.
func (f *Field) InOrder() []*Field {
	if f.Items != nil {
		return f.Items.InOrder()
	}
	return inOrder(f.Fields)
}

func inOrder(fields []*Field) []*Field {
	out := slices.Clone(fields)
	slices.SortStableFunc(out, func(a, b *Field) int { return a.place() - b.place() })
	return out
}

func (f *Field) place() int { return 2*b2i(f.HoldsTables()) + b2i(!f.Required) }

// HoldsTables says whether the field needs a header of its own.
func (f *Field) HoldsTables() bool {
	return f.Kind == Table || f.Kind == List && f.Items != nil && f.Items.Kind == Table
}

// b2i makes false sort before true.
func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
