package candor_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"candor/internal/catalog"
)

// floors reads the picture of ARCHITECTURE.md: the floor of every package.
func floors(t *testing.T) map[string]int {
	t.Helper()
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{"": 0} // the embedded theme
	for _, line := range regexp.MustCompile(`(?m)^    [ \d]\d  .*$`).FindAllString(string(text), -1) {
		words := strings.Fields(line)
		floor, err := strconv.Atoi(words[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range words[1:] {
			if name = strings.Trim(name, "[]"); !strings.HasPrefix(name, "cmd/") {
				name = "internal/" + name
			}
			if _, twice := out[name]; twice {
				t.Errorf("ARCHITECTURE.md shows %s twice", name)
			}
			out[name] = floor
		}
	}
	return out
}

// guarded imports have one door each: whoever may import what begins so.
var guarded = map[string][]string{
	"cel.dev/":                          {"internal/rule/expr"},
	"github.com/santhosh-tekuri/":       {"internal/schema"},
	"github.com/BurntSushi/toml":        {"internal/toml"},
	"github.com/pelletier/go-toml":      {"internal/toml"},
	"github.com/yuin/goldmark":          {"internal/markup", "internal/bench/floor"},
	"github.com/alecthomas/chroma":      {"internal/markup", "internal/bench/floor"},
	"github.com/spf13/":                 {"cmd/candor"},
	"os":                                {"cmd/candor", "internal/serve", "internal/publish", "internal/revision", "internal/siteroot", "internal/bench/gen", "internal/bench/floor", "internal/bench/serve", "internal/outside", "internal/testkit"},
	"os/exec":                           {"internal/revision", "cmd/candor", "internal/bench/serve", "internal/outside"},
	"net/http":                          {"internal/serve", "internal/bench/serve"},
	"golang.org/x/sys/":                 {"internal/publish", "internal/siteroot"},
	"golang.org/x/term":                 {"cmd/candor"},
	"math/rand":                         {"internal/publish", "internal/bench"},
	"github.com/agext/levenshtein":      {"internal/diag"},
	"candor/internal/publish":           {"cmd/candor"},
	"html/template":                     {"internal/render", "internal/bench/floor", "internal/render/layout", "internal/render/fn"},
	"golang.org/x/tools/txtar":          {"internal/catalog", "internal/testkit"},
	"candor/internal/testkit":           {"internal/testkit/sites"},
	"golang.org/x/crypto/":              {"internal/schema/format"},
	"encoding/xml":                      {"internal/export"},
	"github.com/rogpeppe/go-internal/":  {},
	"pgregory.net/rapid":                {},
	"github.com/google/go-cmp/":         {},
	"golang.org/x/net/":                 {},
	"golang.org/x/image/":               {"internal/card"},
	"golang.org/x/text/":                {"internal/card", "internal/check"},
	"github.com/go-fonts/":              {"internal/card"},
	"github.com/fsnotify/fsnotify":      {"internal/serve"},
	"github.com/dlclark/regexp2":        {"internal/markup"},
	"github.com/gohugoio/":              {},
	"google.golang.org/protobuf/":       {},
	"google.golang.org/genproto/google": {},
}

// sources parses every Go file that is part of the program, by package folder.
func sources(t *testing.T, mode parser.Mode) map[string][]*ast.File {
	t.Helper()
	out := map[string][]*ast.File{}
	fset := token.NewFileSet()
	for dir, names := range goFiles(t) {
		for _, name := range names {
			f, err := parser.ParseFile(fset, name, nil, mode)
			if err != nil {
				t.Fatal(err)
			}
			out[dir] = append(out[dir], f)
		}
	}
	return out
}

// goFiles lists the Go files that are part of the program, by package folder.
func goFiles(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || name != "." && strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		dir := filepath.ToSlash(filepath.Dir(name))
		if dir == "." {
			dir = ""
		}
		out[dir] = append(out[dir], name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestLayers holds the code against the picture and the guarded imports.
func TestLayers(t *testing.T) {
	floors, packages := floors(t), sources(t, parser.ImportsOnly)
	for dir := range floors {
		if packages[dir] == nil {
			t.Errorf("ARCHITECTURE.md shows %s, which does not exist", dir)
		}
	}
	for dir, files := range packages {
		if _, known := floors[dir]; !known {
			t.Errorf("ARCHITECTURE.md does not show %s", dir)
		}
		for _, f := range files {
			for _, spec := range f.Imports {
				name, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				checkImport(t, floors, dir, name)
			}
		}
	}
}

func checkImport(t *testing.T, floors map[string]int, dir, name string) {
	t.Helper()
	floor := floors[dir]
	if own, ok := strings.CutPrefix(name, "candor/"); ok && floors[own] >= floor {
		t.Errorf("%s (floor %d) imports %s (floor %d)", dir, floor, own, floors[own])
	}
	for prefix, doors := range guarded {
		whole := !strings.HasSuffix(prefix, "/")
		hit := strings.HasPrefix(name, prefix) && (!whole || name == prefix || strings.HasPrefix(name, prefix+"/") && prefix != "os")
		if hit && !slices.Contains(doors, dir) {
			t.Errorf("%s imports %s, which only %v may", dir, name, doors)
		}
	}
}

// TestNoTypeNames keeps the Go code ignorant of what this site is about: no
// literal is the name of one of its types.
func TestNoTypeNames(t *testing.T) {
	entries, err := os.ReadDir("schema")
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]bool{}
	for _, e := range entries {
		if stem, ok := strings.CutSuffix(e.Name(), ".json"); ok && stem != "common" {
			types[stem] = true
		}
	}
	if len(types) == 0 {
		t.Fatal("no types")
	}
	for dir, files := range sources(t, parser.SkipObjectResolution) {
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				if s, _ := strconv.Unquote(lit.Value); types[s] {
					t.Errorf("%s knows the type %q", dir, s)
				}
				return true
			})
		}
	}
}

// TestNoInit holds that nothing runs before main.
func TestNoInit(t *testing.T) {
	for dir, files := range sources(t, parser.SkipObjectResolution) {
		for _, f := range files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
					t.Errorf("%s has an init function", dir)
				}
			}
		}
	}
}

// catalogued is the package that lists every diagnostic id.
const catalogued = "internal/catalog"

// TestArchitectureOfIDs holds that the catalog is the one list of diagnostic
// ids: the program names them by its constants, and uses each of them.
func TestArchitectureOfIDs(t *testing.T) {
	used := map[string]bool{}
	var constants map[string]string
	for dir, files := range sources(t, parser.SkipObjectResolution) {
		if dir == catalogued {
			constants = constantsIn(t, files)
			continue
		}
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				checkIDs(t, dir, n)
				if s, ok := n.(*ast.SelectorExpr); ok && isIdent(s.X, "catalog") {
					used[s.Sel.Name] = true
				}
				return true
			})
		}
	}
	listed := map[string]bool{}
	for name, id := range constants {
		listed[id] = true
		if _, ok := catalog.Lookup(id); !ok {
			t.Errorf("the table of the catalog lacks %s", name)
		}
		if !used[name] {
			t.Errorf("nothing reports catalog.%s", name)
		}
	}
	for _, id := range catalog.IDs() {
		if !listed[id] {
			t.Errorf("%s is not a constant of the catalog", id)
		}
	}
}

// constantsIn returns the values of string constants by their names.
func constantsIn(t *testing.T, files []*ast.File) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Names) != 1 || len(spec.Values) != 1 || !spec.Names[0].IsExported() {
				return true
			}
			if s, ok := stringOf(spec.Values[0]); ok {
				out[spec.Names[0].Name] = s
			}
			return true
		})
	}
	return out
}

var kebab = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)+$`)

// checkIDs reports a literal that is an id, and one that is written where an id
// goes, whether or not the catalog has it.
func checkIDs(t *testing.T, dir string, n ast.Node) {
	t.Helper()
	switch n := n.(type) {
	case *ast.BasicLit:
		if s, ok := stringOf(n); ok {
			if _, known := catalog.Lookup(s); known {
				t.Errorf("%s writes %q; use the constant of the catalog", dir, s)
			}
		}
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		if !ok || f.Sel.Name != "Errorf" && f.Sel.Name != "Warnf" {
			return
		}
		if s, ok := stringOf(n.Args[0]); ok && kebab.MatchString(s) {
			t.Errorf("%s reports %q, which is not a constant of the catalog", dir, s)
		}
	case *ast.KeyValueExpr:
		if s, ok := stringOf(n.Value); ok && kebab.MatchString(s) && (isIdent(n.Key, "ID") || isIdent(n.Key, "id")) {
			t.Errorf("%s gives the id %q, which is not a constant of the catalog", dir, s)
		}
	}
}

func isIdent(x ast.Expr, name string) bool {
	i, ok := x.(*ast.Ident)
	return ok && i.Name == name
}

// stringOf returns the value of a string literal.
func stringOf(x ast.Expr) (string, bool) {
	l, ok := x.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// TestArchitectureLinks follows the links of ARCHITECTURE.md.
func TestArchitectureLinks(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	links := regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(string(text), -1)
	if len(links) == 0 {
		t.Fatal("no links")
	}
	for _, l := range links {
		if _, err := os.Stat(l[1]); err != nil {
			t.Errorf("ARCHITECTURE.md links to %s: %v", l[1], err)
		}
	}
}

// doors are what layouts and checks see; they have a method for each thing that can
// be asked of them.
var doors = []string{"internal/render.Page", "internal/render.Record", "internal/check.Pass"}

const (
	maxMethods  = 25   // of a type
	maxFunction = 45   // lines
	maxFile     = 400  // lines
	maxPackage  = 3000 // lines
)

// TestSizes holds functions, files, types and packages to what can be read at once.
func TestSizes(t *testing.T) {
	fset, methods := token.NewFileSet(), map[string]int{}
	for dir, names := range goFiles(t) {
		total := 0
		for _, name := range names {
			f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			lines := fset.File(f.Pos()).LineCount()
			if total += lines; lines > maxFile {
				t.Errorf("%s has %d lines, more than %d", name, lines, maxFile)
			}
			for _, d := range f.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok {
					continue
				}
				if n := fset.Position(fn.End()).Line - fset.Position(fn.Pos()).Line + 1; n > maxFunction {
					t.Errorf("%s: %s has %d lines, more than %d", name, fn.Name.Name, n, maxFunction)
				}
				if fn.Recv != nil {
					methods[dir+"."+receiver(fn)]++
				}
			}
		}
		if total > maxPackage {
			t.Errorf("%s has %d lines, more than %d", dir, total, maxPackage)
		}
	}
	for name, n := range methods {
		if n > maxMethods && !slices.Contains(doors, name) {
			t.Errorf("%s has %d methods, more than %d", name, n, maxMethods)
		}
	}
}

// receiver returns the name of the type that a method belongs to.
func receiver(fn *ast.FuncDecl) string {
	e := fn.Recv.List[0].Type
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if generic, ok := e.(*ast.IndexExpr); ok {
		e = generic.X
	}
	if name, ok := e.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}
