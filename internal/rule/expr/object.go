package expr

import (
	"errors"
	"reflect"

	"candor/internal/content"
	"candor/internal/toml"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// unknown is what is read where nothing was written. Nobody changes it.
var unknown = types.NewUnknown(0, types.NewAttributeTrail("absent"))

var errNative = errors.New("a value of a rule never leaves it")

// scope is what the values of one evaluation share: the door to records, and
// who is asking.
type scope struct {
	l content.Lookup

	// public says that what cannot be seen is absent. Otherwise a reference
	// to a record that does not exist is there, and what it leads to unknown:
	// that it is missing is told by whoever checks references.
	public bool
}

// object is a record, or a table in one, as expressions read it. Its fields
// become values when somebody asks for them.
type object struct {
	s       *scope
	typ     *objectType
	rec     *content.Record // nil for what site holds
	pointer string          // "" for the record itself
	values  map[string]any
}

// record returns a record as expressions read it.
func (s *scope) record(p *provider, rec *content.Record) *object {
	return &object{s: s, typ: p.records[rec.Type], rec: rec, values: rec.Values}
}

// read returns the value of a field, unknown where it is absent.
func (o *object) read(name string) ref.Val {
	f := o.typ.fields[name]
	if f == nil {
		return unknown
	}
	if f.pseudo != nil {
		return f.pseudo(o)
	}
	v, ok := o.values[name]
	if !ok {
		return unknown
	}
	return o.s.value(o, name, f.shape, v)
}

// has says that a field was written, or has a default.
func (o *object) has(name string) bool {
	f := o.typ.fields[name]
	if f == nil {
		return false
	}
	if f.pseudo != nil {
		return true
	}
	v, ok := o.values[name]
	if ok && o.s.public && f.shape.target != nil {
		return o.s.follow(f.shape, v) != nil
	}
	return ok
}

// isRecord says that the object is a whole record and not a table of one.
func (o *object) isRecord() bool { return o.rec != nil && o.pointer == "" }

// value turns what a field holds into what expressions work with. A value of
// another kind than the schema's is unknown: that it is wrong was told already.
func (s *scope) value(o *object, name string, sh *shape, v any) ref.Val {
	switch {
	case sh.target != nil:
		if rec := s.follow(sh, v); rec != nil {
			return s.record(sh.p, rec)
		}
		return unknown
	case sh.item != nil:
		if items, ok := v.([]any); ok {
			return s.list(o, o.pointer+toml.Pointer(name), sh.item, items)
		}
		return unknown
	case sh.table != nil:
		if m, ok := v.(map[string]any); ok {
			return &object{s: s, typ: sh.table, rec: o.rec, pointer: o.pointer + toml.Pointer(name), values: m}
		}
		return unknown
	}
	return scalar(sh.cel, v)
}

// follow returns the record that a reference names, or nil.
func (s *scope) follow(sh *shape, v any) *content.Record {
	text, ok := v.(string)
	if !ok {
		return nil
	}
	k, ok := content.Resolve(s.l, sh.field, text)
	if !ok {
		return nil
	}
	rec := s.l.Get(k)
	if rec == nil || sh.p.records[rec.Type] == nil {
		return nil
	}
	return rec
}

// scalar turns a plain value into one of the wanted type.
func scalar(want *types.Type, v any) ref.Val {
	var out ref.Val
	switch v := v.(type) {
	case string:
		out = types.String(v)
	case bool:
		out = types.Bool(v)
	case float64:
		out = types.Double(v)
	case int64:
		if want == types.DoubleType {
			return types.Double(v)
		}
		out = types.Int(v)
	case toml.Date:
		out = newDate(v)
	default:
		return dynamic(want, v)
	}
	if want != types.DynType && out.Type().TypeName() != want.TypeName() {
		return unknown
	}
	return out
}

// dynamic turns a list or table of which the schema says nothing more into
// plain CEL lists and maps.
func dynamic(want *types.Type, v any) ref.Val {
	switch v := v.(type) {
	case []any:
		items := make([]ref.Val, len(v))
		for i := range v {
			items[i] = scalar(types.DynType, v[i])
		}
		return types.NewRefValList(types.DefaultTypeAdapter, items)
	case map[string]any:
		if want != types.DynType && want.Kind() != types.MapKind {
			return unknown
		}
		m := make(map[ref.Val]ref.Val, len(v))
		for k := range v {
			m[types.String(k)] = scalar(types.DynType, v[k])
		}
		return types.NewRefValMap(types.DefaultTypeAdapter, m)
	}
	return unknown
}

// Get implements traits.Indexer.
func (o *object) Get(index ref.Val) ref.Val {
	name, _ := index.(types.String)
	return o.read(string(name))
}

// IsSet implements traits.FieldTester.
func (o *object) IsSet(field ref.Val) ref.Val {
	name, _ := field.(types.String)
	return types.Bool(o.has(string(name)))
}

// ConvertToNative implements ref.Val.
func (o *object) ConvertToNative(reflect.Type) (any, error) { return nil, errNative }

// ConvertToType implements ref.Val.
func (o *object) ConvertToType(t ref.Type) ref.Val {
	if t.TypeName() == o.typ.cel.TypeName() {
		return o
	}
	return types.NewErr("a record or table cannot be turned into something else")
}

// Equal implements ref.Val: the same record, or tables that hold the same.
func (o *object) Equal(other ref.Val) ref.Val {
	p, ok := other.(*object)
	switch {
	case !ok || o.isRecord() != p.isRecord():
		return types.False
	case o.isRecord():
		return types.Bool(o.rec.Key == p.rec.Key)
	}
	return types.Bool(reflect.DeepEqual(o.values, p.values))
}

// Type implements ref.Val.
func (o *object) Type() ref.Type { return o.typ.cel }

// Value implements ref.Val.
func (o *object) Value() any { return o }
