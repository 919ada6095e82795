package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// span is a half-open range of the text that is parsed.
type span struct{ start, end int }

// spans is what the parser does not tell about a text's links: where each
// stands. Our own inline parsers, wrapped around the parser's, note it down.
type spans struct {
	links       map[ast.Node]linkSpan
	references  bool            // some link names a definition
	definitions map[string]span // destinations by label
}

// linkSpan is the place of a link as a whole and of its destination, which is
// empty where a definition holds it.
type linkSpan struct{ whole, dest span }

// add notes where a link stands.
func (s *spans) add(n ast.Node, at linkSpan) {
	if s.links == nil {
		s.links = map[ast.Node]linkSpan{}
	}
	s.links[n] = at
}

// reset forgets a text and keeps the memory.
func (s *spans) reset() {
	clear(s.links)
	clear(s.definitions)
	s.references = false
}

// linkParser reads links and images. The parser that it wraps closes blocks
// too, hence the second interface.
type linkParser struct {
	parser.InlineParser
	parser.CloseBlocker
}

// newLinkParser wraps the parser's own.
func newLinkParser() linkParser {
	p := parser.NewLinkParser()
	closer, _ := p.(parser.CloseBlocker)
	return linkParser{p, closer}
}

// Parse implements parser.InlineParser.
func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.Position()
	n := p.InlineParser.Parse(parent, block, pc)
	var dest []byte
	var ref *ast.ReferenceLink
	switch n := n.(type) {
	case *ast.Link:
		dest, ref = n.Destination, n.Reference
	case *ast.Image:
		dest, ref = n.Destination, n.Reference
	default:
		return n
	}
	s := pc.Get(spansKey).(*spans)
	endLine, end := block.Position()
	found := linkSpan{whole: span{n.Pos(), end.Start}}
	if ref != nil {
		s.references = true
	} else {
		block.SetPosition(line, at)
		block.Advance(len("]("))
		found.dest = destination(block, dest)
		block.SetPosition(endLine, end)
	}
	if end.Start < found.dest.end { // the link ends its block
		found.whole.end = found.dest.end
	}
	s.add(n, found)
	return n
}

// destination finds dest, which a parser has read where the block stands now.
func destination(block text.Reader, dest []byte) span {
	block.SkipSpaces()
	_, at := block.Position()
	start := at.Start
	if block.Peek() == '<' {
		start++
	}
	if start < 0 || !bytes.HasPrefix(block.Source()[min(start, len(block.Source())):], dest) {
		return span{}
	}
	return span{start, start + len(dest)}
}

// autoLinkParser reads an address that stands by itself, in angle brackets or
// bare.
type autoLinkParser struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (p autoLinkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	n := p.InlineParser.Parse(parent, block, pc)
	if link, ok := n.(*ast.AutoLink); ok {
		start := at.Start
		if bytes.IndexByte([]byte("< *_~("), line[0]) >= 0 {
			start++
		}
		place := span{start, start + len(link.Label(block.Source()))}
		pc.Get(spansKey).(*spans).add(n, linkSpan{place, place})
	}
	return n
}

// define finds the destinations of all definitions below n. Of two with the
// same label the first counts.
func (s *spans) define(src []byte, n ast.Node) {
	if s.definitions == nil {
		s.definitions = map[string]span{}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if d, ok := c.(*ast.LinkReferenceDefinition); ok {
			label := util.ToLinkReference(d.Label)
			if _, known := s.definitions[label]; !known {
				s.definitions[label] = defined(src, d)
			}
		} else if c.Type() == ast.TypeBlock {
			s.define(src, c)
		}
	}
}

// defined reads a definition once more, up to its destination.
func defined(src []byte, d *ast.LinkReferenceDefinition) span {
	block := text.NewBlockReader(src, d.Lines())
	block.SkipSpaces()
	block.Advance(len("["))
	block.FindClosure('[', ']', text.FindClosureOptions{Newline: true, Advance: true})
	block.Advance(len(":"))
	return destination(block, d.Destination)
}

// of returns where a link and its destination stand. A destination that
// cannot be found is the link as a whole.
func (s *spans) of(n ast.Node, ref *ast.ReferenceLink) linkSpan {
	at := s.links[n]
	if ref != nil {
		at.dest = s.definitions[util.ToLinkReference(ref.Value)]
	}
	if at.dest == (span{}) {
		at.dest = at.whole
	}
	return at
}
