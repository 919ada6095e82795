package expr

import (
	"math"
	"time"

	"candor/internal/calendar"
	"candor/internal/toml"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

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
			switch calendar.Within(d.Date, bound(e, From), bound(e, Until)) {
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

// bound returns the first or last day of a table, nil where it is open.
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
	var out ref.Val = types.True
	var begins, ends ref.Val // of what came before, what begins last and what ends last
	for _, e := range elements(l) {
		if types.IsUnknown(e) {
			out = unknown
			continue
		}
		if begins != nil {
			if v := lessEqual(begins, e); v == types.False || types.IsError(v) {
				return v
			}
			if v := lessEqual(ends, e); v != types.True {
				out = v
			}
		}
		begins = later(begins, e, func(d toml.Date) time.Time { return d.First })
		ends = later(ends, e, func(d toml.Date) time.Time { return d.Last })
	}
	return out
}

// later returns the greater of two values; of dates, by one of their ends.
func later(a, b ref.Val, end func(toml.Date) time.Time) ref.Val {
	d, ok := a.(*date)
	e, ok2 := b.(*date)
	switch {
	case a == nil:
		return b
	case ok && ok2 && end(d.Date).After(end(e.Date)):
		return a
	}
	return b
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

// round6 rounds to the decimals that money has.
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
		return certainFirst(items, order)
	}
}

// certainFirst returns the element that comes before all others, or unknown.
func certainFirst(items []ref.Val, order func(l, r ref.Val) ref.Val) ref.Val {
	if len(items) == 0 {
		return unknown
	}
	best := items[0]
	for _, v := range items {
		if order(v, best) == types.True {
			best = v
		}
	}
	for _, v := range items {
		if order(best, v) != types.True {
			return unknown
		}
	}
	return best
}
