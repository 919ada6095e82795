package check_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"candor/internal/check"
)

// stages are the packages that tell authors of mistakes, with those inside them.
var stages = []string{
	"toml", "schema", "frontmatter", "content", "config", "markup", "site", "check", "render", "rule", "rulefile",
	"sitefiles", "linkcheck", "artifacts", "pipeline", "project", "export",
}

// words are written like ids and are none.
var words = []string{
	"minimal-ui",
	"alert-title", "bash-session", "candor-chroma", "date-local", "date-time", "datetime-local", "doc-backlink", "doc-endnotes", "doc-noteref",
	"evm-address", "git-commit", "iana-zone", "index-of-everything", "json-pointer", "partial-date", "secret-key", "private-key",
	"table-scroll", "time-local", "tx-hash", "uri-reference", "uri-template",
}

var kebab = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)+$`)

// Every id that a stage can give to a diagnostic has an archive, and every
// archive is of such an id. An id is recognised by its form, so a new one
// cannot be forgotten here.
func TestEveryIDIsDocumented(t *testing.T) {
	written := map[string]token.Position{}
	for _, stage := range stages {
		literals(t, filepath.Join("..", stage), written)
	}
	other := map[string]bool{}
	for _, w := range words {
		other[w] = true
	}
	documented := map[string]bool{}
	for _, id := range check.IDs() {
		documented[id] = true
		if _, ok := written[id]; !ok {
			t.Errorf("testdata/%s.txtar is about an id that no stage knows", id)
		}
	}
	for id, at := range written {
		if !documented[id] && !other[id] && !strings.HasPrefix(id, "x-") {
			t.Errorf("%s: %s has no archive testdata/%s.txtar; if it is no id, add it to words", at, id, id)
		}
	}
}

// literals collects the string literals of a package, and of those inside it, that
// look like ids.
func literals(t *testing.T, dir string, into map[string]token.Position) {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if filepath.Ext(name) == ".go" {
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) == 0 {
		t.Fatal("no package in ", dir, err)
	}
	files := token.NewFileSet()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		p, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(p, func(n ast.Node) bool {
			if _, ok := n.(*ast.ImportSpec); ok {
				return false
			}
			l, ok := n.(*ast.BasicLit)
			if !ok || l.Kind != token.STRING {
				return true
			}
			if s, err := strconv.Unquote(l.Value); err == nil && kebab.MatchString(s) {
				into[s] = files.Position(l.Pos())
			}
			return true
		})
	}
}

// The documentation of every id has the three parts that an author looks for,
// an example, and what the command says of it.
func TestExplain(t *testing.T) {
	for _, id := range check.IDs() {
		text, ok := check.Explain(id)
		if !ok || !strings.HasPrefix(text, "# "+id+"\n\n") {
			t.Errorf("the documentation of %s does not begin with its name", id)
		}
		for _, part := range []string{"\n## Why it matters\n", "\n## What to do\n", "\n## Example\n", "[" + id + "]: "} {
			if !strings.Contains(text, part) {
				t.Errorf("the documentation of %s lacks %q", id, part)
			}
		}
	}
	if _, ok := check.Explain("no-such-thing"); ok {
		t.Error("what is not there is explained")
	}
}
