package jsontree

import (
	"bytes"
	"encoding/json"
)

// Write prints a node as JSON, an item a line where it has items of its own.
func Write(b *bytes.Buffer, n *Node, newline string) error {
	switch n.Kind {
	case '{':
		return writeAll(b, '{', '}', len(n.Members), newline, func(i int, inner string) error {
			if err := writeScalar(b, n.Members[i].Name); err != nil {
				return err
			}
			b.WriteString(": ")
			return Write(b, n.Members[i].Value, inner)
		})
	case '[':
		return writeAll(b, '[', ']', len(n.Items), newline, func(i int, inner string) error {
			return Write(b, n.Items[i], inner)
		})
	}
	return writeScalar(b, n.Value)
}

// writeAll prints what stands between two brackets; nothing stays on one line.
func writeAll(b *bytes.Buffer, left, right byte, count int, newline string, item func(i int, inner string) error) error {
	b.WriteByte(left)
	inner := newline + "  "
	for i := range count {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(inner)
		if err := item(i, inner); err != nil {
			return err
		}
	}
	if count > 0 {
		b.WriteString(newline)
	}
	b.WriteByte(right)
	return nil
}

// writeScalar prints a value without escaping what only matters in HTML.
func writeScalar(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the encoder's own newline
	return nil
}
