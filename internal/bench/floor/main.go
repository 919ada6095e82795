// Command floor is the least that a site generator in Go can do with these
// libraries: goldmark, chroma, html/template and os.WriteFile, and nothing else
// around them. Candor's cost is told as a multiple of its cost.
//
//	floor CONTENT OUTPUT
package main

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
	"golang.org/x/sync/errgroup"
)

var page = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{.Title}}</title></head>
<body><nav>{{range .Nav}}<a href="/{{.}}/">{{.}}</a>{{end}}</nav><main><h1>{{.Title}}</h1>{{.Body}}</main></body></html>
`))

type data struct {
	Title string
	Nav   []string
	Body  template.HTML
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: floor CONTENT OUTPUT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(in, out string) error {
	md := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(highlighter{
			chromahtml.New(chromahtml.WithClasses(true)), styles.Fallback,
		}, 100))),
	)
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	err := filepath.WalkDir(in, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		g.Go(func() error { return one(md, in, out, name) })
		return nil
	})
	if err != nil {
		return err
	}
	return g.Wait()
}

func one(md goldmark.Markdown, in, out, name string) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	parts := bytes.SplitN(b, []byte("+++\n"), 3)
	if len(parts) == 3 {
		b = parts[2]
	}
	var body, whole bytes.Buffer
	if err := md.Convert(b, &body); err != nil {
		return err
	}
	rel := strings.TrimSuffix(strings.TrimPrefix(name, in), ".md")
	d := data{rel, []string{"a", "b", "c", "d", "e", "f", "g", "h"}, template.HTML(body.Bytes())}
	if err := page.Execute(&whole, d); err != nil {
		return err
	}
	dir := filepath.Join(out, rel)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "index.html"), whole.Bytes(), 0o644)
}

// highlighter renders code blocks with chroma, as the common extension does.
type highlighter struct {
	formatter *chromahtml.Formatter
	style     *chroma.Style
}

// RegisterFuncs implements goldmark's renderer.NodeRenderer.
func (h highlighter) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, h.render)
}

func (h highlighter) render(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block, ok := n.(*ast.FencedCodeBlock)
	if !ok {
		return ast.WalkContinue, nil
	}
	lexer := lexers.Get(string(block.Language(source)))
	if lexer == nil {
		lexer = lexers.Fallback
	}
	var text bytes.Buffer
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		text.Write(line.Value(source))
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, text.String())
	if err != nil {
		return ast.WalkStop, err
	}
	return ast.WalkSkipChildren, h.formatter.Format(w, h.style, tokens)
}
