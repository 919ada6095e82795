package render

import (
	"html/template"
	"slices"
	"strings"

	"candor/internal/chart"
	"candor/internal/render/fn"
	"candor/internal/wording"
)

// Graph is records and how they lean on each other, laid out in columns: a
// record is to the left of all that it leans on.
type Graph struct {
	Nodes         []*Node
	Edges         []Edge
	Columns, Rows int // how many there are; Rows of the longest column
}

// Node is a record in a graph: its column and its place in it, from 0.
type Node struct {
	Record      *Record
	Column, Row int

	to     []*Node
	joined bool
	index  int
}

// Edge leads from a record to one that it leans on.
type Edge struct{ From, To *Node }

// graph lays out the records of a list by the references at a JSON pointer
// pattern, "/parts/*/of" or "/parent". Records without a reference to or from
// another of the list are left out. A circle is broken where it closes.
func graph(list any, pointer string) Graph {
	nodes, byKey := graphNodes(list)
	for _, n := range nodes {
		for _, r := range n.Record.refsAt(pointer) {
			if to := byKey[r.r.Key.String()]; to != nil && to != n && !slices.Contains(n.to, to) {
				n.to, n.joined, to.joined = append(n.to, to), true, true
			}
		}
	}
	nodes = slices.DeleteFunc(nodes, func(n *Node) bool { return !n.joined })
	for i, n := range nodes {
		n.index = i
	}
	g := Graph{Nodes: nodes}
	for _, n := range nodes {
		for _, to := range n.to {
			g.Edges = append(g.Edges, Edge{n, to})
		}
	}
	laid := chart.Arrange(len(nodes), g.edges())
	g.Columns, g.Rows = laid.Columns, laid.Rows
	for i, p := range laid.Places {
		nodes[i].Column, nodes[i].Row = p.Column, p.Row
	}
	return g
}

func graphNodes(list any) ([]*Node, map[string]*Node) {
	var nodes []*Node
	byKey := map[string]*Node{}
	for _, e := range fn.Elements(list) {
		if r, ok := e.(*Record); ok && r != nil && byKey[r.r.Key.String()] == nil {
			n := &Node{Record: r}
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

// edges returns the edges by the numbers of their nodes.
func (g Graph) edges() []chart.Edge {
	out := make([]chart.Edge, len(g.Edges))
	for i, e := range g.Edges {
		out[i] = chart.Edge{From: e.From.index, To: e.To.index}
	}
	return out
}

// dependencyMap draws a graph. One and many are what a record of it is called.
func dependencyMap(id, title, one, many string, g Graph) template.HTML {
	laid := chart.Graph{Columns: g.Columns, Rows: g.Rows}
	var names []string
	for _, n := range g.Nodes {
		laid.Places = append(laid.Places, chart.Place{Column: n.Column, Row: n.Row})
		names = append(names, n.Record.Title())
	}
	words := []string{
		wording.Count(float64(len(g.Nodes)), one, many) + " and " + wording.Count(float64(len(g.Edges)), "dependency", "dependencies") + ".",
		"Each stands to the left of those that it depends on.",
	}
	for _, e := range g.Edges {
		words = append(words, e.From.Record.Title()+" depends on "+e.To.Record.Title()+".")
	}
	h := chart.Head{ID: id, Title: title, Description: strings.Join(words, " ")}
	return html([]byte(chart.Map(h, laid, names, g.edges())))
}
