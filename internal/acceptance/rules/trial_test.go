package rules_test

import (
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

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/frontmatter"
	"candor/internal/rule"
	"candor/internal/rulefile"
	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/site"
	"candor/internal/testkit"
	"candor/internal/toml"
)

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
	types, _, err := meta.Load(os.DirFS(root))
	if err != nil {
		return nil, err
	}
	own, err := meta.Engine()
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
		m := frontmatter.Read(b)
		from, to = m.From, m.To
	}
	doc, _ := toml.Parse(diag.NewSource(name, b, nil), b, from, to)
	return doc
}

// load compiles one rule with the promises of the archive.
func (tr *trial) load(t *testing.T, id string, text []byte) (*rule.Set, diag.List) {
	t.Helper()
	files := fstest.MapFS{rulesDir + "/" + id + ".md": testkit.File(text)}
	promises, err := fs.Glob(tr.files, commitmentsDir+"/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range promises {
		b, err := fs.ReadFile(tr.files, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = testkit.File(b)
	}
	set, diags, err := rulefile.Load(files, tr.types, rulefile.Options{Today: toml.DayOf(tr.cfg.AsOf), BuildDate: ruleDay, Site: tr.cfg.Values()})
	if err != nil {
		t.Fatal(err)
	}
	return set, diags
}

func (tr *trial) records() []*content.Record {
	var out []*content.Record
	for key, doc := range tr.docs {
		out = append(out, content.New(key, tr.types.Type(key.Type), doc, diag.Span{}))
	}
	return out
}

// judge counts the violations among the records.
func (tr *trial) judge(t *testing.T, set *rule.Set) int {
	t.Helper()
	types := tr.types
	records := tr.records()
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
					t.Errorf("%s is not silent without %s", r.Path, at)
				}
			}
			for at := range silent {
				if !slices.Contains(stated, at) {
					t.Errorf("%s is silent without %s", r.Path, at)
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

// outcomes judges the records by one promise, as the public sees them.
func (tr *trial) outcomes(t *testing.T, id, text string) string {
	t.Helper()
	files := testkit.Files(map[string]string{commitmentsDir + "/" + id + ".md": text})
	set, diags, err := rulefile.Load(files, tr.types, rulefile.Options{Today: toml.DayOf(tr.cfg.AsOf), BuildDate: ruleDay, Site: tr.cfg.Values()})
	if err != nil {
		t.Fatal(err)
	}
	if diags.Errors() > 0 {
		return "it does not load"
	}
	view := site.Public(content.NewCorpus(tr.types, tr.records(), nil), site.Audience{Now: ruleDay})
	list, diags, err := set.Commitments()[0].Outcomes(view)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(list, len(diags))
}

var promiseKey = regexp.MustCompile(`(?ms)^(when|attaches|counts|elsewhere|dated|enough|due)\s*=\s*(\'\'\'.*?\'\'\'|[^\n]*)\n`)

// TestEveryPromiseKeyMatters takes one key away from a promise at a time, and
// one operand of its when, and expects other outcomes in one of its archives.
func TestEveryPromiseKeyMatters(t *testing.T) {
	for _, id := range idsIn(t, commitmentsDir) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			first := openArchive(t, id)
			trials := []*trial{newTrial(t, first)}
			more, err := filepath.Glob(filepath.Join(root, archivesDir, id+".*.txtar"))
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range more {
				trials = append(trials, newTrial(t, openArchive(t, testkit.ID(name))))
			}
			text := string(realSchema(t)[commitmentsDir+"/"+id+".md"])
			stated := first.exceptions(t, "unnoticed")
			for _, m := range promiseMutants(text) {
				noticed := slices.ContainsFunc(trials, func(tr *trial) bool {
					return tr.outcomes(t, id, m.text) != tr.outcomes(t, id, text)
				})
				if noticed == slices.Contains(stated, m.what) {
					t.Errorf("%s: taking away %s\nis noticed: %v; the archive says: unnoticed: %v", id, m.what, noticed, stated)
				}
			}
		})
	}
}

func promiseMutants(text string) []mutant {
	var out []mutant
	for _, m := range promiseKey.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, mutant{text[m[2]:m[3]], text[:m[0]] + text[m[1]:]})
	}
	for _, m := range mutants(text) {
		if m.what != "when" {
			out = append(out, m)
		}
	}
	return out
}

// mutant is a rule with something taken away.
type mutant struct{ what, text string }

var ruleKey = regexp.MustCompile(`(?ms)(?:^|\{ name = "\w+", )(when|expr)\s*=\s*('''(.*?)'''|"((?:[^"\\]|\\.)*)")`)

// mutants returns the rule without its when, with an expr that is always true,
// without each operand of when and of what is given a name, and without each one
// that makes expr milder.
func mutants(text string) []mutant {
	var out []mutant
	for _, m := range ruleKey.FindAllStringSubmatchIndex(text, -1) {
		key := text[m[2]:m[3]]
		if text[m[0]] == '{' {
			key = "let"
		}
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
			if (key != "expr") != (o.and != o.negated) {
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
