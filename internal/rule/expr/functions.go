package expr

import (
	"candor/internal/calendar"
	"candor/internal/toml"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/cost"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// functionNames are ours and the more useful ones of CEL, for suggestions.
var functionNames = []string{
	"addDays", "addMonths", "cycle", "date", "daysBetween", "firstDay", "inForce", "isSorted", "lastDay",
	"max", "maybeInForce", "min", "months", "overlaps", "rank", "round6", "sum", "within",
	"all", "bind", "contains", "endsWith", "exists", "exists_one", "filter", "has", "map", "matches", "size", "startsWith",
	"double", "int", "string",
}

// usage says how each of our functions is called.
var usage = map[string]string{
	"addDays":      "addDays(date, days)",
	"addMonths":    "addMonths(date, months)",
	"bind":         "cel.bind(name, value, expression)",
	"cycle":        `cycle(record, "field")`,
	"date":         `date("2022-05-31")`,
	"daysBetween":  "daysBetween(from, until)",
	"firstDay":     "firstDay(date)",
	"inForce":      "inForce(list, date)",
	"isSorted":     "isSorted(list)",
	"lastDay":      "lastDay(date)",
	"max":          "max(list of numbers or dates)",
	"maybeInForce": "maybeInForce(list, date)",
	"min":          "min(list of numbers or dates)",
	"months":       "months(from, until)",
	"overlaps":     "overlaps(from, until, from, until)",
	"rank":         "rank(field with an enum)",
	"round6":       "round6(number)",
	"sum":          "sum(list of numbers)",
	"within":       "within(date, from, until)",
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

// functionOptions declares all functions, and the order of dates.
func functionOptions() []cel.EnvOption {
	anyone := types.NewTypeParamType("A")
	list, days := types.NewListType(anyone), types.NewListType(dateType)
	doubles, ints := types.NewListType(types.DoubleType), types.NewListType(types.IntType)
	fold := func(name string) []cel.FunctionOpt {
		return []cel.FunctionOpt{signature(name+"_double", types.DoubleType, doubles), signature(name+"_int", types.IntType, ints)}
	}
	opts := []cel.EnvOption{
		function("date", func(a ...ref.Val) ref.Val { return parseDate(a[0]) }, signature("date_string", dateType, types.StringType)),
		function("firstDay", dates1(func(d toml.Date) ref.Val { return newDate(toml.DayOf(d.First)) }), signature("first_day", dateType, dateType)),
		function("lastDay", dates1(func(d toml.Date) ref.Val { return newDate(toml.DayOf(d.Last)) }), signature("last_day", dateType, dateType)),
		function("addDays", shift(calendar.AddDays), signature("add_days", dateType, dateType, types.IntType)),
		function("addMonths", shift(calendar.AddMonths), signature("add_months", dateType, dateType, types.IntType)),
		function("months", dates2(months), signature("months", days, dateType, dateType)),
		function("daysBetween", dates2(daysBetween), signature("days_between", types.IntType, dateType, dateType)),
		function("inForce", inForce(false), signature("in_force", list, list, dateType)),
		function("maybeInForce", inForce(true), signature("maybe_in_force", list, list, dateType)),
		function("isSorted", isSorted, signature("is_sorted", types.BoolType, list)),
		function("sum", sum, fold("sum")...),
		function("min", extreme(lessEqual), append(fold("min"), signature("min_date", dateType, days))...),
		function("max", extreme(func(l, r ref.Val) ref.Val { return lessEqual(r, l) }), append(fold("max"), signature("max_date", dateType, days))...),
		function("round6", round6, signature("round6", types.DoubleType, types.DoubleType)),
		function(rankName, notPlanned, signature("rank_string", types.IntType, types.StringType)),
		function(cycleName, cycle, signature(cycleID, list, anyone, types.StringType)),
		open("within", within, dateType, dateType, dateType),
		open("overlaps", overlaps, dateType, dateType, dateType, dateType),
	}
	for _, op := range []string{operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals} {
		opts = append(opts, cel.Function(op, signature("date"+op, types.BoolType, dateType, dateType)))
	}
	return opts
}

// listCosts makes functions that go through a list pay for its length.
func listCosts() cel.ProgramOption {
	var opts []cost.TrackerOption
	for _, id := range []string{
		"in_force", "maybe_in_force", "is_sorted", "sum_double", "sum_int",
		"min_double", "min_int", "min_date", "max_double", "max_int", "max_date",
	} {
		opts = append(opts, cost.OverloadTracker(id, func(args []ref.Val, _ ref.Val) *uint64 {
			n := uint64(1)
			if l, ok := args[0].(traits.Sizer); ok {
				if size, ok := l.Size().(types.Int); ok {
					n += uint64(size)
				}
			}
			return &n
		}))
	}
	opts = append(opts, cost.OverloadTracker(cycleID, cycleCost))
	return cel.CostTrackerOptions(opts...)
}
