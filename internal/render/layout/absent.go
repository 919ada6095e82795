package layout

import (
	"reflect"
	"strconv"
	text "text/template"
	tree "text/template/parse"
)

// shownFunction ends every action of an export that writes something. Layouts
// cannot call it.
const shownFunction = "_shown"

// shown writes what is absent as nothing, as html/template does, where
// text/template would write "<no value>"; and numbers without an exponent.
func shown(v any) any {
	switch n := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	if r := reflect.ValueOf(v); r.Kind() == reflect.Pointer && r.IsNil() {
		return ""
	}
	return v
}

// showAbsence puts shown behind the actions of all templates of a set.
func showAbsence(set *text.Template) {
	for _, t := range set.Templates() {
		if t.Tree != nil {
			eachNode(t.Root, func(n tree.Node) {
				if action, ok := n.(*tree.ActionNode); ok {
					showAction(action)
				}
			})
		}
	}
}

func showAction(n *tree.ActionNode) {
	commands := n.Pipe.Cmds
	if len(n.Pipe.Decl) > 0 || len(commands) == 0 {
		return
	}
	if last, ok := commands[len(commands)-1].Args[0].(*tree.IdentifierNode); ok && last.Ident == shownFunction {
		return // of a part, which all exports share
	}
	n.Pipe.Cmds = append(commands, &tree.CommandNode{
		NodeType: tree.NodeCommand, Args: []tree.Node{tree.NewIdentifier(shownFunction).SetPos(n.Pos)},
	})
}
