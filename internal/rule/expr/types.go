package expr

import (
	"maps"
	"slices"
	"strings"

	"candor/internal/rule/explain"
	"candor/internal/schema"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// objectType is what expressions know of a record type, of a table in one, or
// of what several record types have in common.
type objectType struct {
	explain.Type
	cel    *types.Type
	fields map[string]*field
}

// author returns a type as authors know it, by the name that CEL prints; nil where
// it is not one of the site's.
func (p *provider) author(name string) *explain.Type {
	if o := p.objects[name]; o != nil {
		return &o.Type
	}
	return nil
}

// names returns the names of the fields in order.
func (t *objectType) names() []string { return slices.Sorted(maps.Keys(t.fields)) }

// field is one field of an object.
type field struct {
	shape  *shape
	pseudo func(*object) ref.Val // computed, always there
	native *types.FieldType
}

// shape is how a value of a schema field becomes a CEL value.
type shape struct {
	p      *provider
	cel    *types.Type
	enum   []string
	mixed  bool          // its words come from several fields that order them differently
	field  *schema.Field // where target is set
	target *objectType   // of a reference
	item   *shape        // of a list
	table  *objectType
}

// provider tells CEL which types there are. It is complete before the first
// expression is compiled; only missed changes, and only while compiling.
type provider struct {
	*types.Registry
	set     *schema.Set
	objects map[string]*objectType
	records map[string]*objectType

	missed []explain.Missed // fields that were asked for and do not exist
}

// Names of object types begin with a character that no identifier has, so that
// they never hide a variable of the same name.
const sigil = "@"

// newProvider describes the types of a site, and what site holds.
func newProvider(set *schema.Set, site map[string]any) (*provider, error) {
	reg, err := types.NewRegistry()
	if err != nil {
		return nil, err
	}
	p := &provider{Registry: reg, set: set, objects: map[string]*objectType{}, records: map[string]*objectType{}}
	for _, t := range set.Types() {
		o := p.object(t.Name, t.Name)
		o.Record = true
		p.records[t.Name] = o
	}
	for _, t := range set.Types() {
		p.addFields(p.records[t.Name], t.Fields)
		p.addPseudo(t)
	}
	p.addFields(p.object(Site, ""), siteFields(site))
	p.finish()
	return p, nil
}

// object makes an object type without fields.
func (p *provider) object(name, root string) *objectType {
	o := &objectType{Type: explain.Type{Name: name}, cel: types.NewObjectType(sigil + name), fields: map[string]*field{}}
	if root != "" {
		o.Roots = []string{root}
	}
	p.objects[sigil+name] = o
	return o
}

// addFields adds the fields that a schema gives to a record or table.
func (p *provider) addFields(o *objectType, fields []*schema.Field) {
	for _, f := range fields {
		o.fields[f.Name] = newField(f.Name, p.shape(o, f.Name, f))
	}
}

// shape returns how expressions see a field of the schema.
func (p *provider) shape(o *objectType, name string, f *schema.Field) *shape {
	s := &shape{p: p, field: f, enum: f.Enum}
	switch {
	case f.Kind == schema.List && f.Items != nil:
		s.item = p.itemShape(o, name, f)
		s.cel = types.NewListType(s.item.cel)
	case len(f.Ref) > 0 && f.Kind == schema.String:
		s.target = p.target(f.Ref)
		s.cel = s.target.cel
	case f.Kind == schema.Table && len(f.Fields) > 0:
		s.table = p.object(o.Name+"."+name, strings.Join(o.Roots, ""))
		p.addFields(s.table, f.Fields)
		s.cel = s.table.cel
	default:
		s.cel = scalarType(f.Kind)
	}
	return s
}

// itemShape returns how expressions see the elements of a list. That they are
// references is said of the list.
func (p *provider) itemShape(o *objectType, name string, f *schema.Field) *shape {
	if len(f.Ref) > 0 {
		t := p.target(f.Ref)
		return &shape{p: p, field: f, target: t, cel: t.cel}
	}
	return p.shape(o, name, f.Items)
}

// scalarType returns the CEL type of what has no inner structure, as far as the
// schema tells.
func scalarType(k schema.Kind) *types.Type {
	switch k {
	case schema.String:
		return types.StringType
	case schema.Integer:
		return types.IntType
	case schema.Number:
		return types.DoubleType
	case schema.Bool:
		return types.BoolType
	case schema.Date:
		return dateType
	case schema.Table:
		return types.NewMapType(types.StringType, types.DynType)
	case schema.List:
		return types.NewListType(types.DynType)
	}
	return types.DynType
}

// target returns the type of what a reference leads to. With several types it
// is made when all of them are known: see common.
func (p *provider) target(names []string) *objectType {
	if len(names) == 1 && p.records[names[0]] != nil {
		return p.records[names[0]]
	}
	name := strings.Join(names, "|")
	if t := p.objects[sigil+name]; t != nil {
		return t
	}
	t := p.object(name, "")
	t.Roots, t.Record = names, true
	return t
}

// newField makes a field that CEL reads through the object that has it. What
// is read from the unknown is unknown, and nothing is there.
func newField(name string, s *shape) *field {
	return &field{shape: s, native: &types.FieldType{
		Type: s.cel,
		IsSet: func(target any) bool {
			o, ok := target.(*object)
			return ok && o.has(name)
		},
		GetFrom: func(target any) (any, error) {
			if o, ok := target.(*object); ok {
				return o.read(name), nil
			}
			return unknown, nil
		},
	}}
}

// addPseudo adds what every record has beside its schema's fields: id, type
// and the lists of those who refer to it. A field of the schema comes first.
func (p *provider) addPseudo(t *schema.Type) {
	o := p.records[t.Name]
	if t.Many { // its field id says the same, but a record in a file of its own has none
		delete(o.fields, "id")
	}
	p.pseudo(o, "id", &shape{p: p, cel: types.StringType}, func(o *object) ref.Val { return types.String(o.rec.ID) })
	p.pseudo(o, "type", &shape{p: p, cel: types.StringType, enum: []string{t.Name}}, func(o *object) ref.Val { return types.String(o.rec.Type) })
	for _, b := range p.set.Backs(t.Name) {
		from := p.records[b.From.Name]
		if from == nil {
			continue
		}
		s := &shape{p: p, cel: types.NewListType(from.cel), item: &shape{p: p, cel: from.cel}}
		p.pseudo(o, b.Name, s, func(o *object) ref.Val {
			return o.s.records(p, o.s.l.Back(o.rec.Key, b.Name))
		})
	}
}

// pseudo adds a computed field, unless the schema has one of the name.
func (p *provider) pseudo(o *objectType, name string, s *shape, get func(*object) ref.Val) {
	if o.fields[name] != nil {
		return
	}
	f := newField(name, s)
	f.pseudo = get
	o.fields[name] = f
}

// FindStructType implements types.Provider.
func (p *provider) FindStructType(name string) (*types.Type, bool) {
	if o := p.objects[name]; o != nil {
		return types.NewTypeTypeWithParam(o.cel), true
	}
	return p.Registry.FindStructType(name)
}

// FindStructFieldNames implements types.Provider.
func (p *provider) FindStructFieldNames(name string) ([]string, bool) {
	if o := p.objects[name]; o != nil {
		return o.names(), true
	}
	return p.Registry.FindStructFieldNames(name)
}

// FindStructFieldType implements types.Provider.
func (p *provider) FindStructFieldType(name, fieldName string) (*types.FieldType, bool) {
	o := p.objects[name]
	if o == nil {
		return p.Registry.FindStructFieldType(name, fieldName)
	}
	f := o.fields[fieldName]
	if f == nil {
		p.missed = append(p.missed, explain.Missed{Type: &o.Type, Field: fieldName, Known: o.names()})
		return nil, false
	}
	return f.native, true
}

// siteFields describes what site holds by the values it holds.
func siteFields(values map[string]any) []*schema.Field {
	var out []*schema.Field
	for _, name := range slices.Sorted(maps.Keys(values)) {
		f := &schema.Field{Name: name}
		switch v := values[name].(type) {
		case bool:
			f.Kind = schema.Bool
		case int64:
			f.Kind = schema.Integer
		case float64:
			f.Kind = schema.Number
		case []any:
			f.Kind, f.Items = schema.List, &schema.Field{} // of texts
		case map[string]any:
			f.Kind, f.Fields = schema.Table, siteFields(v)
		}
		out = append(out, f)
	}
	return out
}
