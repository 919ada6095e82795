package rule

import (
	"math"

	"candor/internal/toml"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// functionNames are ours and the more useful ones of CEL, for suggestions.
var functionNames = []string{
	"addDays", "addMonths", "date", "daysBetween", "firstDay", "inForce", "isSorted", "lastDay",
	"max", "maybeInForce", "min", "months", "overlaps", "round6", "sum", "within",
	"all", "contains", "endsWith", "exists", "exists_one", "filter", "has", "map", "matches", "size", "startsWith",
	"double", "int", "string",
}

// function declares a function with one meaning for all its signatures. An
// argument that is unknown makes the result unknown.
func function(name string, impl func(args ...ref.Val) ref.Val, signatures ...cel.FunctionOpt) cel.EnvOption {
	opts := append(signatures, decls.DisableTypeGuards(true), cel.SingletonFunctionBinding(impl))
	return cel.Function(name, opts...)
}

func signature(id string, result *types.Type, args ...*types.Type) cel.FunctionOpt {
	return cel.Overload(id, args, result)
}

func functionOptions() []cel.EnvOption {
	anyone := types.NewTypeParamType("A")
	list, days := types.NewListType(anyone), types.NewListType(dateType)
	doubles, ints := types.NewListType(types.DoubleType), types.NewListType(types.IntType)
	fold := func(name string) []cel.FunctionOpt {
		return []cel.FunctionOpt{signature(name+"_double", types.DoubleType, doubles), signature(name+"_int", types.IntType, ints)}
	}
	opts := []cel.EnvOption{
		function("date", func(a ...ref.Val) ref.Val { return parseDate(a[0]) }, signature("date_string", dateType, types.StringType)),
		function("firstDay", dates1(func(d toml.Date) ref.Val { return &date{toml.DayOf(d.First)} }), signature("first_day", dateType, dateType)),
		function("lastDay", dates1(func(d toml.Date) ref.Val { return &date{toml.DayOf(d.Last)} }), signature("last_day", dateType, dateType)),
		function("addDays", shift(addDays), signature("add_days", dateType, dateType, types.IntType)),
		function("addMonths", shift(addMonths), signature("add_months", dateType, dateType, types.IntType)),
		function("months", months, signature("months", days, dateType, dateType)),
		function("daysBetween", daysBetween, signature("days_between", types.IntType, dateType, dateType)),
		function("inForce", inForce(false), signature("in_force", list, list, dateType)),
		function("maybeInForce", inForce(true), signature("maybe_in_force", list, list, dateType)),
		function("isSorted", isSorted, signature("is_sorted", types.BoolType, list)),
		function("sum", sum, fold("sum")...),
		function("min", extreme(lessEqual), append(fold("min"), signature("min_date", dateType, days))...),
		function("max", extreme(func(l, r ref.Val) ref.Val { return lessEqual(r, l) }), append(fold("max"), signature("max_date", dateType, days))...),
		function("round6", round6, signature("round6", types.DoubleType, types.DoubleType)),
		open("within", withinDates, dateType, dateType, dateType),
		open("overlaps", overlaps, dateType, dateType, dateType, dateType),
	}
	for _, op := range []string{operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals} {
		opts = append(opts, cel.Function(op, signature("date"+op, types.BoolType, dateType, dateType)))
	}
	return opts
}

// open declares a function that may know its answer though an argument is
// unknown.
func open(name string, impl func(args []*toml.Date) toml.Truth, args ...*types.Type) cel.EnvOption {
	call := func(args ...ref.Val) ref.Val {
		days := make([]*toml.Date, len(args))
		for i, a := range args {
			if types.IsError(a) {
				return a
			}
			if d, ok := a.(*date); ok {
				days[i] = &d.Date
			}
		}
		return truth(impl(days))
	}
	return cel.Function(name, decls.DisableTypeGuards(true),
		cel.Overload(name, args, types.BoolType, cel.OverloadIsNonStrict(), cel.FunctionBinding(call)))
}

func withinDates(a []*toml.Date) toml.Truth {
	return all(maybeNotAfter(a[1], a[0]), maybeNotAfter(a[0], a[2]))
}

func overlaps(a []*toml.Date) toml.Truth {
	return all(maybeNotAfter(a[0], a[3]), maybeNotAfter(a[2], a[1]))
}

func maybeNotAfter(d, e *toml.Date) toml.Truth {
	if d == nil || e == nil {
		return toml.Unknown
	}
	return notAfter(*d, *e)
}

// inForce keeps the tables of a list that hold at a date: certainly, or
// possibly too. A table without from holds since ever, without until for ever.
func inForce(possibly bool) func(args ...ref.Val) ref.Val {
	return func(args ...ref.Val) ref.Val {
		l, ok := args[0].(traits.Lister)
		d, ok2 := args[1].(*date)
		if !ok || !ok2 {
			return types.NewErr("no such overload: inForce")
		}
		var kept []ref.Val
		for _, e := range elements(l) {
			if types.IsUnknown(e) {
				return unknown
			}
			switch within(d.Date, bound(e, fromName), bound(e, untilName)) {
			case toml.True:
				kept = append(kept, e)
			case toml.Unknown:
				if possibly {
					kept = append(kept, e)
				}
			}
		}
		return newList(kept)
	}
}

func bound(e ref.Val, name string) *toml.Date {
	o, ok := e.(*object)
	if !ok || !o.has(name) {
		return nil
	}
	d, ok := o.read(name).(*date)
	if !ok {
		return nil
	}
	return &d.Date
}

// isSorted says whether no element comes after a later one. One certain
// disorder is enough to say no.
func isSorted(args ...ref.Val) ref.Val {
	l, ok := args[0].(traits.Lister)
	if !ok {
		return types.NewErr("no such overload: isSorted")
	}
	items := elements(l)
	var out ref.Val = types.True
	for j := range items {
		for i := range j {
			if types.IsUnknown(items[i]) || types.IsUnknown(items[j]) {
				out = unknown
				continue
			}
			switch v := lessEqual(items[i], items[j]); {
			case v == types.False, types.IsError(v):
				return v
			case v != types.True:
				out = v
			}
		}
	}
	return out
}

// sum adds numbers, rounded to six decimals; nothing adds up to zero.
func sum(args ...ref.Val) ref.Val {
	l, ok := args[0].(traits.Lister)
	if !ok {
		return types.NewErr("no such overload: sum")
	}
	total, whole, ints := 0.0, types.Int(0), 0
	items := elements(l)
	for _, v := range items {
		switch v := v.(type) {
		case types.Double:
			total += float64(v)
		case types.Int:
			whole += v
			ints++
		case *types.Unknown:
			return unknown
		default:
			return types.NewErr("no such overload: sum")
		}
	}
	if ints > 0 && ints == len(items) {
		return whole
	}
	return round6(types.Double(total + float64(whole)))
}

func round6(args ...ref.Val) ref.Val {
	v, ok := args[0].(types.Double)
	if !ok {
		return types.NewErr("no such overload: round6")
	}
	r := math.Round(float64(v)*1e6) / 1e6
	if math.IsInf(r, 0) { // too large for decimals to matter
		return v
	}
	return types.Double(r)
}

// extreme returns the element that certainly comes first by an order. Of
// nothing, and of dates that cannot be told apart, none does.
func extreme(order func(l, r ref.Val) ref.Val) func(args ...ref.Val) ref.Val {
	return func(args ...ref.Val) ref.Val {
		l, ok := args[0].(traits.Lister)
		if !ok {
			return types.NewErr("no such overload: min or max")
		}
		items := elements(l)
		for _, v := range items {
			if types.IsUnknown(v) {
				return unknown
			}
		}
		for i := range items {
			if first(items, i, order) {
				return items[i]
			}
		}
		return unknown
	}
}

func first(items []ref.Val, i int, order func(l, r ref.Val) ref.Val) bool {
	for j := range items {
		if i != j && order(items[i], items[j]) != types.True {
			return false
		}
	}
	return true
}
