package candor_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"candor/internal/build"
	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/schema"
	"candor/internal/toml"
)

var updateRules = flag.Bool("update", false, "write what the archives of the rules want")

const (
	rulesDir       = "schema/rules"
	commitmentsDir = "schema/commitments"
	archivesDir    = "schema/testdata"
)

// ruleDay is the present day of every archive. The day by which promises are
// judged stands in an archive's own site.toml.
var ruleDay = time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)

const ruleSite = `title = "Test"
base_url = "https://example.org/"
language = "en"
as_of = 2022-12-31

[publisher]
name = "Test"

[repository]
visibility = "private"
`

// ruleTheme is the least that every page needs; the page of a promise prints
// its outcomes.
var ruleTheme = fstest.MapFS{
	"layouts/page.html":                {Data: []byte(`<title>{{.Title}}</title>{{with .Record}}{{.Body}}{{end}}`)},
	"layouts/list.html":                {Data: []byte(`<title>{{.Title}}</title>{{range .List}}<p id="{{.ID}}"><a href="{{.URL}}">{{.Title}}</a></p>{{end}}`)},
	"layouts/404.html":                 {Data: []byte(`<title>Not found</title>`)},
	"layouts/index-of-everything.html": {Data: []byte(`<title>Everything</title>`)},
	"layouts/commitment/page.html": {Data: []byte(`<title>{{.Title}}</title><pre>{{range .Record.Outcomes -}}
{{with .Subject}}{{.ID}} {{end}}{{with .Period}}{{.}} {{end}}= {{.Standing}}{{range .Evidence}} {{.ID}}{{end}}
{{end}}</pre>`)},
}

// ruleArchive is one example: the records of a small site and what is said of
// it. Lines of its comment such as "silent without: /dates/fixed (reason)" and
// "unnoticed: <operand> (reason)" make exceptions from the tests below.
type ruleArchive struct {
	name     string // of the file
	a        *txtar.Archive
	files    fstest.MapFS
	want     string
	outcomes string
}

func openArchive(t *testing.T, id string) *ruleArchive {
	t.Helper()
	name := filepath.Join(archivesDir, id+".txtar")
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r := &ruleArchive{name: name, a: txtar.Parse(b), files: fstest.MapFS{}}
	r.files["site.toml"] = &fstest.MapFile{Data: []byte(ruleSite)}
	for _, f := range r.a.Files {
		switch f.Name {
		case "want":
			r.want = string(f.Data)
		case "outcomes":
			r.outcomes = string(f.Data)
		default:
			r.files[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
		}
	}
	return r
}

// exceptions returns what the comment says behind a word, without the reasons.
func (r *ruleArchive) exceptions(t *testing.T, word string) []string {
	t.Helper()
	var out []string
	for line := range strings.Lines(string(r.a.Comment)) {
		rest, ok := strings.CutPrefix(line, word+": ")
		if !ok {
			continue
		}
		what, reason, ok := strings.Cut(strings.TrimSuffix(strings.TrimSpace(rest), ")"), " (because ")
		if !ok || reason == "" {
			t.Errorf("%s: give a reason: %s: %s (because …)", r.name, word, strings.TrimSpace(rest))
		}
		out = append(out, what)
	}
	return out
}

// write puts a new last file in the place of an old one.
func (r *ruleArchive) write(t *testing.T, name, text string) {
	t.Helper()
	r.a.Files = slices.DeleteFunc(r.a.Files, func(f txtar.File) bool { return f.Name == name })
	r.a.Files = append(r.a.Files, txtar.File{Name: name, Data: []byte(text)})
	if err := os.WriteFile(r.name, txtar.Format(r.a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// overlay returns the archive's files on top of some of the real schema/.
func (r *ruleArchive) overlay(t *testing.T, keep func(name string) bool) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for name, b := range realSchema(t) {
		if keep(name) {
			files[name] = &fstest.MapFile{Data: b, Mode: 0o644}
		}
	}
	maps.Copy(files, r.files)
	return files
}

var subjectOf = regexp.MustCompile(`(?m)^for\s*=\s*"(\w+)"`)

// concerned keeps the types, and the rules that could have something to say of
// the archive's records: to compile all of them each time takes long.
func (r *ruleArchive) concerned(t *testing.T) func(string) bool {
	t.Helper()
	there := map[string]bool{rule.Site: true}
	for name := range r.files {
		there[path.Base(path.Dir(name))] = true
	}
	there[rule.CommitmentTypeName] = there[path.Base(commitmentsDir)]
	return func(name string) bool {
		if path.Dir(name) != rulesDir {
			return path.Dir(name) != commitmentsDir
		}
		m := subjectOf.FindSubmatch(realSchema(t)[name])
		return m == nil || there[string(m[1])]
	}
}

var realSchema = func() func(t *testing.T) map[string][]byte {
	read := sync.OnceValues(func() (map[string][]byte, error) {
		files := map[string][]byte{}
		err := fs.WalkDir(os.DirFS("."), "schema", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(name, archivesDir) {
				return err
			}
			files[name], err = os.ReadFile(name)
			return err
		})
		return files, err
	})
	return func(t *testing.T) map[string][]byte {
		t.Helper()
		files, err := read()
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
}()

// idsIn returns the ids of the rules or promises of a folder.
func idsIn(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	for name := range realSchema(t) {
		if path.Dir(name) == dir && !strings.HasPrefix(path.Base(name), "_") {
			out = append(out, strings.TrimSuffix(path.Base(name), ".md"))
		}
	}
	slices.Sort(out)
	return out
}

// run builds and renders a site and returns what is said of it, as the command
// prints it, and the page of a promise.
func (r *ruleArchive) run(t *testing.T, files fs.FS, page string) (diags diag.List, text, made string) {
	t.Helper()
	ctx := context.Background()
	out, diags, err := build.Build(ctx, build.Input{Files: files, Theme: ruleTheme, Options: build.Options{BuildDate: ruleDay, Version: "test"}})
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	more, err := out.Render(ctx, func(name string, b []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if name == page {
			made = string(b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	diags = append(diags, more...).Sorted()
	var b bytes.Buffer
	if err := (diag.Text{}).Print(&b, diags); err != nil {
		t.Fatal(err)
	}
	return diags, b.String(), made
}

func count(l diag.List, id string) int {
	n := 0
	for _, d := range l {
		if d.ID == id {
			n++
		}
	}
	return n
}

// TestRules: every rule has an archive that breaks it, once, and one that
// comes close and does not break any.
func TestRules(t *testing.T) {
	for _, id := range idsIn(t, rulesDir) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			r := openArchive(t, id)
			diags, got, _ := r.run(t, r.overlay(t, r.concerned(t)), "")
			if n := count(diags, id); n != 1 {
				t.Errorf("%s shows its own mistake %d times, not once:\n%s", r.name, n, got)
				return
			}
			r.compare(t, "want", got, r.want)
			if n := strings.Count(r.want, "["+id+"]: "); n != 1 && !*updateRules {
				t.Errorf("%s wants its own mistake %d times, not once", r.name, n)
			}
		})
		for _, ok := range okArchives(t, id) {
			t.Run(ok, func(t *testing.T) {
				t.Parallel()
				r := openArchive(t, ok)
				if _, got, _ := r.run(t, r.overlay(t, r.concerned(t)), ""); got+r.want != "" {
					t.Errorf("%s is not in order:\n%s%s", r.name, got, r.want)
				}
			})
		}
	}
}

// okArchives returns the archives that come close to breaking a rule: <id>.ok
// and more such as <id>.ok-private.
func okArchives(t *testing.T, id string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(archivesDir, id+".ok*.txtar"))
	if err != nil || len(names) == 0 {
		t.Errorf("%s has no archive that does not break it: %v", id, err)
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(filepath.Base(name), ".txtar")
	}
	return names
}

func (r *ruleArchive) compare(t *testing.T, name, got, want string) {
	t.Helper()
	switch {
	case got == want:
	case *updateRules:
		r.write(t, name, got)
	default:
		t.Errorf("%s: got:\n%s\nwant:\n%s", r.name, got, want)
	}
}

var outcomeLines = regexp.MustCompile(`(?s)<pre>(.*)</pre>`)

// TestCommitments: every promise has an archive with its outcomes, at least
// two different ones.
func TestCommitments(t *testing.T) {
	for _, id := range idsIn(t, commitmentsDir) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			r := openArchive(t, id)
			files := r.overlay(t, func(name string) bool {
				return path.Dir(name) == "schema" || name == commitmentsDir+"/"+id+".md"
			})
			_, said, page := r.run(t, files, "commitments/"+id+"/index.html")
			if said != "" {
				t.Fatalf("%s is not in order:\n%s", r.name, said)
			}
			m := outcomeLines.FindStringSubmatch(page)
			if m == nil {
				t.Fatalf("%s has no outcomes:\n%s", r.name, page)
			}
			if got := standingsIn(m[1]); len(got) < 2 {
				t.Errorf("%s shows only %v", r.name, got)
			}
			r.compare(t, "outcomes", m[1], r.outcomes)
		})
	}
}

func standingsIn(lines string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(lines) {
		_, standing, _ := strings.Cut(line, "= ")
		for _, s := range []string{"cannot be decided", "kept elsewhere", "kept", "late", "not kept", "no public record", "not applicable", "open"} {
			if strings.HasPrefix(standing, s) {
				out[s] = true
				break
			}
		}
	}
	return out
}

// TestNoStrayArchives: an archive whose rule was renamed would never run.
func TestNoStrayArchives(t *testing.T) {
	known := append(idsIn(t, rulesDir), idsIn(t, commitmentsDir)...)
	names, err := filepath.Glob(filepath.Join(archivesDir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		id, _, _ := strings.Cut(filepath.Base(name), ".")
		if !slices.Contains(known, id) {
			t.Errorf("%s belongs to no rule or promise", name)
		}
	}
}

// trial judges records by one rule, without building a site: it is asked
// hundreds of times.
type trial struct {
	types *schema.Set
	files fs.FS
	cfg   *config.Config
	docs  map[content.Key]*toml.Doc
}

// realTypes are read once: that takes longer than all else.
var realTypes = sync.OnceValues(func() (*schema.Set, error) {
	types, _, err := schema.Load(os.DirFS("."))
	if err != nil {
		return nil, err
	}
	own, err := schema.Engine()
	return types.With(own...), err
})

func newTrial(t *testing.T, r *ruleArchive) *trial {
	t.Helper()
	types, err := realTypes()
	if err != nil {
		t.Fatal(err)
	}
	cfg, _, err := config.Load(r.files)
	if err != nil {
		t.Fatal(err)
	}
	tr := &trial{types: types, files: r.files, cfg: cfg, docs: map[content.Key]*toml.Doc{}}
	for name, f := range r.files {
		if strings.HasPrefix(name, "content/") {
			tr.add(name, f.Data)
		}
	}
	return tr
}

// add reads the records of a file: one, or the tables of many.
func (tr *trial) add(name string, b []byte) {
	typ, id := path.Base(path.Dir(name)), strings.TrimSuffix(path.Base(name), path.Ext(name))
	doc := parseRecord(name, b)
	tables, many := doc.Values[typ].([]any)
	if !many {
		tr.docs[content.Key{Type: typ, ID: id}] = doc
		return
	}
	for _, v := range tables {
		values, _ := v.(map[string]any)
		id, _ := values["id"].(string)
		tr.docs[content.Key{Type: typ, ID: id}] = &toml.Doc{Source: doc.Source, Values: values}
	}
}

func parseRecord(name string, b []byte) *toml.Doc {
	from, to := 0, len(b)
	if path.Ext(name) == ".md" {
		from = len("+++\n")
		to = from + bytes.Index(b[from:], []byte("\n+++")) + 1
	}
	doc, _ := toml.Parse(diag.NewSource(name, b, nil), b, from, to)
	return doc
}

// load compiles one rule with the promises of the archive.
func (tr *trial) load(t *testing.T, id string, text []byte) (*rule.Set, diag.List) {
	t.Helper()
	files := fstest.MapFS{rulesDir + "/" + id + ".md": {Data: text}}
	promises, err := fs.Glob(tr.files, commitmentsDir+"/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range promises {
		b, err := fs.ReadFile(tr.files, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: b}
	}
	set, diags, err := rule.Load(files, tr.types, rule.Options{Today: tr.cfg.AsOf, BuildDate: ruleDay, Site: tr.cfg.Values()})
	if err != nil {
		t.Fatal(err)
	}
	return set, diags
}

// judge counts the violations among the records.
func (tr *trial) judge(t *testing.T, set *rule.Set) int {
	t.Helper()
	types := tr.types
	var records []*content.Record
	for key, doc := range tr.docs {
		records = append(records, content.New(key, types.Type(key.Type), doc, diag.Span{}))
	}
	for _, c := range set.Commitments() {
		key := content.Key{Type: rule.CommitmentTypeName, ID: c.ID}
		records = append(records, content.New(key, types.Type(key.Type), c.Doc, c.Body))
	}
	corpus := content.NewCorpus(types, records, nil)
	r := set.Rules()[0]
	subjects := corpus.All(r.For)
	if r.For == rule.Site {
		subjects = []*content.Record{nil}
	}
	n := 0
	for _, rec := range subjects {
		diags, err := r.Check(corpus, rec)
		if err != nil {
			t.Fatal(err)
		}
		n += len(diags) // a rule that fails is noticed too
	}
	return n
}

// TestNotSilent: what is absent is unknown, and what is unknown is silent. So
// the archive that breaks a rule must go on breaking it whichever optional
// field of its records is taken away, or say why not.
func TestNotSilent(t *testing.T) {
	for _, id := range idsIn(t, rulesDir) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			r := openArchive(t, id)
			tr := newTrial(t, r)
			set, _ := tr.load(t, id, realSchema(t)[rulesDir+"/"+id+".md"])
			if tr.judge(t, set) != 1 {
				t.Fatal("the trial does not see what the build sees")
			}
			silent := map[string]bool{}
			for key, doc := range maps.Clone(tr.docs) {
				for _, pointer := range pointers(doc.Values, "") {
					without := &toml.Doc{Source: doc.Source, Values: remove(doc.Values, pointer).(map[string]any)}
					if pointer == "/id" || tr.types.Type(key.Type).Validate(without, "").Errors() > 0 {
						continue // not optional
					}
					tr.docs[key] = without
					if tr.judge(t, set) == 0 {
						silent[key.Type+pointer] = true
					}
				}
				tr.docs[key] = doc
			}
			stated := r.exceptions(t, "silent without")
			for _, at := range stated {
				if !silent[at] {
					t.Errorf("%s is not silent without %s", r.name, at)
				}
			}
			for at := range silent {
				if !slices.Contains(stated, at) {
					t.Errorf("%s is silent without %s", r.name, at)
				}
			}
		})
	}
}

// pointers returns a JSON pointer to every key below a value.
func pointers(v any, at string) []string {
	var out []string
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			out = append(out, at+"/"+key)
			out = append(out, pointers(v[key], at+"/"+key)...)
		}
	case []any:
		for i := range v {
			out = append(out, pointers(v[i], fmt.Sprintf("%s/%d", at, i))...)
		}
	}
	return out
}

// remove returns a copy of a value without the key at a pointer.
func remove(v any, pointer string) any {
	key, rest, deeper := strings.Cut(pointer[1:], "/")
	switch v := v.(type) {
	case map[string]any:
		out := maps.Clone(v)
		if !deeper {
			delete(out, key)
			return out
		}
		out[key] = remove(v[key], "/"+rest)
		return out
	case []any:
		out := slices.Clone(v)
		for i := range out {
			if fmt.Sprint(i) == key {
				out[i] = remove(out[i], "/"+rest)
			}
		}
		return out
	}
	return v
}

// TestEveryConditionMatters weakens a rule, one operand at a time, and expects
// one of its archives to notice.
func TestEveryConditionMatters(t *testing.T) {
	for _, id := range idsIn(t, rulesDir) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			bad := openArchive(t, id)
			trials := map[*trial]int{newTrial(t, bad): 1}
			for _, ok := range okArchives(t, id) {
				trials[newTrial(t, openArchive(t, ok))] = 0
			}
			stated := bad.exceptions(t, "unnoticed")
			for _, m := range mutants(string(realSchema(t)[rulesDir+"/"+id+".md"])) {
				noticed := false
				for tr, want := range trials {
					set, diags := tr.load(t, id, []byte(m.text))
					noticed = noticed || diags.Errors() > 0 || tr.judge(t, set) != want
				}
				if noticed == slices.Contains(stated, m.what) {
					t.Errorf("%s: taking away %s\nis noticed: %v; the archive says: unnoticed: %v", id, m.what, noticed, stated)
				}
			}
		})
	}
}

// mutant is a rule with something taken away.
type mutant struct{ what, text string }

var ruleKey = regexp.MustCompile(`(?ms)^(when|expr)\s*=\s*('''(.*?)'''|"((?:[^"\\]|\\.)*)")`)

// mutants returns the rule without its when, with an expr that is always true,
// without each operand of when, and without each one that makes expr milder.
func mutants(text string) []mutant {
	var out []mutant
	for _, m := range ruleKey.FindAllStringSubmatchIndex(text, -1) {
		key := text[m[2]:m[3]]
		from, to := m[6], m[7]
		if from < 0 {
			from, to = m[8], m[9]
		}
		switch key {
		case "when":
			out = append(out, mutant{"when", text[:m[0]] + text[m[1]:]})
		case "expr":
			out = append(out, mutant{"expr", text[:from] + "true" + text[to:]})
		}
		for _, o := range operands(text[from:to]) {
			// A rule that became milder would need one more violation to
			// show.
			if (key == "when") != (o.and != o.negated) {
				continue
			}
			out = append(out, mutant{
				strings.Join(strings.Fields(text[from:to][o.from:o.to]), " "),
				text[:from] + text[from:to][:o.from] + o.neutral() + text[from:to][o.to:] + text[to:],
			})
		}
	}
	return out
}

// operand is a part of a condition, and how it is joined to the others.
type operand struct {
	from, to     int
	and, negated bool
}

func (o operand) neutral() string {
	if o.and {
		return " true "
	}
	return " false "
}

// level is what stands between two brackets.
type level struct {
	start   int // of the operand being read
	op      string
	negated bool
}

// splitter finds the operands of && and || at any depth.
type splitter struct {
	s     string
	stack []level
	out   []operand
}

func operands(s string) []operand {
	p := splitter{s: s, stack: []level{{}}}
	for i := 0; i < len(s); i++ {
		i += p.step(i)
	}
	p.end(len(s))
	return p.out
}

// step reads one character and returns how many more it took.
func (p *splitter) step(i int) int {
	top := &p.stack[len(p.stack)-1]
	switch c := p.s[i]; {
	case c == '\'':
		return 1 + strings.IndexByte(p.s[i+1:], '\'')
	case strings.IndexByte("([{", c) >= 0:
		negated := top.negated != (i > 0 && p.s[i-1] == '!' || p.negatedCall(i))
		p.stack = append(p.stack, level{start: i + 1, negated: negated})
	case strings.IndexByte(")]}", c) >= 0:
		p.end(i)
		p.stack = p.stack[:len(p.stack)-1]
	case strings.IndexByte(",?:", c) >= 0:
		p.end(i)
		top.start = i + 1
	case strings.HasPrefix(p.s[i:], "&&"), strings.HasPrefix(p.s[i:], "||"):
		op := p.s[i : i+2]
		if top.op == "" {
			top.op = op
		}
		p.end(i)
		top.op, top.start = op, i+2
		return 1
	}
	return 0
}

// negatedCall says that the operand before a bracket begins with an
// exclamation mark: !list.exists(…
func (p *splitter) negatedCall(i int) bool {
	before := strings.TrimSpace(p.s[p.stack[len(p.stack)-1].start:i])
	return strings.HasPrefix(before, "!") && strings.HasSuffix(before, ".exists")
}

func (p *splitter) end(i int) {
	top := &p.stack[len(p.stack)-1]
	if top.op != "" {
		p.out = append(p.out, operand{top.start, i, top.op == "&&", top.negated})
	}
	top.op = ""
}
