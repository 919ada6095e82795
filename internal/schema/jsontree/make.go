package jsontree

import (
	"encoding/json"
)

// String makes a node of a text that stands in no file.
func String(s string) *Node { return &Node{Kind: '"', Value: s} }

// List makes a list of nodes.
func List(items ...*Node) *Node { return &Node{Kind: '[', Items: items} }

// Object makes an object of names and nodes, one after the other.
func Object(pairs ...any) *Node {
	n := &Node{Kind: '{'}
	for i := 0; i+1 < len(pairs); i += 2 {
		n.Members = append(n.Members, Member{Name: pairs[i].(string), Value: pairs[i+1].(*Node)})
	}
	return n
}

// Set gives an object a member, in place of one of that name.
func Set(n *Node, name string, value *Node) {
	if m := n.Member(name); m != nil {
		m.Value = value
		return
	}
	n.Members = append(n.Members, Member{Name: name, Value: value})
}

// Number makes a node of a number that stands in no file.
func Number(text string) *Node { return &Node{Kind: '0', Value: json.Number(text)} }
