package render

import (
	"cmp"
	"slices"

	"candor/internal/render/fn"
)

// Graph is records and how they lean on each other, laid out in columns: a
// record stands to the left of all that it leans on.
type Graph struct {
	Nodes         []*Node
	Edges         []Edge
	Columns, Rows int // how many there are; Rows of the longest column
}

// Node is a record in a graph: its column and its place in it, from 0.
type Node struct {
	Record      *Record
	Column, Row int

	to, from []*Node
	seen     bool
	placed   float64
}

// Edge leads from a record to one that it leans on.
type Edge struct{ From, To *Node }

// sweeps is how often the columns are put in order by their neighbours.
const sweeps = 6

// graph lays out the records of a list by the references at a JSON pointer
// pattern, "/parts/*/of" or "/parent". Records without a reference to or from
// another of the list are left out. A circle is broken where it closes.
func graph(list any, pointer string) Graph {
	nodes, byKey := graphNodes(list)
	for _, n := range nodes {
		for _, r := range n.Record.refsAt(pointer) {
			if to := byKey[r.r.Key.String()]; to != nil && to != n && !slices.Contains(n.to, to) {
				n.to, to.from = append(n.to, to), append(to.from, n)
			}
		}
	}
	nodes = slices.DeleteFunc(nodes, func(n *Node) bool { return len(n.to)+len(n.from) == 0 })
	g := Graph{Nodes: nodes}
	for _, n := range nodes {
		g.Columns = max(g.Columns, depth(n)+1)
		for _, to := range n.to {
			g.Edges = append(g.Edges, Edge{n, to})
		}
	}
	g.arrange()
	return g
}

func graphNodes(list any) ([]*Node, map[string]*Node) {
	var nodes []*Node
	byKey := map[string]*Node{}
	for _, e := range fn.Elements(list) {
		if r, ok := e.(*Record); ok && r != nil && byKey[r.r.Key.String()] == nil {
			n := &Node{Record: r, Column: -1}
			nodes = append(nodes, n)
			byKey[r.r.Key.String()] = n
		}
	}
	return nodes, byKey
}

// refsAt returns the records that the references at a pattern name.
func (r *Record) refsAt(pattern string) []*Record {
	var out []*Record
	r.r.EachAt(pattern, func(pointer string, _ any) { out = append(out, r.Refs(pointer)...) })
	return out
}

// depth returns the longest way from a node to one that leans on nothing; it
// is kept in Column until the columns are turned round.
func depth(n *Node) int {
	if n.seen {
		return max(n.Column, 0)
	}
	n.seen = true
	longest := 0
	for _, to := range n.to {
		if to.seen && to.Column < 0 {
			continue // a circle
		}
		longest = max(longest, depth(to)+1)
	}
	n.Column = longest
	return longest
}

// arrange turns the columns round and puts each in an order with few
// crossings: by the middle of what its nodes are joined to.
func (g *Graph) arrange() {
	columns := make([][]*Node, g.Columns)
	for _, n := range g.Nodes {
		n.Column = g.Columns - 1 - n.Column
		n.Row = len(columns[n.Column])
		columns[n.Column] = append(columns[n.Column], n)
		g.Rows = max(g.Rows, len(columns[n.Column]))
	}
	for i := range sweeps {
		for c := range columns {
			if i%2 == 0 {
				settle(columns[c], func(n *Node) []*Node { return n.from })
			} else {
				settle(columns[len(columns)-1-c], func(n *Node) []*Node { return n.to })
			}
		}
	}
}

func settle(column []*Node, joined func(*Node) []*Node) {
	for _, n := range column {
		n.placed = float64(n.Row)
		if list := joined(n); len(list) > 0 {
			n.placed = 0
			for _, other := range list {
				n.placed += float64(other.Row) / float64(len(list))
			}
		}
	}
	slices.SortStableFunc(column, func(a, b *Node) int { return cmp.Compare(a.placed, b.placed) })
	for i, n := range column {
		n.Row = i
	}
}
