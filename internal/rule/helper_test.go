package rule

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/toml"
)

// types loads the made-up schemas of testdata.
func testTypes(t testing.TB) *schema.Set {
	t.Helper()
	set, diags, err := schema.Load(os.DirFS("testdata"))
	if err != nil || len(diags) > 0 {
		t.Fatalf("the test schemas are wrong: %v %v", diags, err)
	}
	return set
}

// fleet makes records of TOML texts by "type/id".
func fleet(t testing.TB, set *schema.Set, texts map[string]string) *content.Corpus {
	t.Helper()
	var records []*content.Record
	for _, name := range sortedKeys(anyValues(texts)) {
		records = append(records, record(t, set, name, texts[name]))
	}
	return content.NewCorpus(set, records, nil)
}

func anyValues(m map[string]string) map[string]any {
	out := map[string]any{}
	for k, v := range m {
		out[k] = v
	}
	return out
}

func record(t testing.TB, set *schema.Set, name, text string) *content.Record {
	t.Helper()
	typ, id, _ := strings.Cut(name, "/")
	b := []byte(text)
	src := diag.NewSource("content/"+name+".toml", b, nil)
	doc, diags := toml.Parse(src, b, 0, len(b))
	if len(diags) > 0 {
		t.Fatalf("%s: %v", name, diags)
	}
	st := set.Type(typ)
	if st == nil {
		t.Fatalf("no type %s", typ)
	}
	return content.New(content.Key{Type: typ, ID: id}, st, doc, diag.Span{})
}

var testDay = time.Date(2022, 6, 15, 0, 0, 0, 0, time.UTC)

func testOptions() Options {
	return Options{Today: testDay, BuildDate: testDay, Site: map[string]any{
		"title":      "The fleet",
		"publisher":  map[string]any{"profiles": []any{"https://social.example/@fleet"}},
		"repository": map[string]any{"url": "https://example.org/", "visibility": "public", "branch": nil},
	}}
}

// load reads one rule file, by name and text.
func load(t testing.TB, set *schema.Set, files map[string]string) (*Set, diag.List) {
	t.Helper()
	s, diags, err := Load(mapFS(files), set, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	return s, diags
}

func mapFS(files map[string]string) fs.FS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// ruleFile writes a rule about boats with one expression and more keys.
func ruleFile(expr, more string) string {
	return fmt.Sprintf("+++\ntitle = \"t\"\nfor = \"boat\"\nexpr = '''%s'''\nmessage = \"broken\"\n%s\n+++\nWhy.\n", expr, more)
}

func oneRule(t testing.TB, set *schema.Set, text string) *Rule {
	t.Helper()
	s, diags := load(t, set, map[string]string{"schema/rules/r.md": text})
	if len(diags) > 0 {
		t.Fatalf("%s\n%s", text, lines(diags))
	}
	return s.Rules()[0]
}

// lines prints diagnostics one a line: place, id, underlined text, message.
func lines(l diag.List) string {
	var out strings.Builder
	for _, d := range l.Sorted() {
		p := d.Span.Position()
		name := "site"
		if d.Span.Source != nil {
			name = d.Span.Source.Name
		}
		fmt.Fprintf(&out, "%s:%d:%d: %s[%s] %s", name, p.Line, p.Column, d.Severity, d.ID, d.Message)
		if text := d.Span.Text(); len(text) > 0 && !strings.Contains(string(text), "\n") {
			fmt.Fprintf(&out, " ^%s^", text)
		}
		if d.Label != "" {
			fmt.Fprintf(&out, " label: %s", d.Label)
		}
		if d.Hint != "" {
			fmt.Fprintf(&out, " hint: %s", d.Hint)
		}
		for _, r := range d.Related {
			fmt.Fprintf(&out, " related: %s ^%s^", r.Message, r.Span.Text())
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// verdict evaluates an expression about the boat "ada": "true", "false",
// "unknown" or what went wrong.
func verdict(t testing.TB, set *schema.Set, corpus content.Lookup, text string) string {
	t.Helper()
	c, err := newCompiler(set, testOptions().Site)
	if err != nil {
		t.Fatal(err)
	}
	return verdictWith(t, c, corpus, text)
}

func verdictWith(t testing.TB, c *compiler, corpus content.Lookup, text string) string {
	t.Helper()
	src := diag.NewSource("x", []byte("'"+text+"'"), nil)
	q := &quoted{text: text, span: src.At(0, len(text)+2)}
	vars := variables{selfName: c.p.records["boat"].cel}
	e, diags, err := c.compile("expr", q.whole(), vars, want{func(*typesType) bool { return true }, ""})
	if err != nil {
		t.Fatal(err)
	}
	if len(diags) > 0 {
		return "does not compile: " + diags[0].Message
	}
	b := base{p: c.p, today: &date{toml.DayOf(testDay)}}
	b.site = &object{s: &scope{}, typ: c.p.objects[sigil+siteName], values: present(testOptions().Site)}
	ev := b.start(corpus, corpus.Get(content.Key{Type: "boat", ID: "ada"}), false)
	v, err := ev.eval(e)
	if err != nil {
		return "fails: " + err.Error()
	}
	return show(v)
}
