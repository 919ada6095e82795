package expr

import (
	"candor/internal/calendar"
	"candor/internal/toml"

	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/interpreter"
)

// comparison replaces an operator of CEL that knows two answers by one that
// knows three.
type comparison struct {
	interpreter.InterpretableCall
	lhs, rhs interpreter.InterpretableV2
	op       func(l, r ref.Val) ref.Val
}

// Exec implements interpreter.InterpretableV2.
func (c *comparison) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	l := c.lhs.Exec(frame)
	if types.IsError(l) {
		return l
	}
	r := c.rhs.Exec(frame)
	if types.IsError(r) {
		return r
	}
	var out ref.Val = unknown
	if !types.IsUnknown(l) && !types.IsUnknown(r) {
		out = c.op(l, r)
	}
	if costs := frame.CostTracker(); costs != nil {
		costs.EvalBinary(frame, c.ID(), c, l, r, out)
	}
	return out
}

// Eval implements interpreter.Interpretable.
func (c *comparison) Eval(vars interpreter.Activation) ref.Val {
	return interpreter.EvalActivation(vars, c.Exec)
}

var threeValued = map[string]func(l, r ref.Val) ref.Val{
	operators.Equals:        equal,
	operators.NotEquals:     func(l, r ref.Val) ref.Val { return not(equal(l, r)) },
	operators.In:            contains,
	operators.Less:          less,
	operators.LessEquals:    lessEqual,
	operators.Greater:       func(l, r ref.Val) ref.Val { return less(r, l) },
	operators.GreaterEquals: func(l, r ref.Val) ref.Val { return lessEqual(r, l) },
}

// decorate is applied to every step of a program when it is planned.
func (in *inspector) decorate(step interpreter.InterpretableV2) (interpreter.InterpretableV2, error) {
	if in.tests[step.ID()] {
		return presence{step}, nil
	}
	call, ok := step.(interpreter.InterpretableCall)
	if !ok {
		return step, nil
	}
	args := call.Args()
	if op := threeValued[call.Function()]; op != nil && len(args) == 2 {
		return &comparison{InterpretableCall: call, lhs: args[0], rhs: args[1], op: op}, nil
	}
	switch call.Function() {
	case "date":
		return constantDate(call, args[0]), nil
	case rankName:
		return newRanking(call, args[0], in.ranks[call.ID()]), nil
	}
	return step, nil
}

// presence is has(…) where what it looks into may be a name for something unknown:
// below that, nothing is there.
type presence struct{ interpreter.InterpretableV2 }

// Exec implements interpreter.InterpretableV2.
func (p presence) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	v := p.InterpretableV2.Exec(frame)
	if types.IsUnknown(v) {
		return types.False
	}
	return v
}

// Eval implements interpreter.Interpretable.
func (p presence) Eval(vars interpreter.Activation) ref.Val {
	return interpreter.EvalActivation(vars, p.Exec)
}

// constantDate reads a date that is written in the rule once, not per record.
func constantDate(call interpreter.InterpretableCall, arg interpreter.InterpretableV2) interpreter.InterpretableV2 {
	text, ok := arg.(interpreter.InterpretableConst)
	if !ok {
		return call
	}
	if d, ok := parseDate(text.Value()).(*date); ok {
		return interpreter.NewConstValue(call.ID(), d)
	}
	return call
}

// not turns a truth round; what is unknown stays so.
func not(v ref.Val) ref.Val {
	if b, ok := v.(types.Bool); ok {
		return !b
	}
	return v
}

// equal compares values; dates known in part, and lists that hold what is
// unknown, may leave the answer open.
func equal(l, r ref.Val) ref.Val {
	if types.IsUnknown(l) || types.IsUnknown(r) {
		return unknown
	}
	a, ok := l.(traits.Lister)
	b, ok2 := r.(traits.Lister)
	if ok && ok2 {
		return equalLists(a, b)
	}
	return types.Equal(l, r)
}

// equalLists compares lists element by element. One certain difference decides.
func equalLists(a, b traits.Lister) ref.Val {
	if a.Size() != b.Size() {
		return types.False
	}
	n, _ := a.Size().(types.Int)
	var out ref.Val = types.True
	for i := types.Int(0); i < n; i++ {
		switch v := equal(a.Get(i), b.Get(i)); {
		case v == types.False:
			return v
		case v != types.True:
			out = v
		}
	}
	return out
}

// contains says whether v is in a list or among the keys of a map.
func contains(v, in ref.Val) ref.Val {
	l, ok := in.(traits.Lister)
	if !ok {
		if c, ok := in.(traits.Container); ok {
			return c.Contains(v)
		}
		return types.NewErr("no such overload: in")
	}
	n, _ := l.Size().(types.Int)
	var out ref.Val = types.False
	for i := types.Int(0); i < n; i++ {
		switch e := equal(l.Get(i), v); {
		case e == types.True:
			return e
		case types.IsUnknown(e):
			out = e
		}
	}
	return out
}

func less(l, r ref.Val) ref.Val {
	return order(l, r, calendar.Before, func(c types.Int) bool { return c < 0 })
}

func lessEqual(l, r ref.Val) ref.Val {
	return order(l, r, calendar.NotAfter, func(c types.Int) bool { return c <= 0 })
}

// order compares dates by one function and all else by the sign of CEL's own
// comparison.
func order(l, r ref.Val, dates func(d, e toml.Date) toml.Truth, numbers func(types.Int) bool) ref.Val {
	d, ok := l.(*date)
	e, ok2 := r.(*date)
	if ok && ok2 {
		return truth(dates(d.compared(), e.compared()))
	}
	c, ok := l.(traits.Comparer)
	if !ok {
		return types.NewErr("no such overload: comparison")
	}
	v := c.Compare(r)
	if n, ok := v.(types.Int); ok {
		return types.Bool(numbers(n))
	}
	return v
}
