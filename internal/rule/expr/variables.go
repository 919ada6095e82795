package expr

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"candor/internal/diag"

	"cel.dev/cel-go/common/types"
)

// Variables are the names that an expression may use beside site, today and the
// types.
type Variables struct {
	of   map[string]variable
	site bool // the expression concerns the whole site, so it may take longer
}

// variable is what is known of a variable before it has a value.
type variable struct {
	typ   *types.Type
	shape *shape // beyond its type; nil: nothing
}

// Variables returns those of a rule about the records of a type, or about the
// site where target is Site. It returns nil where there is no such type.
func (e *Env) Variables(target string) *Variables {
	if target == Site {
		return &Variables{site: true}
	}
	o := e.p.records[target]
	if o == nil {
		return nil
	}
	return &Variables{of: map[string]variable{Self: {typ: o.cel}}}
}

// with returns the variables and one more.
func (v *Variables) with(name string, is variable) *Variables {
	of := maps.Clone(v.of)
	if of == nil {
		of = map[string]variable{}
	}
	of[name] = is
	return &Variables{of: of, site: v.site}
}

// WithDate returns the variables and one more, which is a date.
func (v *Variables) WithDate(name string) *Variables {
	return v.with(name, variable{typ: dateType})
}

// WithElement returns the variables and one more, which is each element of what
// list yields.
func (v *Variables) WithElement(name string, list *Program) *Variables {
	is := variable{typ: types.DynType}
	if list.shape != nil {
		is.shape = list.shape.item
	}
	if list.typ.Kind() == types.ListKind {
		is.typ = list.typ.Parameters()[0]
	}
	return v.with(name, is)
}

// WithValue returns the variables and one more, which is what an expression
// yields; of an expression that does not run, it can be anything.
func (v *Variables) WithValue(name string, of *Program) *Variables {
	if !of.Runs() {
		return v.with(name, variable{typ: types.DynType})
	}
	return v.with(name, variable{typ: of.typ, shape: of.shape})
}

var plainName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// keywords are the words that CEL keeps for itself.
var keywords = []string{
	"as", "break", "cel", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop", "namespace",
	"null", "package", "return", "true", "var", "void", "while",
}

// NameProblem returns why a name cannot be given to a value beside these
// variables, "" where it can.
func (e *Env) NameProblem(vars *Variables, name string) string {
	_, taken := vars.of[name]
	switch {
	case !plainName.MatchString(name):
		return fmt.Sprintf("%q is not a name: write letters, digits and _, a letter first", name)
	case slices.Contains(keywords, name):
		return fmt.Sprintf("`%s` is a word that expressions keep for themselves", name)
	case taken, slices.Contains(reserved, name), e.p.records[name] != nil:
		return fmt.Sprintf("`%s` means something else already", name)
	}
	return ""
}

// names returns the names of the variables in order.
func (v *Variables) names() []string { return slices.Sorted(maps.Keys(v.of)) }

// shapes returns what is known of the variables beyond their types.
func (v *Variables) shapes() map[string]*shape {
	out := map[string]*shape{}
	for name, is := range v.of {
		if is.shape != nil {
			out[name] = is.shape
		}
	}
	return out
}

// limit returns how many steps an expression with these variables may take.
func (v *Variables) limit() uint64 {
	if v.site {
		return siteCostLimit
	}
	return costLimit
}

// placed returns the type that JSON pointers are relative to: that of it where
// it is a table or a record, else that of self; nil where there is neither.
func (e *Env) placed(vars *Variables) *objectType {
	if it, ok := vars.of[It]; ok && it.typ.Kind() == types.StructKind {
		return e.p.objects[it.typ.TypeName()]
	}
	if self, ok := vars.of[Self]; ok {
		return e.p.objects[self.typ.TypeName()]
	}
	return nil
}

// HasPlace reports whether a JSON pointer has something to be relative to: it,
// where that is a table or a record, or self.
func (e *Env) HasPlace(vars *Variables) bool { return e.placed(vars) != nil }

// PointerProblem returns what is wrong with a pointer relative to it or self, ""
// where it leads to a field.
func (e *Env) PointerProblem(vars *Variables, pointer string) string {
	if !strings.HasPrefix(pointer, "/") {
		return fmt.Sprintf("`%s` does not begin with /", pointer)
	}
	o := e.placed(vars)
	for _, name := range strings.Split(pointer[1:], "/") {
		if o == nil {
			return ""
		}
		f := o.fields[name]
		if f == nil {
			message := fmt.Sprintf("%s has no field `%s`", o.Name, name)
			if near, ok := diag.Nearest(name, o.names()); ok {
				message += fmt.Sprintf("; did you mean `%s`?", near)
			}
			return message
		}
		o = f.shape.table
	}
	return ""
}

// ElementType returns the name of the one type whose records it is, or is a table
// of; "" where there is no such type.
func (e *Env) ElementType(vars *Variables) string {
	if o := e.p.objects[vars.of[It].name()]; o != nil && len(o.Roots) == 1 {
		return o.Roots[0]
	}
	return ""
}

// name returns the name of the variable's type, "" where there is no variable.
func (v variable) name() string {
	if v.typ == nil {
		return ""
	}
	return v.typ.TypeName()
}
