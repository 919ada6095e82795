package site

import (
	"net/url"
	"path"
	"strings"

	"candor/internal/content"
)

// Problem says why a link leads nowhere.
type Problem uint8

// The problems. A link to a hidden record is one that the public must not see.
const (
	NoProblem Problem = iota
	NoSuchRecord
	NoSuchFile
	NoSuchPage
	HiddenRecord
)

// Target is what a link leads to.
type Target struct {
	URL      string // to write into the page
	Title    string // of what it leads to, for a link without a text
	Key      content.Key
	External bool
	Problem  Problem
	Guess    // where it leads nowhere
}

// withheld is the title of what the public does not see: it says nothing, not
// even what the author wrote to get there.
const withheld = "…"

// Resolve follows a link or image as it stands in a text of a record: an
// address, a fragment, a path to another source relative to this one, "@/"
// with type and id, or a path from the root of the site.
func (p *Plan) Resolve(from *content.Record, dest string) Target {
	u, err := url.Parse(dest)
	switch {
	case err != nil:
		return Target{Problem: NoSuchFile}
	case u.Scheme != "" || u.Host != "":
		return Target{URL: dest, Title: strings.TrimPrefix(strings.TrimPrefix(dest, "https://"), "http://"), External: true}
	case u.Path == "":
		return Target{URL: dest, Title: "#" + u.Fragment, Key: from.Key}
	case strings.HasPrefix(dest, "@/"):
		return p.byID(strings.TrimPrefix(u.Path, "@/"), u.Fragment)
	case p.isSource(strings.TrimPrefix(u.Path, "/")):
		return Target{Problem: NoSuchFile, Guess: p.meantSource(folder(from), strings.TrimPrefix(u.Path, "/"))}
	case strings.HasPrefix(u.Path, "/"):
		return p.byURL(u)
	}
	return p.bySource(from, u)
}

// byID follows "type/id".
func (p *Plan) byID(name, fragment string) Target {
	typ, id, ok := strings.Cut(strings.TrimSuffix(name, "/"), "/")
	if !ok && p.View.Types().Type(typ) == nil {
		return Target{Problem: NoSuchRecord, Guess: p.meantKey(content.Key{ID: typ})}
	}
	if !ok {
		return p.list(typ, fragment)
	}
	k := content.Key{Type: typ, ID: id}
	if p.View.all.Get(k) == nil {
		return Target{Problem: NoSuchRecord, Guess: p.meantKey(k)}
	}
	return p.record(k, fragment)
}

func (p *Plan) record(k content.Key, fragment string) Target {
	r := p.View.Get(k)
	if r == nil {
		return Target{Key: k, Problem: HiddenRecord, Title: withheld}
	}
	return Target{Key: k, Title: r.Title(), URL: withFragment(p.urls[k], fragment)}
}

func withFragment(u, fragment string) string {
	if fragment == "" {
		return u
	}
	u, _, _ = strings.Cut(u, "#")
	return u + "#" + (&url.URL{Fragment: fragment}).EscapedFragment()
}

func (p *Plan) list(typ, fragment string) Target {
	u := p.lists[typ]
	if u == "" {
		return Target{Problem: NoSuchPage}
	}
	title := p.View.Types().Type(typ).Plural
	if s := p.Sections[typ]; s != nil && s.Text("/title") != "" {
		title = s.Text("/title")
	}
	return Target{URL: withFragment(u, fragment), Title: title, Key: content.Key{Type: typ}}
}

// byURL takes a path from the root of the site. Whether something stands
// there is found when the page is finished.
func (p *Plan) byURL(u *url.URL) Target {
	c := *u
	c.Path = p.Base + strings.TrimPrefix(u.Path, "/")
	return Target{URL: c.String(), Title: u.Path}
}

// bySource follows a path from one file of the repository to another.
func (p *Plan) bySource(from *content.Record, u *url.URL) Target {
	dir := folder(from)
	name := path.Join(dir, u.Path)
	if k, ok := p.sources[name]; ok {
		return p.record(k, u.Fragment)
	}
	if typ, ok := p.many[name]; ok {
		return p.inMany(typ, u.Fragment)
	}
	if k, ok := p.bundled[name]; ok {
		// Of a record that is shown in part, the files are not.
		if r := p.View.Get(k); r == nil || len(r.Files()) == 0 {
			return Target{Key: k, Problem: HiddenRecord, Title: withheld}
		}
		return Target{URL: p.bundledURL(name, k), Title: path.Base(name)}
	}
	if typ, ok := section(name); ok && p.lists[typ] != "" {
		return p.list(typ, u.Fragment)
	}
	return Target{Problem: NoSuchFile, Guess: p.meantSource(dir, name)}
}

// isSource says that a file of the repository is one of records.
func (p *Plan) isSource(name string) bool {
	return p.sources[name] != content.Key{} || p.many[name] != ""
}

// folder returns where paths of a record's text begin.
func folder(from *content.Record) string {
	if src := from.Body.Source; src != nil {
		return path.Dir(src.Name)
	}
	if src := from.Source(); src != nil {
		return path.Dir(src.Name)
	}
	return content.Root
}

// inMany follows a link into a file of many records: its fragment is an id.
func (p *Plan) inMany(typ, id string) Target {
	if id == "" {
		return p.list(typ, "")
	}
	k := content.Key{Type: typ, ID: id}
	if p.View.all.Get(k) == nil {
		return Target{Problem: NoSuchRecord, Guess: p.meantKey(k)}
	}
	return p.record(k, "")
}

// section recognises the folder of a type and its introduction.
func section(name string) (typ string, ok bool) {
	rel, ok := strings.CutPrefix(name, content.Root+"/")
	if !ok {
		return "", false
	}
	rel = strings.TrimSuffix(strings.TrimSuffix(rel, "/_index.md"), "/_index.toml")
	return rel, !strings.Contains(rel, "/")
}

// relative writes the path of a file as seen from a folder.
func relative(dir, name string) string {
	from, to := strings.Split(dir, "/"), strings.Split(name, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}
