package expr

import (
	"candor/internal/rule/explain"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"
)

// rankName is the function that counts where a word is in the enum of its field:
// the first word has rank 1.
const rankName = "rank"

// rank notes the enum that a call counts in, or reports that there is none.
func (in *inspector) rank(call int64, arg ast.Expr) {
	s := in.shape(arg)
	switch {
	case s == nil || len(s.enum) == 0:
		in.diags.Errorf(explain.BadExpression, in.at(arg), "give it a field whose schema lists its words in `enum`",
			"nothing says in which order the words of this are")
	case s.mixed:
		in.diags.Errorf(explain.BadExpression, in.at(arg), "", "the types that this may be read from list its words in different orders")
	default:
		in.ranks[call] = s.enum
	}
}

// notPlanned is what rank does before its enum is known, which is never.
func notPlanned(...ref.Val) ref.Val { return types.NewErr("no such overload: rank") }

// ranking replaces a call of rank by one that knows the enum.
type ranking struct {
	interpreter.InterpretableCall
	arg  interpreter.InterpretableV2
	rank map[string]int
}

func newRanking(call interpreter.InterpretableCall, arg interpreter.InterpretableV2, enum []string) *ranking {
	r := &ranking{InterpretableCall: call, arg: arg, rank: map[string]int{}}
	for i, word := range enum {
		r.rank[word] = i + 1
	}
	return r
}

// Exec implements interpreter.InterpretableV2. A word that the enum does not have
// is told elsewhere, and its rank is unknown.
func (r *ranking) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	v := r.arg.Exec(frame)
	if types.IsUnknownOrError(v) {
		return v
	}
	var out ref.Val = unknown
	word, _ := v.(types.String)
	if n, ok := r.rank[string(word)]; ok {
		out = types.Int(n)
	}
	if costs := frame.CostTracker(); costs != nil {
		costs.EvalUnary(frame, r.ID(), r, v, out)
	}
	return out
}

// Eval implements interpreter.Interpretable.
func (r *ranking) Eval(vars interpreter.Activation) ref.Val {
	return interpreter.EvalActivation(vars, r.Exec)
}
