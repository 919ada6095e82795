package config

import (
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/media"
	"candor/internal/toml"
)

func (t table) publisher() Publisher {
	p, ok := t.sub("publisher")
	if !ok {
		return Publisher{}
	}
	p.only(held["publisher"]...)
	return Publisher{
		Name:     p.required("name", `name = "…" below [publisher]`),
		URL:      p.address("url", wholeAddress),
		Contact:  p.address("contact", `write "mailto:security@example.org", or the address of a page`, "mailto:", "/"),
		Profiles: p.addresses("profiles", `write each whole and with https, as in ["https://social.example/@team"]`),
	}
}

// addresses reads a list of pages elsewhere. Whoever links to them vouches for
// them, so that nobody on the way may change them: https alone.
func (t table) addresses(key, hint string) []string {
	v, there := t.values[key]
	items, ok := v.([]any)
	if there && !ok {
		t.diags.Errorf(catalog.WrongType, t.doc.Value(t.at(key)), hint, "%s is a list of addresses", key)
	}
	var out []string
	for i, item := range items {
		s, text := item.(string)
		at := t.doc.Value(t.at(key) + toml.Pointer(i))
		switch {
		case !text:
			t.diags.Errorf(catalog.WrongType, at, hint, "%s is a list of addresses", key)
		case !web(s) || !strings.HasPrefix(s, "https://"):
			t.diags.Errorf(catalog.BadFormat, at, hint, "%q is not the address of a page with https", s)
		case slices.Contains(out, s):
			t.diags.Errorf(catalog.NotUnique, at, "take one away", "%q stands in %s twice", s, key)
		default:
			out = append(out, s)
		}
	}
	return out
}

// endings reads a list of endings of file names. Those that every site has are
// said once too often, and those that browsers run are nobody's to add.
func (t table) endings(key string) []string {
	v, there := t.values[key]
	items, ok := v.([]any)
	if there && !ok {
		t.diags.Errorf(catalog.WrongType, t.doc.Value(t.at(key)), `write them as in [".gpx", ".epub"]`, "%s is a list of endings of files", key)
	}
	var out []string
	for i, item := range items {
		s, text := item.(string)
		at := t.doc.Value(t.at(key) + toml.Pointer(i))
		switch {
		case !text:
			t.diags.Errorf(catalog.WrongType, at, `write each as in ".gpx"`, "%s is a list of endings of files", key)
		case !media.Ending(s):
			t.diags.Errorf(catalog.BadFormat, at, `write the dot and lower-case letters or digits, as in ".gpx"`, "%q is not the ending of a file", s)
		case media.Active(s):
			t.diags.Errorf(catalog.BadFormat, at, "take it out: no site can allow such files", "browsers or hosts run files that end in %s", s)
		case slices.Contains(out, s):
			t.diags.Errorf(catalog.NotUnique, at, "take one away", "%q is in %s twice", s, key)
		default:
			out = append(out, s)
		}
	}
	return out
}

func (t table) repository() Repository {
	r, ok := t.sub("repository")
	if !ok {
		return Repository{}
	}
	r.only(held["repository"]...)
	out := Repository{r.address("url", wholeAddress), r.text("branch"), r.oneOf("visibility", "public", "private")}
	if out.Branch == "" {
		out.Branch = "main"
	}
	return out
}

func (t table) menu() []MenuItem {
	list, there := t.values["menu"].([]any)
	if !there && t.values["menu"] != nil {
		t.diags.Errorf(catalog.WrongType, t.doc.Value("/menu"), "write each entry as [[menu]] with its keys below", "menu is a list of entries")
	}
	var out []MenuItem
	for i, v := range list {
		m, ok := v.(map[string]any)
		if !ok {
			t.diags.Errorf(catalog.WrongType, t.doc.Value(toml.Pointer("menu", i)), "write it as [[menu]] with its keys below", "this entry is no table")
			continue
		}
		e := table{t.reader, toml.Pointer("menu", i), m}
		e.only(held["menu"]...)
		item := MenuItem{e.text("title"), e.address("url", `write a path such as "/about/", or a whole address`, "/"), e.text("type"), e.text("group")}
		if m["url"] != nil && item.URL == "" {
			continue // told already
		}
		if (item.URL == "") == (item.Type == "") {
			t.diags.Errorf(catalog.MissingField, t.doc.Value(e.pointer), `add either type = "…" or url = "/…/"`, "a menu entry leads to the list of a type or to a page")
			continue
		}
		out = append(out, item)
	}
	return out
}

func (t table) features() map[string]bool {
	f, ok := t.sub("features")
	if !ok {
		return nil
	}
	f.only(held["features"]...)
	out := map[string]bool{}
	for key, v := range f.values {
		on, ok := v.(bool)
		if !ok {
			t.diags.Errorf(catalog.WrongType, t.doc.Value(f.at(key)), "write true or false", "%s is switched on or off", key)
			continue
		}
		out[key] = on
	}
	return out
}

// overrides reads [rules]: id = "warning", or id = {severity, reason}.
func (t table) overrides() map[string]Override {
	f, ok := t.sub("rules")
	if !ok {
		return nil
	}
	out := map[string]Override{}
	for key, v := range f.values {
		if text, ok := v.(string); ok {
			v = map[string]any{"severity": text}
		}
		m, ok := v.(map[string]any)
		if !ok {
			t.diags.Errorf(catalog.WrongType, t.doc.Value(f.at(key)), key+` = {severity = "warning", reason = "…"}`, "this is no severity")
			continue
		}
		entry := table{t.reader, f.at(key), m}
		entry.only("severity", "reason")
		o := Override{Reason: entry.text("reason"), Pointer: entry.pointer}
		if entry.oneOf("severity", "error", "warning") == "warning" {
			o.Severity = diag.Warning
		}
		out[key] = o
	}
	return out
}
