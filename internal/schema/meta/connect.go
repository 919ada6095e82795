package meta

import (
	"slices"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/wording"
)

// built is a type with the references that it holds.
type built struct {
	typ  *schema.Type
	refs []ref
}

// connector fills in the other side of every reference.
type connector struct {
	types []*schema.Type
	backs map[string][]schema.Back
	first map[[2]string]diag.Span // of the references that have a name, by target and name
	diags *diag.List
}

func (c *connector) connect(all []built) {
	for _, b := range all {
		for _, r := range b.refs {
			for _, target := range r.field.Ref {
				c.back(b.typ, r, target)
			}
		}
	}
}

// back enters one reference under its target, unless the name is taken.
func (c *connector) back(t *schema.Type, r ref, target string) {
	name := r.field.Back
	if name == "" {
		return
	}
	if c.has(target, name) {
		c.diags.Errorf(catalog.SchemaReference, r.span, "choose another name for the list of referrers",
			"%s is a field of %s already", wording.Quote(name), target)
		return
	}
	key := [2]string{target, name}
	if other, taken := c.first[key]; taken {
		*c.diags = append(*c.diags, diag.Diagnostic{
			ID: catalog.SchemaReference, Span: r.span, Hint: "give each reference a name of its own",
			Message: wording.Quote(name) + " is the other side's name of two references to " + target,
			Related: []diag.Related{{Span: other, Message: "the first"}},
		})
		return
	}
	c.first[key] = r.span
	c.backs[target] = append(c.backs[target], schema.Back{Name: name, From: t, Field: r.field})
}

// has reports whether a type has a field of that name.
func (c *connector) has(typ, name string) bool {
	i := slices.IndexFunc(c.types, func(t *schema.Type) bool { return t.Name == typ })
	return i >= 0 && c.types[i].Lookup("/"+name) != nil
}
