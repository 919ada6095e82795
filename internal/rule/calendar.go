package rule

import (
	"time"

	"candor/internal/toml"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// maxMonths bounds what months returns: more is a mistake in a date.
const maxMonths = 1200

// parseDate reads a text as a date, or fails.
func parseDate(v ref.Val) ref.Val {
	text, _ := v.(types.String)
	d, ok := toml.ParseDate(string(text))
	if !ok {
		return types.NewErr("not a date: %s", string(text))
	}
	return &date{d}
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

// dates2 returns both arguments of a function of two dates.
func dates2(args []ref.Val) (d, e toml.Date, ok bool) {
	if len(args) != 2 {
		return d, e, false
	}
	a, ok := args[0].(*date)
	b, ok2 := args[1].(*date)
	if !ok || !ok2 {
		return d, e, false
	}
	return a.Date, b.Date, true
}

// shift binds a function that moves a date by a number of steps.
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
		return &date{f(d.Date, int(n))}
	}
}

// months returns every month from one date to another, both included. It is
// unknown where it is not known in which month one of them lies.
func months(args ...ref.Val) ref.Val {
	from, until, ok := dates2(args)
	if !ok {
		return types.NewErr("no such overload: months")
	}
	first, ok := exactMonth(from)
	last, ok2 := exactMonth(until)
	if !ok || !ok2 {
		return unknown
	}
	var out []ref.Val
	for m := first; !m.After(last); m = m.AddDate(0, 1, 0) {
		if len(out) == maxMonths {
			return types.NewErr("too many months")
		}
		out = append(out, &date{month(m)})
	}
	return newList(out)
}

// exactMonth returns the month that d is known to lie in, if it is.
func exactMonth(d toml.Date) (time.Time, bool) {
	start := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC) }
	first := start(d.First.UTC())
	return first, first.Equal(start(d.Last.UTC()))
}

// daysBetween counts the days from one date to another.
func daysBetween(args ...ref.Val) ref.Val {
	from, until, ok := dates2(args)
	if !ok {
		return types.NewErr("no such overload: daysBetween")
	}
	a, ok := exactDay(from)
	b, ok2 := exactDay(until)
	if !ok || !ok2 {
		return unknown
	}
	return types.Int(b.Sub(a) / (24 * time.Hour))
}
