package changes

import (
	"time"

	"candor/internal/changes/phrase"
	"candor/internal/changes/report"
	"candor/internal/diag"
	"candor/internal/site"
)

// Compare says what changed from one site to the other. Embargoes are judged
// at the time now.
func Compare(old, new Side, now time.Time) *report.Report {
	c := &comparison{old: old, new: new, audience: site.Audience{Now: now}, templates: phrase.Templates{}}
	c.rules()
	c.commitments()
	c.outcomes()
	c.types()
	c.settings()
	c.records()
	r := &report.Report{Old: old.Name, New: new.Name, Changes: c.changes, Unread: c.unread()}
	r.Sort()
	return r
}

// comparison collects the changes.
type comparison struct {
	old, new  Side
	audience  site.Audience
	templates phrase.Templates
	changes   []report.Change
}

func (c *comparison) add(change report.Change) { c.changes = append(c.changes, change) }

// unread lists the files with errors, each with its first.
func (c *comparison) unread() []report.Unread {
	return append(unreadOf(c.old), unreadOf(c.new)...)
}

func unreadOf(s Side) []report.Unread {
	var out []report.Unread
	names := incomplete(s)
	for _, d := range s.Diags.Sorted() {
		if d.Severity != diag.Error || d.Span.Source == nil && d.Message == "" {
			continue
		}
		file := ""
		if d.Span.Source != nil {
			file = d.Span.Source.Name
		}
		if len(out) == 0 || out[len(out)-1].File != file {
			out = append(out, report.Unread{Side: s.Name, File: file, Message: d.Message, Records: names[file]})
		}
	}
	return out
}

// incomplete returns the names of the records that were not read in full, by
// their files.
func incomplete(s Side) map[string][]string {
	out := map[string][]string{}
	if s.Records == nil {
		return out
	}
	for _, t := range s.Records.Types().Types() {
		for _, r := range s.Records.All(t.Name) {
			if src := r.Source(); r.Incomplete && src != nil {
				out[src.Name] = append(out[src.Name], r.Label())
			}
		}
	}
	return out
}
