package config

import (
	"maps"
	"slices"

	"candor/internal/diag"
	"candor/internal/toml"
)

func (t table) publisher() Publisher {
	p, ok := t.sub("publisher")
	if !ok {
		return Publisher{}
	}
	p.only("name", "url", "contact")
	return Publisher{p.required("name", `name = "…" below [publisher]`), p.address("url", wholeAddress), p.address("contact", `write "mailto:security@example.org", or the address of a page`, "mailto:", "/")}
}

func (t table) repository() Repository {
	r, ok := t.sub("repository")
	if !ok {
		return Repository{}
	}
	r.only("url", "branch", "visibility")
	out := Repository{r.address("url", wholeAddress), r.text("branch"), r.oneOf("visibility", "public", "private")}
	if out.Branch == "" {
		out.Branch = "main"
	}
	return out
}

func (t table) menu() []MenuItem {
	list, there := t.values["menu"].([]any)
	if !there && t.values["menu"] != nil {
		t.diags.Errorf("wrong-type", t.doc.Value("/menu"), "write each entry as [[menu]] with its keys below", "menu is a list of entries")
	}
	var out []MenuItem
	for i, v := range list {
		m, ok := v.(map[string]any)
		if !ok {
			t.diags.Errorf("wrong-type", t.doc.Value(toml.Pointer("menu", i)), "write it as [[menu]] with its keys below", "this entry is no table")
			continue
		}
		e := table{t.reader, toml.Pointer("menu", i), m}
		e.only("title", "url", "type", "group")
		item := MenuItem{e.text("title"), e.address("url", `write a path such as "/about/", or a whole address`, "/"), e.text("type"), e.text("group")}
		if m["url"] != nil && item.URL == "" {
			continue // told already
		}
		if (item.URL == "") == (item.Type == "") {
			t.diags.Errorf("missing-field", t.doc.Value(e.pointer), `add either type = "…" or url = "/…/"`, "a menu entry leads to the list of a type or to a page")
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
	f.only(slices.Sorted(maps.Keys(features))...)
	out := map[string]bool{}
	for key, v := range f.values {
		on, ok := v.(bool)
		if !ok {
			t.diags.Errorf("wrong-type", t.doc.Value(f.at(key)), "write true or false", "%s is switched on or off", key)
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
			t.diags.Errorf("wrong-type", t.doc.Value(f.at(key)), key+` = {severity = "warning", reason = "…"}`, "this is no severity")
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
