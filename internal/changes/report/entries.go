package report

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/wording"
)

// entry is one or several changes that say the same, as they are printed.
type entry struct {
	grave   bool
	counted bool // several are told with their number
	names   []string
	words   string
	details []string
}

// section is the entries under one heading.
type section struct {
	title   string
	entries []*entry
}

// sections puts changes that say the same of several things together.
func (r *Report) sections() []section {
	var out []section
	for rest := r.Changes; len(rest) > 0; {
		n := slices.IndexFunc(rest, func(c Change) bool { return c.Group != rest[0].Group })
		if n < 0 {
			n = len(rest)
		}
		out = append(out, section{rest[0].Group, entries(rest[:n])})
		rest = rest[n:]
	}
	return out
}

// wide is in how many records of a group a detail is told once for all.
const wide = 8

func entries(changes []Change) []*entry {
	shared := map[string]*entry{}
	for _, c := range changes {
		for _, d := range c.Details {
			if shared[d.Words] == nil {
				shared[d.Words] = &entry{counted: entryOf(c).counted, details: []string{d.Words}}
			}
			shared[d.Words].names = append(shared[d.Words].names, c.Name)
		}
	}
	var out []*entry
	seen := map[string]*entry{}
	add := func(e *entry, kind Kind) {
		same := fmt.Sprintf("%v %s\n%s\n%s", e.grave, kind, e.words, strings.Join(e.details, "\n"))
		if first := seen[same]; first != nil {
			first.names = append(first.names, e.names...)
			return
		}
		seen[same] = e
		out = append(out, e)
	}
	for _, c := range changes {
		e := entryOf(c)
		var own []string
		for _, d := range e.details {
			switch s := shared[d]; {
			case e.grave || len(s.names) < wide:
				own = append(own, d)
			case !slices.Contains(out, s):
				out = append(out, s)
			}
		}
		if e.details = together(own, c.Details); e.words != "" || len(own) > 0 {
			add(e, c.Kind)
		}
	}
	return settled(out)
}

// settled joins what is told of the same records and shortens what is short.
func settled(entries []*entry) []*entry {
	var out []*entry
	for _, e := range entries {
		if n := len(out) - 1; n >= 0 && e.words == "" && !e.grave && !out[n].grave && slices.Equal(out[n].names, e.names) {
			out[n].details = append(out[n].details, e.details...)
			continue
		}
		out = append(out, e)
	}
	for _, e := range out {
		if e.inline() {
			e.words, e.details = e.details[0], nil
		}
	}
	return out
}

// together puts details of one record that say the same of several elements, or
// begin with the same words, into one.
func together(words []string, details []Detail) []string {
	alike := map[string]string{}
	for _, d := range details {
		alike[d.Words] = d.Alike
	}
	words = grouped(words, func(w string) (string, string) { return alike[w], "" }, func(same string, rest []string) string {
		return same + ", in " + wording.Number(float64(len(rest))) + " entries"
	})
	return grouped(words, func(w string) (string, string) {
		before, after, _ := strings.Cut(w, ": ")
		return before, after
	}, func(same string, rest []string) string { return same + ": " + strings.Join(rest, "; ") })
}

// grouped replaces many words with the same key by one, where the first stood.
func grouped(words []string, key func(string) (same, rest string), join func(same string, rest []string) string) []string {
	groups := map[string][]string{}
	for _, w := range words {
		same, rest := key(w)
		groups[same] = append(groups[same], rest)
	}
	var out []string
	done := map[string]bool{}
	for _, w := range words {
		switch same, _ := key(w); {
		case same == "" || len(groups[same]) < many:
			out = append(out, w)
		case !done[same]:
			done[same] = true
			out = append(out, join(same, groups[same]))
		}
	}
	return out
}

func entryOf(c Change) *entry {
	e := &entry{grave: c.Weight == Grave, names: []string{c.Name}, words: c.Words}
	e.counted = c.Group != Rules && c.Group != Promises && c.Group != Types
	switch {
	case c.Kind == Added && e.counted:
		e.words = strings.TrimSuffix("new, "+c.Words, ", ")
	case c.Kind == Removed && c.Weight != Grave && c.Group != Types:
		e.words = strings.TrimSuffix("gone, "+c.Words, ", ")
	}
	for _, d := range c.Details {
		e.details = append(e.details, d.Words)
	}
	return e
}

// inline says that an entry's only detail needs no line of its own.
func (e *entry) inline() bool {
	return e.words == "" && len(e.details) == 1 && !strings.Contains(e.details[0], ": ")
}

// head splits an entry's line: what is shouted, who it is about, and the rest.
func (e *entry) head() (shout, names, rest string) {
	names = joinNames(e.names)
	if e.grave {
		shout, rest, _ = strings.Cut(e.words, ": ")
		return shout, names, rest
	}
	n := wording.Number(float64(len(e.names)))
	switch {
	case len(e.names) < many || !e.counted && e.words != "":
		return "", names, e.words
	case e.words != "":
		return n + " " + e.words, names, ""
	}
	return "", n + " records", names
}

// many is from how many names on they are counted.
const many = 4

// joinNames puts names in quotation marks where there are several and one of
// them is a sentence.
func joinNames(names []string) string {
	if len(names) < 2 {
		return wording.Series(names)
	}
	out := slices.Clone(names)
	if slices.ContainsFunc(names, func(n string) bool { return len(strings.Fields(n)) > sentence }) {
		for i, n := range names {
			out[i] = "“" + n + "”"
		}
	}
	if len(out) > most {
		out = append(out[:most-1:most-1], fmt.Sprintf("%d more", len(out)-most+1))
	}
	return wording.Series(out)
}

// sentence is how many words a name may have that needs no quotation marks.
const sentence = 6

// most is how many names people read; JSON has them all.
const most = 30
