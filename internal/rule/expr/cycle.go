package expr

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule/explain"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// cycleName is the function that finds a circle of references: the records on a
// shortest way from a record back to it.
const (
	cycleName = "cycle"
	cycleID   = "cycle"
)

// cycle checks what a call follows: a field that refers to records of the type
// that it begins with.
func (in *inspector) cycle(record, path ast.Expr) {
	text, ok := path.AsLiteral().(types.String)
	from := in.p.objects[in.ast.GetType(record.ID()).TypeName()]
	switch {
	case from == nil || !from.Record:
		in.diags.Errorf(explain.BadExpression, in.at(record), "", "`cycle` begins with a record")
		return
	case path.Kind() != ast.LiteralKind || !ok:
		in.diags.Errorf(explain.BadExpression, in.at(path), "", "`cycle` needs the name of a field in quotes")
		return
	}
	if problem, hint := in.leadsBack(from, string(text)); problem != "" {
		in.diags.Errorf(explain.BadExpression, in.literal(path), hint, "%s", problem)
	}
}

// leadsBack returns what is wrong with the path of a field that cycle follows.
func (in *inspector) leadsBack(from *objectType, path string) (problem, hint string) {
	at := from
	var s *shape
	for _, name := range strings.Split(path, ".") {
		if at == nil {
			return fmt.Sprintf("`%s` goes on behind a field that holds no tables", path), ""
		}
		f := at.fields[name]
		if f == nil {
			problem = fmt.Sprintf("%s has no field `%s`", at.Name, name)
			if near, ok := diag.Nearest(name, at.names()); ok {
				return problem + fmt.Sprintf("; did you mean `%s`?", near), ""
			}
			return problem, "it has " + strings.Join(at.names(), ", ")
		}
		if s = f.shape; s.item != nil {
			s = s.item
		}
		at = s.table
	}
	to := in.p.objects[s.cel.TypeName()]
	if to == nil || !to.Record || !slices.ContainsFunc(to.Roots, func(name string) bool { return slices.Contains(from.Roots, name) }) {
		return fmt.Sprintf("`%s` never leads back to %s", path, explain.Types(in.p.author).Words(from.cel.TypeName())), ""
	}
	return "", ""
}

// circle is what cycle returns: the records in the order of the references, and
// how many were looked at to find them.
type circle struct {
	traits.Lister
	visited int
}

// cycle returns the records on a shortest way from a record back to it, beginning
// with the record. It passes only through records whose ids come later, so that a
// circle is found from one of its records and not from the others; without a
// circle the list is empty. What is absent refers to nothing.
func cycle(args ...ref.Val) ref.Val {
	start, ok := args[0].(*object)
	path, ok2 := args[1].(types.String)
	if !ok || !ok2 || !start.isRecord() {
		return types.NewErr("no such overload: cycle")
	}
	names := strings.Split(string(path), ".")
	before := map[content.Key]*object{start.rec.Key: nil} // how each was reached
	queue := []*object{start}
	for i := 0; i < len(queue); i++ {
		if i == costLimit {
			return types.NewErr("too many records")
		}
		for _, next := range queue[i].referred(names) {
			if next.rec.Key == start.rec.Key {
				return circle{newList(way(queue[i], before)), len(queue)}
			}
			if _, seen := before[next.rec.Key]; !seen && next.rec.Type == start.rec.Type && next.rec.ID > start.rec.ID {
				before[next.rec.Key] = queue[i]
				queue = append(queue, next)
			}
		}
	}
	return circle{newList(nil), len(queue)}
}

// way returns the records up to the last one, from the first.
func way(last *object, before map[content.Key]*object) []ref.Val {
	var out []ref.Val
	for o := last; o != nil; o = before[o.rec.Key] {
		out = append(out, o)
	}
	slices.Reverse(out)
	return out
}

// referred returns the records that the field of that path refers to.
func (o *object) referred(path []string) (out []*object) {
	values := []ref.Val{o.read(path[0])}
	if l, ok := values[0].(traits.Lister); ok {
		values = elements(l)
	}
	for _, v := range values {
		inner, ok := v.(*object)
		switch {
		case !ok:
		case len(path) > 1:
			out = append(out, inner.referred(path[1:])...)
		case inner.isRecord():
			out = append(out, inner)
		}
	}
	return out
}

// cycleCost makes cycle pay for every record that it looks at.
func cycleCost(_ []ref.Val, result ref.Val) *uint64 {
	n := uint64(1)
	if c, ok := result.(circle); ok {
		n += uint64(c.visited)
	}
	return &n
}
