package check

import (
	"path"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/schema"
	"candor/internal/site"
	"candor/internal/wording"
)

var referenceMissing = &Check{
	ID: catalog.ReferenceMissing,
	Run: func(pass *Pass) {
		p := references{pass}
		p.clause()
		for _, f := range p.of(p.Type).refs {
			for _, use := range f.Uses(p.Record) {
				k, ok := content.Resolve(p, f.Field, use.Text)
				switch several := p.several(f.Field, use.Text); {
				case !ok && len(several) > 1:
					p.ambiguous(several, use)
				case !ok || p.Get(k) == nil:
					p.missing(f.Field, use)
				}
			}
		}
	},
}

// references looks at what a record refers to.
type references struct{ *Pass }

// clause looks for what a rule or a promise says that it rests on. What has another
// form is told where it is read.
func (p references) clause() {
	k, pointer, ok := site.ClauseOf(p.Record)
	id := p.Record.Text("/clause/id")
	if !ok || id == "" || k.ID == "" || p.Types().Type(k.Type) == nil {
		return
	}
	r := p.Get(k)
	if r == nil {
		p.missing(&schema.Field{Ref: []string{k.Type}}, content.Use{Pointer: pointer, Text: k.ID})
		return
	}
	if ids, has := rule.ClauseIDs(r); has && !slices.Contains(ids, id) {
		p.noClause(r, id, ids)
	}
}

// noClause reports a clause that a record does not hold.
func (p references) noClause(r *content.Record, id string, ids []string) {
	at := p.Record.At("/clause/id")
	d := diag.Diagnostic{
		Span: at, Message: r.Label() + " has no clause " + id,
		Hint:    "name one of its clauses, or add this one to it",
		Related: []diag.Related{{Span: r.At(""), Message: r.Key.String()}},
	}
	if near, only := diag.OnlyNear(id, ids); near != "" {
		d.Hint = "did you mean " + nearOnes(id, ids) + "?"
		if only {
			d.Fixes = []diag.Fix{{Message: "write " + near, Edits: []diag.Edit{{Span: at, Text: `"` + near + `"`}}}}
		}
	}
	p.Report(d)
}

// nearOnes names the words that an author may have meant, the nearest first, three
// at most: ids that end in a number are often as near as each other.
func nearOnes(word string, all []string) string {
	var near []string
	for rest := slices.Clone(all); len(near) < 3; {
		best, ok := diag.Nearest(word, rest)
		if !ok {
			break
		}
		near = append(near, best)
		rest = slices.DeleteFunc(rest, func(s string) bool { return s == best })
	}
	return strings.Join(near, " or ")
}

// several returns the records of a field's types that have the id.
func (p references) several(f *schema.Field, id string) []string {
	var out []string
	for _, name := range f.Ref {
		if k := (content.Key{Type: name, ID: id}); p.Get(k) != nil {
			out = append(out, k.String())
		}
	}
	return out
}

// ambiguous reports an id that records of several types have.
func (p references) ambiguous(keys []string, use content.Use) {
	p.Reportf(p.Record.At(use.Pointer), "write "+strings.Join(keys, " or "),
		"%s names more than one record", use.Text)
}

// missing reports a reference that leads nowhere, with what was meant where
// that can be guessed.
func (p references) missing(f *schema.Field, use content.Use) {
	at := p.Record.At(use.Pointer)
	id := use.Text
	if _, after, ok := strings.Cut(use.Text, "/"); ok {
		id = after
	}
	d := diag.Diagnostic{
		Span:    at,
		Message: "there is no " + p.titles(f.Ref) + " with the id " + use.Text,
		Hint:    "make it with candor new " + f.Ref[0] + " " + strings.ToLower(path.Base(id)) + ", or name another",
	}
	write := func(text string, certain bool) {
		d.Fixes = []diag.Fix{{Certain: certain, Message: "write " + text, Edits: []diag.Edit{{Span: at, Text: `"` + text + `"`}}}}
	}
	known, prefix, file := p.ids(f.Ref), strings.TrimSuffix(use.Text, id), stem(use.Text)
	now, renamed := p.renamed(f.Ref, id)
	near, only := diag.OnlyNear(id, known)
	switch {
	case renamed:
		d.Hint = "it is called " + prefix + now + " now"
		write(prefix+now, true)
	case slices.Contains(known, file) && file != id:
		d.Hint = "write " + file + ": a reference is the id alone, without folder or ending"
		write(file, false)
	case near != "":
		d.Hint = "did you mean " + near + "?"
		if only {
			write(prefix+near, false)
		}
	default:
		if others := p.elsewhere(use.Text); len(others) > 0 {
			d.Hint = "this is the id of " + strings.Join(others, " and of ") + ": name " + wording.WithArticle(p.titles(f.Ref[:1]))
		}
	}
	p.Report(d)
}

// renamed returns the id that a record has now which had this one.
func (p references) renamed(types []string, id string) (string, bool) {
	for _, name := range types {
		if now, ok := p.Plan.Renamed(content.Key{Type: name, ID: id}); ok && slices.Contains(types, now.Type) {
			return now.ID, true
		}
	}
	return "", false
}

// stem returns the id of the record that a path leads to.
func stem(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	if ext := path.Ext(base); ext == ".md" || ext == ".toml" {
		base = strings.TrimSuffix(base, ext)
	}
	return base
}

// elsewhere returns the titles of the types that have a record of this id,
// without saying so.
func (p references) elsewhere(id string) []string {
	var out []string
	for _, t := range p.Types().Types() {
		if p.Records.Get(content.Key{Type: t.Name, ID: id}) != nil {
			out = append(out, wording.WithArticle(strings.ToLower(t.Title)))
		}
	}
	return out
}

func (p references) titles(types []string) string {
	var out []string
	for _, name := range types {
		if t := p.Types().Type(name); t != nil {
			out = append(out, strings.ToLower(t.Title))
		}
	}
	return strings.Join(out, " or ")
}

// ids returns the ids of all records of some types without saying so: that one
// of them has a mistake does not make this one less missing.
func (p references) ids(types []string) []string {
	var ids []string
	for _, name := range types {
		for _, r := range p.Records.All(name) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}
