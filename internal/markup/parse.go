package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// dialect reads texts; it is shared, and what a parse learns lives in its context.
var dialect = newParser()

// spansKey is where a parse's context keeps its spans.
var spansKey = parser.NewContextKey()

// newParser knows the whole dialect.
func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(extension.NewFootnoteBlockParser(), 999),
		)...),
		parser.WithInlineParsers(
			util.Prioritized(taskParser{extension.NewTaskCheckBoxParser()}, 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(extension.NewFootnoteParser(), 101),
			util.Prioritized(newLinkParser(), 200),
			util.Prioritized(autoLinkParser{parser.NewAutoLinkParser()}, 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(autoLinkParser{extension.NewLinkifyParser()}, 999),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(alertMarker{}, 50),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(tableParser{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

// parse reads a text and notes in s where its links stand.
func parse(src []byte, s *spans) ast.Node {
	pc := parser.NewContext()
	pc.Set(spansKey, s)
	doc := dialect.Parse(text.NewReader(src), parser.WithContext(pc))
	if s.references {
		s.define(src, doc)
	}
	return doc
}

// taskParser reads a check box. White space must follow it, because a list
// item may begin with a link whose text is "x"; and it must begin a paragraph,
// which can be its label, not a heading.
type taskParser struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (p taskParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	const box = len("[x]")
	line, _ := block.PeekLine()
	if parent.Kind() == ast.KindHeading || len(line) <= box || !util.IsSpace(line[box]) {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// tableParser reads tables of a size that people write. The parser makes a cell
// for every column of every row, whether it is written or not.
type tableParser struct{ parser.ParagraphTransformer }

const (
	maxColumns  = 256
	maxInvented = 10_000 // cells that nobody wrote
)

// Transform implements parser.ParagraphTransformer.
func (p tableParser) Transform(n *ast.Paragraph, r text.Reader, pc parser.Context) {
	lines, pipes, columns := n.Lines(), 0, 0
	for i := range lines.Len() {
		line := lines.At(i)
		c := bytes.Count(line.Value(r.Source()), []byte{'|'})
		pipes += c
		columns = max(columns, c+1)
	}
	if columns > maxColumns || columns*lines.Len()-pipes > maxInvented {
		return
	}
	p.ParagraphTransformer.Transform(n, r, pc)
}

// alertAttribute marks a quotation that is an alert, with its kind.
const alertAttribute = "alert"

// alertKinds are GitHub's, by what is written between the brackets.
var alertKinds = []struct{ marker, class, title string }{
	{"[!NOTE]", "note", "Note"},
	{"[!TIP]", "tip", "Tip"},
	{"[!IMPORTANT]", "important", "Important"},
	{"[!WARNING]", "warning", "Warning"},
	{"[!CAUTION]", "caution", "Caution"},
}

// alertMarker takes a line such as "[!NOTE]" off the beginning of a quotation
// and makes it an alert. It works on paragraphs before their text is parsed,
// or the marker could become a link.
type alertMarker struct{}

// Transform implements parser.ParagraphTransformer.
func (alertMarker) Transform(p *ast.Paragraph, r text.Reader, _ parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != ast.Node(p) || p.Lines().Len() == 0 {
		return
	}
	if _, done := quote.AttributeString(alertAttribute); done {
		return
	}
	first := p.Lines().At(0)
	marker := bytes.TrimSpace(first.Value(r.Source()))
	for i, kind := range alertKinds {
		if bytes.EqualFold(marker, []byte(kind.marker)) {
			quote.SetAttributeString(alertAttribute, i)
			p.Lines().SetSliced(1, p.Lines().Len())
		}
	}
	if p.Lines().Len() == 0 {
		quote.RemoveChild(quote, p)
	}
}
