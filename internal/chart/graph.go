package chart

import (
	"cmp"
	"slices"
)

// Graph is nodes and the edges between them, laid out in columns: a node is to the
// left of all that its edges lead to. A circle is broken where it closes.
type Graph struct {
	Places        []Place
	Columns, Rows int // how many there are; Rows of the longest column
}

// Place is where a node is drawn: its column, and its row in it, from 0.
type Place struct{ Column, Row int }

// Edge leads from a node to another, by their numbers.
type Edge struct{ From, To int }

// sweeps is how often the columns are put in order by their neighbours.
const sweeps = 6

// node is a node in the making.
type node struct {
	Place
	to, from []*node
	seen     bool
	placed   float64
}

// Arrange lays out so many nodes.
func Arrange(nodes int, edges []Edge) Graph {
	all := make([]*node, nodes)
	for i := range all {
		all[i] = &node{Place: Place{Column: -1}}
	}
	for _, e := range edges {
		from, to := all[e.From], all[e.To]
		from.to, to.from = append(from.to, to), append(to.from, from)
	}
	var g Graph
	for _, n := range all {
		g.Columns = max(g.Columns, depth(n)+1)
	}
	g.Rows = arrange(all, g.Columns)
	for _, n := range all {
		g.Places = append(g.Places, n.Place)
	}
	return g
}

// depth returns the longest way from a node to one without edges that lead on; it
// is kept in Column until the columns are turned round.
func depth(n *node) int {
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

// arrange turns the columns round and puts each in an order with few crossings: by
// the middle of what its nodes are joined to. It returns the length of the longest.
func arrange(nodes []*node, columns int) int {
	rows, all := 0, make([][]*node, columns)
	for _, n := range nodes {
		n.Column = columns - 1 - n.Column
		n.Row = len(all[n.Column])
		all[n.Column] = append(all[n.Column], n)
		rows = max(rows, len(all[n.Column]))
	}
	for i := range sweeps {
		for c := range all {
			if i%2 == 0 {
				settle(all[c], func(n *node) []*node { return n.from })
			} else {
				settle(all[len(all)-1-c], func(n *node) []*node { return n.to })
			}
		}
	}
	return rows
}

func settle(column []*node, joined func(*node) []*node) {
	for _, n := range column {
		n.placed = float64(n.Row)
		if list := joined(n); len(list) > 0 {
			n.placed = 0
			for _, other := range list {
				n.placed += float64(other.Row) / float64(len(list))
			}
		}
	}
	slices.SortStableFunc(column, func(a, b *node) int { return cmp.Compare(a.placed, b.placed) })
	for i, n := range column {
		n.Row = i
	}
}
