package layout

import (
	tree "text/template/parse"
)

// countSteps has a template write nothing, where it begins and each time that a
// list in it goes on. The sheet counts what is written, so that it also sees the
// end of what makes no text: a loop of a thousand millions, or parts that call
// each other in all ways.
func countSteps(t *tree.Tree) {
	if t == nil || t.Root == nil {
		return
	}
	t.Root.Nodes = counted(t.Root.Nodes)
	eachNode(t.Root, func(n tree.Node) {
		if r, ok := n.(*tree.RangeNode); ok {
			r.List.Nodes = counted(r.List.Nodes)
		}
	})
}

// counted leaves alone what was counted before: sets of templates share parts.
func counted(nodes []tree.Node) []tree.Node {
	if len(nodes) > 0 {
		if first, ok := nodes[0].(*tree.TextNode); ok && len(first.Text) == 0 {
			return nodes
		}
	}
	return append([]tree.Node{&tree.TextNode{NodeType: tree.NodeText}}, nodes...)
}

// eachNode calls visit for a node and for all that are within it.
func eachNode(n tree.Node, visit func(tree.Node)) {
	visit(n)
	switch n := n.(type) {
	case *tree.ListNode:
		if n == nil {
			return
		}
		for _, e := range n.Nodes {
			eachNode(e, visit)
		}
	case *tree.IfNode:
		eachNode(n.List, visit)
		eachNode(n.ElseList, visit)
	case *tree.RangeNode:
		eachNode(n.List, visit)
		eachNode(n.ElseList, visit)
	case *tree.WithNode:
		eachNode(n.List, visit)
		eachNode(n.ElseList, visit)
	}
}
