package expr

import (
	"candor/internal/calendar"
	"candor/internal/toml"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// parseDate reads a text as a date, or fails.
func parseDate(v ref.Val) ref.Val {
	text, _ := v.(types.String)
	d, ok := toml.ParseDate(string(text))
	if !ok {
		return types.NewErr("not a date: %s", string(text))
	}
	return newDate(d)
}

// dates1 makes a CEL function of one that takes a date.
func dates1(f func(toml.Date) ref.Val) func(args ...ref.Val) ref.Val {
	return func(args ...ref.Val) ref.Val {
		d, ok := args[0].(*date)
		if !ok {
			return types.NewErr("no such overload: date function")
		}
		return f(d.Date)
	}
}

// dates2 makes a CEL function of one that takes two dates.
func dates2(f func(d, e toml.Date) ref.Val) func(args ...ref.Val) ref.Val {
	return func(args ...ref.Val) ref.Val {
		d, ok := args[0].(*date)
		e, ok2 := args[1].(*date)
		if !ok || !ok2 {
			return types.NewErr("no such overload: date function")
		}
		return f(d.Date, e.Date)
	}
}

// shift makes a CEL function of one that moves a date by a number of steps.
func shift(f func(toml.Date, int) toml.Date) func(args ...ref.Val) ref.Val {
	return func(args ...ref.Val) ref.Val {
		d, ok := args[0].(*date)
		n, ok2 := args[1].(types.Int)
		if !ok || !ok2 {
			return types.NewErr("no such overload: date function")
		}
		if n > 1_000_000 || n < -1_000_000 {
			return types.NewErr("date out of range")
		}
		moved := newDate(f(d.Date, int(n)))
		if d.elsewhere != nil {
			days := f(*d.elsewhere, int(n))
			moved.elsewhere = &days
		}
		return moved
	}
}

// months returns every month from one date to another, both included.
func months(from, until toml.Date) ref.Val {
	list, ok := calendar.Months(from, until)
	if !ok {
		return unknown
	}
	if len(list) > calendar.MaxMonths {
		return types.NewErr("too many months")
	}
	out := make([]ref.Val, len(list))
	for i, m := range list {
		out[i] = newDate(m)
	}
	return newList(out)
}

// daysBetween counts the days from one date to another.
func daysBetween(from, until toml.Date) ref.Val {
	n, ok := calendar.DaysBetween(from, until)
	if !ok {
		return unknown
	}
	return types.Int(n)
}

// open declares a function of dates that may know its answer although one of its
// arguments is unknown.
func open(name string, impl func(args []*toml.Date) toml.Truth, args ...*types.Type) cel.EnvOption {
	call := func(args ...ref.Val) ref.Val {
		days := make([]*toml.Date, len(args))
		for i, a := range args {
			if types.IsError(a) {
				return a
			}
			if d, ok := a.(*date); ok {
				day := d.compared()
				days[i] = &day
			}
		}
		return truth(impl(days))
	}
	return cel.Function(name, decls.DisableTypeGuards(true),
		cel.Overload(name, args, types.BoolType, cel.OverloadIsNonStrict(), cel.FunctionBinding(call)))
}

func within(a []*toml.Date) toml.Truth {
	return calendar.All(maybeNotAfter(a[1], a[0]), maybeNotAfter(a[0], a[2]))
}

func overlaps(a []*toml.Date) toml.Truth {
	return calendar.All(maybeNotAfter(a[0], a[3]), maybeNotAfter(a[2], a[1]))
}

// maybeNotAfter is calendar.NotAfter where a date may be unknown.
func maybeNotAfter(d, e *toml.Date) toml.Truth {
	if d == nil || e == nil {
		return toml.Unknown
	}
	return calendar.NotAfter(*d, *e)
}
