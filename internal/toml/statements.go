package toml

import "github.com/pelletier/go-toml/v2/unstable"

// Statement is a header, or a key with its value.
type Statement struct {
	Kind StatementKind
	Keys []string // the parts of the key, or of what is between the brackets

	// From the first part of the key to the end of the value; for a header, from
	// the first to the last part between its brackets.
	Start, End int
}

// StatementKind tells what a statement does.
type StatementKind uint8

// The kinds of statement.
const (
	KeyValue StatementKind = iota // key = value
	Table                         // [table]
	Element                       // [[table]]
)

// Statements returns the statements of a text in their order, with offsets into
// it, and whether the text could be read to its end. Of a document that Parse
// took, it always can.
func Statements(text []byte) (list []Statement, ok bool) {
	// The package promises no stability and panics in places.
	defer func() {
		if recover() != nil {
			list, ok = nil, false
		}
	}()
	var p unstable.Parser
	p.Reset(text[:len(text):len(text)])
	for p.NextExpression() {
		list = append(list, statement(text, p.Expression()))
	}
	return list, p.Error() == nil
}

func statement(text []byte, n *unstable.Node) Statement {
	keys := keysOf(n)
	s := Statement{Kind: KeyValue, Start: keys[0].start, End: keys[len(keys)-1].end}
	for _, k := range keys {
		s.Keys = append(s.Keys, k.name)
	}
	switch n.Kind {
	case unstable.KeyValue:
		extents := reader{tree: &tree{at: map[string]place{}}, text: text}
		s.End = extents.keyValue("", n)
	case unstable.Table:
		s.Kind = Table
	case unstable.ArrayTable:
		s.Kind = Element
	}
	return s
}
