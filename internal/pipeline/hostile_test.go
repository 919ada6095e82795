package pipeline_test

import (
	"bytes"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor"
	"candor/internal/diag"
	"candor/internal/diag/report"
	"candor/internal/pipeline"
	"candor/internal/testkit"
)

// harbour is a sound site; tests put into it what they are about.
func harbour(files map[string]string) fstest.MapFS {
	sound := map[string]string{
		"site.toml": "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n",
		"schema/boat.json": `{"title": "Boat", "x-many": true, "x-parent": "/towed_by", "properties": {
			"title": {"type": "string"}, "kind": {"type": "string"},
			"built": {"type": "string", "format": "partial-date"},
			"status": {"type": "string", "enum": ["draft", "embargoed", "published", "withdrawn"], "default": "published"},
			"tags": {"type": "array", "items": {"type": "string"}}, "aliases": {"type": "array", "items": {"type": "string"}},
			"towed_by": {"type": "string", "x-ref": "boat", "x-back": "tows"}}, "required": ["title"]}`,
	}
	return testkit.Files(sound, files)
}

// Whatever is in a file, it is told in full, once, and nothing fails or hangs.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("large files take the race detector long")
	}
	deep := strings.Repeat
	for _, test := range []struct {
		name, path, text string
		want             string // the ids, in order
	}{
		{"nothing at all", "a.toml", "", "missing-field"},
		{"an empty text", "a.md", "", "front-matter-missing"},
		{"a byte order mark alone", "a.md", "\ufeff", "front-matter-missing"},
		{"a byte order mark", "a.md", "\ufeff+++\ntitle = \"A\"\n+++\nText\n", ""},
		{"a byte order mark in TOML", "a.toml", "\ufefftitle = \"A\"\n", ""},
		{"lines of Windows", "a.md", "+++\r\ntitle = \"A\"\r\n+++\r\n## Hull\r\n\r\nSee [it](#hull).\r\n", ""},
		{"lines of an old Mac", "a.md", "+++\rtitle = \"A\"\r+++\rText\r", "front-matter-missing"},
		{"fences that touch", "a.md", "+++\n+++\n", "missing-field"},
		{"a fence alone", "a.md", "+++", "front-matter-unclosed"},
		{"an open fence", "a.md", "+++\ntitle = \"A\"\nText\n", "front-matter-unclosed"},
		{"a fence that goes on", "a.md", "+++\ntitle = \"A\"\n++++\nText\n", "front-matter-unclosed"},
		{"YAML", "a.md", "---\ntitle: A\n---\n", "yaml-front-matter"},
		{"Latin-1 in TOML", "a.toml", "title = \"Malm\xf6\"\n", "not-utf8"},
		{"Latin-1 in a text", "a.md", "+++\ntitle = \"A\"\n+++\nMalm\xf6\n", "not-utf8"},
		{"half a surrogate", "a.toml", "title = \"\xed\xa0\x80\"\n", "not-utf8"},
		{"NUL in TOML", "a.toml", "title = \"A\x00\"\n", "nul-byte"},
		{"NUL in a text", "a.md", "+++\ntitle = \"A\"\n+++\nText\x00\n", "nul-byte"},
		{"UTF-16", "a.toml", "t\x00i\x00t\x00l\x00e\x00", "nul-byte"},
		{"a day that is none", "a.toml", "title = \"A\"\nbuilt = 2023-02-29\n", "bad-date"},
		{"a month that is none", "a.toml", "title = \"A\"\nbuilt = \"2023-13\"\n", "bad-format"},
		{"a year of five digits", "a.toml", "title = \"A\"\nbuilt = \"12023\"\n", "bad-format"},
		{"a leap second", "a.toml", "title = \"A\"\nbuilt = 2016-12-31T23:59:60Z\n", "bad-date"},
		{"lists a thousand deep", "a.toml", "title = \"A\"\nkind = " + deep("[", 1000) + deep("]", 1000) + "\n", "nested-too-deep"},
		{"tables a thousand deep", "a.toml", "title = \"A\"\n[kind" + deep(".a", 1000) + "]\n", "nested-too-deep"},
		{"lists that never close", "a.toml", "kind = " + deep("[", 100_000), "nested-too-deep"},
		{"quotes a thousand deep", "a.md", "+++\ntitle = \"A\"\n+++\n" + deep("> ", 1000) + "Text\n", ""},
		{"items a thousand deep", "a.md", "+++\ntitle = \"A\"\n+++\n" + deep("- ", 1000) + "Text\n", ""},
		{"brackets without end", "a.md", "+++\ntitle = \"A\"\n+++\n" + deep("[", 20_000) + "\n", ""},
		{"emphasis without end", "a.md", "+++\ntitle = \"A\"\n+++\n" + deep("*a _b", 5_000) + "\n", ""},
		{"backticks without end", "a.md", "+++\ntitle = \"A\"\n+++\nTODOS " + deep("` `` ", 5_000) + "\n", ""},
		{"one long line", "a.md", "+++\ntitle = \"A\"\n+++\n" + deep("word ", 200_000) + "\n", ""},
		{"nothing but placeholders", "a.toml", "title = \"" + deep("lorem ipsum ", 200_000) + "\"\n", "placeholder-text"},
		{"a script", "a.md", "+++\ntitle = \"A\"\n+++\n<script>alert(1)</script>\n", "raw-html"},
		{"a title that is HTML", "a.toml", `title = "<script>alert(1)</script>"`, ""},
		{"a link that runs", "a.md", "+++\ntitle = \"A\"\n+++\n[x](javascript:alert(1))\n", "link-scheme"},
		{"a link out of the site", "a.md", "+++\ntitle = \"A\"\n+++\n[x](../../../../etc/passwd)\n", "link-broken"},
		{"a link that is no address", "a.md", "+++\ntitle = \"A\"\n+++\n[x](http://[::1)\n", "link-broken"},
		{"a link with a percent sign", "a.md", "+++\ntitle = \"A\"\n+++\n[x](%zz.md)\n", "link-broken"},
		{"a record that tows itself", "a.toml", "title = \"A\"\ntowed_by = \"a\"\n", ""},
		{"a name with capitals", "A.toml", "title = \"A\"\n", "bad-id"},
		{"a name of spaces", "  .toml", "title = \"A\"\n", "bad-id"},
		{"a name of dots", "a..b.toml", "title = \"A\"\n", "bad-id"},
		{"a folder named like a file", "a.md/index.md", "+++\ntitle = \"A\"\n+++\n", "folder-named-like-file"},
		{"an index too deep", "a/b/index.md", "+++\ntitle = \"A\"\n+++\n", "file-misplaced"},
		{"an unknown ending", "a.txt", "text", "file-misplaced"},
		{"tables that are none", "a.toml", "boat = [1, 2]\n", "wrong-type wrong-type"},
		{"a table without an id", "a.toml", "[[boat]]\ntitle = \"A\"\n", "missing-field"},
		{"a table with a number as id", "a.toml", "[[boat]]\nid = 7\ntitle = \"A\"\n", "wrong-type"},
		{"an id that is none", "a.toml", "[[boat]]\nid = \"../x\"\ntitle = \"A\"\n", "bad-id"},
		{"an alias out of the site", "a.toml", "title = \"A\"\naliases = [\"/../../x\"]\n", "bad-alias"},
		{"an alias of two lines", "a.toml", "title = \"A\"\naliases = [\"/x\\n/*\"]\n", "bad-alias"},
		{"a tag of signs", "a.toml", "title = \"A\"\ntags = [\"…\"]\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			diags := render(t, harbour(map[string]string{"content/boat/" + test.path: test.text}), pipeline.Options{}, tree{})
			var ids []string
			for _, d := range diags {
				ids = append(ids, d.ID)
			}
			if got := strings.Join(ids, " "); got != test.want {
				t.Errorf("%q, not %q:\n%s", got, test.want, lines(diags))
			}
			checkDiagnostics(t, diags)
		})
	}
}

// The files that make a folder a site may be as odd as any other.
func TestHostileSite(t *testing.T) {
	front := "+++\ntitle = \"R\"\nfor = \"boat\"\nmessage = \"m\"\n"
	for _, test := range []struct{ name, path, text, want string }{
		{"site.toml of nothing", "site.toml", "", "missing-field missing-field"},
		{"site.toml of lists", "site.toml", strings.Repeat("[", 1000), "nested-too-deep"},
		{"site.toml in Latin-1", "site.toml", "title = \"\xf6\"", "not-utf8"},
		{"a schema of nothing", "schema/boat.json", "", "schema-syntax"},
		{"a schema that is a list", "schema/boat.json", "[]", "schema-value"},
		{"a schema a thousand deep", "schema/boat.json", strings.Repeat("[", 1000) + strings.Repeat("]", 1000), "schema-syntax"},
		{"a schema without end", "schema/boat.json", strings.Repeat(`{"properties":`, 100_000), "schema-syntax"},
		{"a schema that is none", "schema/boat.json", "\x00\xff", "schema-syntax"},
		{"a rule of nothing", "schema/rules/r.md", "", "front-matter-missing"},
		{"a rule of NUL", "schema/rules/r.md", "+++\n\x00\n+++\n", "nul-byte"},
		{"a rule a thousand deep", "schema/rules/r.md", front + "expr = \"" + strings.Repeat("(", 1000) + "\"\n+++\n", "bad-expression"},
		{"a layout that never closes", "layouts/page.html", "{{if", "layout-failed"},
		{"a layout that calls itself", "layouts/page.html", `{{template "page.html" .}}`, "layout-failed"},
		{"a layout that calls itself and writes", "layouts/page.html", strings.Repeat("text ", 5000) + `{{template "page.html" .}}`, "layout-failed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := harbour(map[string]string{"content/boat/a.toml": "title = \"A\"\n", test.path: test.text})
			diags := renderWith(t, files, plain, pipeline.Options{}, tree{})
			var ids []string
			for _, d := range diags {
				ids = append(ids, d.ID)
			}
			if got := strings.Join(ids, " "); got != test.want {
				t.Errorf("%q, not %q:\n%s", got, test.want, lines(diags))
			}
			checkDiagnostics(t, diags)
		})
	}
}

// locked is a site with a file that cannot be opened, for want of permission.
type locked struct {
	fs.FS
	name string
}

func (l locked) Open(name string) (fs.File, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "openat", Path: name, Err: fs.ErrPermission}
	}
	return l.FS.Open(name)
}

// What cannot be read is the author's to mend, wherever it stands.
func TestLocked(t *testing.T) {
	rule := "+++\ntitle = \"R\"\nfor = \"boat\"\nexpr = \"true\"\nmessage = \"m\"\n+++\nText\n"
	files := harbour(map[string]string{
		"content/boat/a.toml": "title = \"A\"\n", "schema/port.json": `{"title": "Port", "type": "object", "properties": {"title": {"type": "string"}}}`, "schema/rules/r.md": rule,
		"layouts/boat/page.html": "<p>", "layouts/_part.html": "{{define \"part\"}}{{end}}", "static/a.css": "p {}", "static/a.txt": "text",
	})
	for _, name := range []string{"content/boat/a.toml", "schema/port.json", "schema/rules/r.md", "layouts/boat/page.html", "layouts/_part.html", "static/a.css", "static/a.txt"} {
		diags := renderWith(t, locked{files, name}, plain, pipeline.Options{}, tree{})
		if len(diags) != 1 || diags[0].ID != "unreadable-file" || diags[0].Span.Source.Name != name {
			t.Errorf("%s: says\n%s", name, lines(diags))
		}
	}
}

// checkDiagnostics holds what is true of all diagnostics: they can be printed,
// stand within their file, and follow the house's style.
func checkDiagnostics(t *testing.T, diags diag.List) {
	t.Helper()
	if err := (report.Text{}).Print(io.Discard, diags); err != nil {
		t.Error(err)
	}
	for _, d := range diags {
		if d.ID == "" || d.Message == "" || strings.ContainsAny(d.Message, "\n\r") || strings.HasSuffix(d.Message, ".") {
			t.Errorf("a diagnostic like %+v", d)
		}
		for _, word := range []string{"map[", "interface", "%!", "<nil>", "struct", "float64", "int64"} {
			if strings.Contains(d.Message+d.Hint, word) {
				t.Errorf("%s speaks of Go: %s (%s)", d.ID, d.Message, d.Hint)
			}
		}
		if s := d.Span; s.Source != nil && (s.Start < 0 || s.End < s.Start || int64(s.End) > s.Source.Size) {
			t.Errorf("%s stands at %d to %d of %d bytes", d.ID, s.Start, s.End, s.Source.Size)
		}
	}
}

// What is no regular file, or hidden, is no record.
func TestOddFiles(t *testing.T) {
	files := harbour(map[string]string{
		"content/boat/.#a.md": "x", "content/boat/a.toml~": "x", "content/.git/config": "x", "content/boat/b.toml": "title = \"B\"\n",
	})
	files["content/boat/pipe.toml"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	files["content/boat/empty"] = &fstest.MapFile{Mode: fs.ModeDir | 0o755}
	diags := render(t, files, pipeline.Options{}, tree{})
	if len(diags) != 1 || diags[0].ID != "special-file" || diags[0].Span.Source.Name != "content/boat/pipe.toml" {
		t.Errorf("says\n%s", lines(diags))
	}
}

// Records that tow each other in a circle have pages all the same.
func TestCircle(t *testing.T) {
	out := tree{}
	diags := render(t, harbour(map[string]string{
		"content/boat/a.toml": "title = \"A\"\ntowed_by = \"c\"\n", "content/boat/b.toml": "title = \"B\"\ntowed_by = \"a\"\n",
		"content/boat/c.toml": "title = \"C\"\ntowed_by = \"b\"\n",
	}), pipeline.Options{}, out)
	if len(diags) > 0 || len(out["boat/a/index.html"]) == 0 {
		t.Errorf("says\n%s", lines(diags))
	}
}

// FuzzRecord writes anything into a record: no text may break the build, end
// up as HTML, or give a diagnostic that cannot be shown.
func FuzzRecord(f *testing.F) {
	for _, s := range []string{"+++\ntitle = \"A\"\n+++\n# x\n[a](b.md) ![](c)\n", "title = 1", "+++", "[[boat]]\n", "\ufeff", "+++\ntitle=\"TODO\"\n+++\n`TODO` seed phrase: a\u202eb"} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	f.Fuzz(func(t *testing.T, b []byte, markdown bool) {
		name := "content/boat/a.toml"
		if markdown {
			name = "content/boat/a.md"
		}
		files := harbour(map[string]string{"content/boat/b.toml": "title = \"B\"\n"})
		files[name] = &fstest.MapFile{Data: b}
		out := tree{}
		diags := render(t, files, pipeline.Options{}, out)
		checkDiagnostics(t, diags)
		if !slices.IsSortedFunc(diags, func(a, b diag.Diagnostic) int { return compareFiles(a, b) }) {
			t.Errorf("not in order:\n%s", lines(diags))
		}
		for path, page := range out {
			if strings.HasSuffix(path, ".html") && bytes.Contains(page, []byte("<iframe")) {
				t.Errorf("%s holds HTML of the text", path)
			}
		}
	})
}

func compareFiles(a, b diag.Diagnostic) int {
	name := func(d diag.Diagnostic) string {
		if d.Span.Source == nil {
			return "\uffff"
		}
		return d.Span.Source.Name
	}
	return strings.Compare(name(a), name(b))
}

// The name of an export may hold what means something else in an address.
func TestExportNameInAddress(t *testing.T) {
	out := tree{}
	files := harbour(map[string]string{"content/boat/anna.toml": "title = \"Anna\"\n", "layouts/boat/a?b%.txt": "text"})
	if diags := renderWith(t, files, candor.Theme, pipeline.Options{}, out); len(diags) > 0 {
		t.Fatal(lines(diags))
	}
	if out["boat/anna/a?b%.txt"] == nil || !bytes.Contains(out["boat/anna/index.html"], []byte(`href="/boat/anna/a%3Fb%25.txt"`)) {
		t.Errorf("%v\n%s", out.paths(), out["boat/anna/index.html"])
	}
}
