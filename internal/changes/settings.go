package changes

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"candor/internal/changes/phrase"
	"candor/internal/changes/report"
	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/wording"
)

// settings tells how site.toml changed, the severities aside.
func (c *comparison) settings() {
	o, n := c.old.Config, c.new.Config
	var details []report.Detail
	for _, p := range settingsOf(o, n) {
		if p.was != p.is {
			details = append(details, report.Detail{Pointer: p.pointer, Words: p.title + ": " + stated(p.was, p.is), Weight: report.Plain})
		}
	}
	if !slices.Equal(o.Menu, n.Menu) {
		details = append(details, report.Detail{Pointer: "/menu", Words: "Menu: " + stated(menu(o), menu(n)), Weight: report.Plain})
	}
	if len(details) > 0 {
		c.add(report.Change{Kind: report.Changed, Weight: report.Plain, Group: report.Site, Key: content.Key{ID: config.Name}, Name: config.Name, Details: details})
	}
}

// setting is one key of site.toml, before and after.
type setting struct{ pointer, title, was, is string }

func settingsOf(o, n *config.Config) []setting {
	out := []setting{
		{"/title", "Title", o.Title, n.Title}, {"/short_title", "Short title", o.ShortTitle, n.ShortTitle}, {"/summary", "Summary", o.Summary, n.Summary},
		{"/base_url", "Address", o.BaseURL, n.BaseURL}, {"/language", "Language", o.Language, n.Language},
		{"/as_of", "Promises are judged as of", asOf(o.AsOf), asOf(n.AsOf)}, {"/banner", "Banner", o.Banner, n.Banner},
		{"/publisher/name", "Publisher", o.Publisher.Name, n.Publisher.Name},
		{"/publisher/url", "Publisher's page", o.Publisher.URL, n.Publisher.URL},
		{"/publisher/contact", "Publisher's contact", o.Publisher.Contact, n.Publisher.Contact},
		{"/publisher/profiles", "Publisher's profiles", strings.Join(o.Publisher.Profiles, ", "), strings.Join(n.Publisher.Profiles, ", ")},
		{"/file_types", "Further types of files", strings.Join(o.FileTypes, ", "), strings.Join(n.FileTypes, ", ")},
		{"/repository/url", "Repository", o.Repository.URL, n.Repository.URL},
		{"/repository/branch", "Repository's branch", o.Repository.Branch, n.Repository.Branch},
		{"/repository/visibility", "Who sees the repository", o.Repository.Visibility, n.Repository.Visibility},
	}
	for _, name := range ids(o.Features, n.Features) {
		out = append(out, setting{"/features/" + name, "Feature " + name, onOff(o.Feature(name)), onOff(n.Feature(name))})
	}
	return out
}

func stated(was, is string) string {
	switch {
	case was == "":
		return phrase.Quoted(is) + " (not stated before)"
	case is == "":
		return "no longer stated (was " + phrase.Quoted(was) + ")"
	}
	return phrase.Reworded(was, is)
}

func asOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return wording.Day(t)
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func menu(c *config.Config) string {
	var out []string
	for _, m := range c.Menu {
		out = append(out, m.Title)
	}
	return strings.Join(out, ", ")
}

// types tells which types of records and which of their fields came or went,
// and shouts where a type shows its records to others than before.
func (c *comparison) types() {
	for _, name := range typeNames(c.old, c.new) {
		o, n := c.old.Types.Type(name), c.new.Types.Type(name)
		change := report.Change{Group: report.Types, Weight: report.Plain, Key: content.Key{ID: name}}
		switch {
		case o == nil:
			change.Kind, change.Name, change.Words = report.Added, n.Title, "a new type of record"
		case n == nil:
			change.Kind, change.Name, change.Words, change.Weight = report.Removed, o.Title, "no longer a type of record", report.Notable
		default:
			change.Kind, change.Name, change.Details = report.Changed, n.Title, typeDetails(o, n)
			if !reflect.DeepEqual(o.Public, n.Public) {
				change.Kind, change.Weight, change.Words = report.Weakened, report.Grave, "WHO MAY SEE ITS RECORDS CHANGED: read x-public"
			}
		}
		if change.Words != "" || len(change.Details) > 0 {
			c.add(change)
		}
	}
}

// typeDetails compares the fields of two versions of a type.
func typeDetails(o, n *schema.Type) []report.Detail {
	was, is := flat(o.Fields), flat(n.Fields)
	var out []report.Detail
	say := func(f *schema.Field, words string) {
		out = append(out, report.Detail{Pointer: f.Pointer, Words: strings.TrimPrefix(f.Pointer, "/") + ": " + words, Weight: report.Plain})
	}
	skip := "\x00"
	for _, p := range ids(was, is) {
		if strings.HasPrefix(p, skip+"/") {
			continue // what is below a field that came or went goes with it
		}
		if was[p] == nil || is[p] == nil {
			skip = p
		}
		switch a, b := was[p], is[p]; {
		case a == nil:
			say(b, "a new field")
		case b == nil:
			say(a, "no longer a field")
		case a.Required && !b.Required:
			say(b, "no longer required")
		case !a.Required && b.Required:
			say(b, "now required")
		case !slices.Equal(a.Enum, b.Enum):
			say(b, "one of "+strings.Join(b.Enum, ", ")+" (was "+strings.Join(a.Enum, ", ")+")")
		}
	}
	return out
}

// flat returns all fields by their pointers, nested ones included.
func flat(fields []*schema.Field) map[string]*schema.Field {
	out := map[string]*schema.Field{}
	for f := range schema.All(fields) {
		if !f.IsItem() {
			out[f.Pointer] = f
		}
	}
	return out
}
