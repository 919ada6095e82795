package schema_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"candor/internal/diag"
	"candor/internal/scaffold"
	"candor/internal/schema/meta"
	"candor/internal/toml"
)

// FuzzLoad: any bytes are a type or diagnostics within their own file.
func FuzzLoad(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if strings.HasSuffix(file.Name, ".json") {
				f.Add(string(file.Data), `title = "x"`)
			}
		}
	}
	f.Add("\xef\xbb\xbf{}", "")
	f.Fuzz(func(t *testing.T, text, record string) {
		set, list, err := meta.Load(folder(map[string]string{"note": text, "common": `{"properties": {"title": {"type": "string"}}, "definitions": {"day": {"type": "string", "format": "date"}}}`}))
		if err != nil {
			t.Fatal(err)
		}
		inBounds(t, list)
		typ := set.Type("note")
		if typ == nil && (!set.Partial || len(list) == 0) {
			t.Fatalf("a type: %v, partial: %v, and %d diagnostics", typ != nil, set.Partial, len(list))
		}
		if typ == nil {
			return
		}
		if _, err := meta.Expanded(typ); err != nil {
			t.Fatal(err)
		}
		src := diag.NewSource("record.toml", []byte(record), nil)
		doc, broken := toml.Parse(src, []byte(record), 0, len(record))
		if len(broken) == 0 {
			inBounds(t, typ.Validate(doc, ""))
			typ.Decode(doc.Values)
		}
		scaffold.Record(typ, nil)
	})
}

func inBounds(t *testing.T, list diag.List) {
	for _, d := range list {
		if d.Span.Source == nil || d.Span.Start < 0 || d.Span.End < d.Span.Start || int64(d.Span.End) > d.Span.Source.Size {
			t.Fatalf("%s: %s: %d to %d", d.ID, d.Message, d.Span.Start, d.Span.End)
		}
		if d.ID == "" || d.Message == "" || strings.Contains(d.Message, "%!") {
			t.Fatalf("%q: %q", d.ID, d.Message)
		}
	}
}

// FuzzFormats: no text makes a format panic, and a fix that is offered mends.
func FuzzFormats(f *testing.F) {
	for _, s := range []string{"2022-05", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "CVSS:3.1/AV:N/AC:L", "a@b.c", "Europe/Rome", "eip155:1:0x1", "(", "CVSS:4.0//:"} {
		f.Add(s)
	}
	props := ""
	names := []string{"date", "date-time", "partial-date", "email", "evm-address", "caip2", "caip10", "cvss", "cwe", "git-commit", "tx-hash", "iana-zone", "regex", "uri", "uri-reference", "hostname", "time"}
	for _, name := range names {
		props += `"` + strings.ReplaceAll(name, "-", "_") + `": {"type": "string", "format": "` + name + `"},`
	}
	set, list, err := meta.Load(folder(map[string]string{"note": `{"properties": {` + strings.TrimSuffix(props, ",") + `}}`}))
	if err != nil || len(list) > 0 {
		f.Fatal(err, printed(list))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "'\n\r\x00") {
			return
		}
		for _, name := range names {
			line := strings.ReplaceAll(name, "-", "_") + " = '" + text + "'"
			src := diag.NewSource("record.toml", []byte(line), nil)
			doc, broken := toml.Parse(src, []byte(line), 0, len(line))
			if len(broken) > 0 {
				return
			}
			found := set.Type("note").Validate(doc, "")
			inBounds(t, found)
			if len(found) > 1 {
				t.Fatalf("one value, %d diagnostics", len(found))
			}
			if len(found) == 1 && len(found[0].Fixes) == 1 {
				e := found[0].Fixes[0].Edits[0]
				mended := parse(t, line[:e.Span.Start]+e.Text+line[e.Span.End:])
				if rest := set.Type("note").Validate(mended, ""); len(rest) > 0 {
					t.Fatal(printed(rest))
				}
			}
		}
	})
}

func BenchmarkValidate(b *testing.B) {
	a, err := txtar.ParseFile("testdata/record-right.txtar")
	if err != nil {
		b.Fatal(err)
	}
	files, err := txtar.FS(a)
	if err != nil {
		b.Fatal(err)
	}
	set, _, _ := meta.Load(files)
	var doc *toml.Doc
	for _, f := range a.Files {
		if f.Name == "record.toml" {
			doc = parse(b, string(f.Data))
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if list := set.Type("note").Validate(doc, ""); len(list) > 0 {
			b.Fatal(printed(list))
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	files := os.DirFS("../..")
	b.ReportAllocs()
	for b.Loop() {
		if _, list, err := meta.Load(files); err != nil || len(list) > 0 {
			b.Fatal(err, printed(list))
		}
	}
}
