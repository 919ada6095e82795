// Package config reads site.toml: what a site is called, where it is
// published, by whom, and which of its rules were changed and why.
//
// Every key is known or an error with a suggestion; every value has a span, so
// that others can point at it.
package config

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/sitefiles"
	"candor/internal/toml"
)

// Name is the file that makes a folder a site.
const Name = "site.toml"

// Config is what site.toml says.
type Config struct {
	Title      string
	ShortTitle string // where there is no room for the title; "": the title all the same
	Summary    string
	BaseURL    string // ends with a slash
	Language   string // BCP 47
	AsOf       time.Time
	Publisher  Publisher
	Repository Repository
	Banner     string // Markdown, shown on every page
	Menu       []MenuItem
	Features   map[string]bool
	Rules      map[string]Override
	FileTypes  []string // endings of files that the site copies beside those of every site

	doc *toml.Doc
}

// Publisher is who answers for the site. Profiles are their pages elsewhere.
type Publisher struct {
	Name, URL, Contact string
	Profiles           []string
}

// Repository is where the site's sources are kept; Visibility is "public" where
// everybody can read them.
type Repository struct{ URL, Branch, Visibility string }

// MenuItem is an entry of the menu: a page's path or the list of a type.
type MenuItem struct{ Title, URL, Type, Group string }

// Override changes the severity of a check or rule. Reason says why an error
// is only a warning here; it is published.
type Override struct {
	Severity diag.Severity
	Reason   string
	Pointer  string
}

// At returns the span of the value at a JSON pointer of site.toml.
func (c *Config) At(pointer string) diag.Span {
	if c.doc == nil {
		return diag.Span{}
	}
	return c.doc.Value(pointer)
}

// EachText calls yield for every text of site.toml, with its JSON pointer, in order
// of key.
func (c *Config) EachText(yield func(pointer, text string)) {
	if c.doc != nil {
		eachText("", c.doc.Values, yield)
	}
}

func eachText(pointer string, value any, yield func(pointer, text string)) {
	switch v := value.(type) {
	case string:
		yield(pointer, v)
	case []any:
		for i, e := range v {
			eachText(pointer+toml.Pointer(i), e, yield)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			eachText(pointer+toml.Pointer(key), v[key], yield)
		}
	}
}

// Values returns what site.toml says as plain values, for rules to read. What
// it does not say is there as nil, so that a rule can be told from a misspelt
// one.
func (c *Config) Values() map[string]any {
	return map[string]any{
		"title": c.Title, "short_title": absent(c.ShortTitle), "summary": absent(c.Summary), "base_url": c.BaseURL, "language": c.Language,
		"publisher": map[string]any{
			"name": absent(c.Publisher.Name), "url": absent(c.Publisher.URL), "contact": absent(c.Publisher.Contact),
			"profiles": list(c.Publisher.Profiles),
		},
		"repository": map[string]any{
			"url": absent(c.Repository.URL), "branch": absent(c.Repository.Branch), "visibility": absent(c.Repository.Visibility),
		},
	}
}

func absent(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func list(texts []string) []any {
	out := make([]any, len(texts))
	for i, s := range texts {
		out[i] = s
	}
	return out
}

// Features that a site can switch, with what holds when it says nothing.
var features = map[string]bool{"search": true, "social_cards": true, "feeds": true, "tags": true}

// Feature says whether the site has a feature.
func (c *Config) Feature(name string) bool {
	if on, ok := c.Features[name]; ok {
		return on
	}
	return features[name]
}

// Load reads site.toml. A site without one gives a diagnostic and defaults.
func Load(files fs.FS) (*Config, diag.List, error) {
	b, err := fs.ReadFile(files, Name)
	if refused := new(sitefiles.Refusal); errors.Is(err, fs.ErrNotExist) && !errors.As(err, refused) {
		var diags diag.List
		diags.Errorf(catalog.NoSite, diag.Span{}, `make one with title = "…" and base_url = "https://…/", or name another folder with -C`, "this folder has no %s, so it is no site", Name)
		return defaults(), diags, nil
	}
	if d, ok := diag.Unreadable(Name, err); ok {
		return defaults(), diag.List{d}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	src := diag.NewSource(Name, b, nil)
	doc, diags := toml.Parse(src, b, 0, len(b))
	if diags.Errors() > 0 {
		return defaults(), diags, nil
	}
	r := reader{doc: doc}
	c := r.config()
	return c, append(diags, r.diags...), nil
}

func defaults() *Config {
	return &Config{Title: "Untitled", BaseURL: "http://localhost/", Language: "en"}
}

// reader takes a document apart and reports what it cannot use.
type reader struct {
	doc   *toml.Doc
	diags diag.List
	moved map[string]string // where keys stand that are told to be elsewhere
}

func (r *reader) config() *Config {
	c := defaults()
	c.doc = r.doc
	t := table{r, "", r.settle()}
	t.only(own...)
	c.Title = t.required("title", `title = "Our security programme"`)
	c.ShortTitle = t.text("short_title")
	c.Summary = t.text("summary")
	c.BaseURL = r.baseURL(t)
	c.Language = t.language(c.Language)
	c.AsOf = t.day("as_of")
	c.Publisher = t.publisher()
	c.Repository = t.repository()
	c.Banner = t.text("banner")
	c.Menu = t.menu()
	c.Features = t.features()
	c.Rules = t.overrides()
	c.FileTypes = t.endings("file_types")
	return c
}

// languageCode is as much of BCP 47 as a site says of its language.
var languageCode = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func (t table) language(none string) string {
	s := t.text("language")
	if s == "" || languageCode.MatchString(s) {
		return cmp.Or(s, none)
	}
	t.diags.Errorf(catalog.BadFormat, t.doc.Value(t.at("language")), `write its code, as in "en" or "pt-BR"`, "%q is not the code of a language", s)
	return none
}

func (r *reader) baseURL(t table) string {
	s := t.required("base_url", `base_url = "https://security.example/"`)
	if s == "" {
		return defaults().BaseURL
	}
	base, ok := BaseURL(s)
	if !ok {
		r.diags.Errorf(catalog.BadFormat, r.doc.Value(t.at("base_url")), `write it whole and plain, as in "https://security.example/"`, "%q is not the address of a site", s)
		return defaults().BaseURL
	}
	return base
}

// BaseURL returns the address of a site with a slash at its end. It has a
// scheme of the web, a host, perhaps a path, and nothing else.
func BaseURL(s string) (string, bool) {
	u, err := url.Parse(s)
	if err != nil || !web(s) || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return "", false
	}
	p := strings.TrimSuffix(u.Path, "/")
	if p != "" && (path.Clean(p) != p || strings.ContainsFunc(p, func(c rune) bool { return c <= ' ' || c > '~' || strings.ContainsRune("\"'<>\\^`{|}*:", c) })) {
		return "", false
	}
	return u.Scheme + "://" + u.Host + p + "/", true
}

// web says that a text is an address that a browser can open from anywhere. One
// with a password is for nobody to see.
func web(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http") && !strings.ContainsAny(s, " <>\"")
}

// table is one table of site.toml at a JSON pointer.
type table struct {
	*reader
	pointer string
	values  map[string]any
}

func (t table) at(key string) string {
	if at, ok := t.moved[key]; ok && t.pointer == "" {
		return at
	}
	return t.pointer + toml.Pointer(key)
}

// only reports every key beside those that are known.
func (t table) only(known ...string) {
	for key := range t.values {
		if slices.Contains(known, key) {
			continue
		}
		hint := "it knows " + strings.Join(known, ", ")
		near, ok := diag.Nearest(key, known)
		if ok {
			hint = "did you mean " + near + "?"
		}
		where := Name
		if t.pointer != "" {
			where = strings.TrimPrefix(t.pointer, "/") + " in " + Name
		}
		at := t.doc.Key(t.at(key))
		t.diags.Errorf(catalog.UnknownField, at, hint, "%s has no key %s", where, key)
		if _, taken := t.values[near]; ok && !taken {
			t.fix(at, near)
		}
	}
}

// fix lets a program write a text in the place of what was reported last.
func (t table) fix(at diag.Span, text string) {
	d := &t.diags[len(t.diags)-1]
	d.Fixes = []diag.Fix{{Message: "write " + text, Edits: []diag.Edit{{Span: at, Text: text}}}}
}

// misspelt says that there is a key which is one of the known ones, written
// wrongly. It is reported already.
func (t table) misspelt(key string) bool {
	for other := range t.values {
		if near, _ := diag.Nearest(other, []string{key}); near == key {
			return true
		}
	}
	return false
}

func (t table) required(key, example string) string {
	s := t.text(key)
	if _, there := t.values[key]; !there && !t.misspelt(key) {
		t.diags.Errorf(catalog.MissingField, t.doc.Value(t.pointer), "add "+example, "%s does not say its %s", Name, key)
	}
	return s
}

func (t table) text(key string) string {
	v, there := t.values[key]
	s, ok := v.(string)
	if there && !ok {
		t.diags.Errorf(catalog.WrongType, t.doc.Value(t.at(key)), "put it in quotes", "%s is a text", key)
	}
	return s
}

// address reads the address of a page. Others are accepted where they begin as
// the further forms do.
func (t table) address(key, hint string, forms ...string) string {
	s := t.text(key)
	if s == "" || web(s) || slices.ContainsFunc(forms, func(f string) bool { return strings.HasPrefix(s, f) && !strings.HasPrefix(s, "//") }) {
		return s
	}
	t.diags.Errorf(catalog.BadFormat, t.doc.Value(t.at(key)), hint, "%q is not the address of a page", s)
	return ""
}

const wholeAddress = `write it whole, as in "https://security.example/"`

func (t table) oneOf(key string, values ...string) string {
	s := t.text(key)
	if s == "" || slices.Contains(values, s) {
		return s
	}
	hint := "it is " + strings.Join(values, " or ")
	near, ok := diag.Nearest(s, values)
	if ok {
		hint = "did you mean " + near + "?"
	}
	at := t.doc.Value(t.at(key))
	t.diags.Errorf(catalog.EnumValue, at, hint, "%s cannot be %q", key, s)
	if ok {
		t.fix(at, `"`+near+`"`)
	}
	return ""
}

func (t table) day(key string) time.Time {
	v, there := t.values[key]
	d, ok := v.(toml.Date)
	if there && (!ok || d.Precision < toml.Day || d.Local) {
		at := t.doc.Value(t.at(key))
		t.diags.Errorf(catalog.WrongType, at, key+" = 2023-10-30, without quotes", "%s is a day", key)
		if s, text := v.(string); text && isDay(s) {
			t.fix(at, s)
		}
		return time.Time{}
	}
	return d.First
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func (t table) sub(key string) (table, bool) {
	v, there := t.values[key]
	m, ok := v.(map[string]any)
	if there && !ok {
		t.diags.Errorf(catalog.WrongType, t.doc.Value(t.at(key)), "write it as ["+key+"] with its keys below", "%s is a table", key)
	}
	return table{t.reader, t.at(key), m}, ok
}
