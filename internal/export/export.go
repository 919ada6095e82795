// Package export writes what programs read of a site: Atom feeds, the sitemap,
// robots.txt, headers and redirects for the host, the manifest and that of the
// web. What templates make for programs it gives the form of its kind.
//
// Every function is pure and its output depends on nothing but its arguments:
// there is no clock, and lists are written in the order that they come in.
package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"iter"
	"time"
)

// Entry is one record in a feed. ID never changes, whatever happens to the URL.
type Entry struct {
	ID        string // a tag URI (RFC 4151)
	Title     string
	URL       string // whole address
	Summary   string
	Published time.Time
	Updated   time.Time
	Authors   []string
}

// Feed is an Atom feed (RFC 4287).
type Feed struct {
	ID      string
	Title   string
	URL     string // of the feed itself
	Page    string // of the page that lists the same
	Author  string
	Updated time.Time
	Entries []Entry
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  atomPerson  `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Link      atomLink     `xml:"link"`
	Published string       `xml:"published,omitempty"`
	Updated   string       `xml:"updated"`
	Authors   []atomPerson `xml:"author"`
	Summary   string       `xml:"summary,omitempty"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

// Atom writes a feed.
func Atom(f Feed) ([]byte, error) {
	out := atomFeed{
		ID: f.ID, Title: f.Title, Updated: stamp(f.Updated), Author: atomPerson{f.Author},
		Links: []atomLink{{"self", "application/atom+xml", f.URL}, {"alternate", "text/html", f.Page}},
	}
	for _, e := range f.Entries {
		entry := atomEntry{ID: e.ID, Title: e.Title, Link: atomLink{Href: e.URL}, Updated: stamp(e.Updated), Summary: e.Summary}
		if !e.Published.IsZero() {
			entry.Published = stamp(e.Published)
		}
		for _, a := range e.Authors {
			entry.Authors = append(entry.Authors, atomPerson{a})
		}
		out.Entries = append(out.Entries, entry)
	}
	return marshalXML(out)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Location is a page in the sitemap. A zero Modified is left out.
type Location struct {
	URL      string
	Modified time.Time
}

// SitemapLimit is how many pages one sitemap may hold (sitemaps.org).
const SitemapLimit = 50000

// Sitemap writes a sitemap of at most SitemapLimit pages.
func Sitemap(pages []Location) ([]byte, error) {
	type location struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod,omitempty"`
	}
	out := struct {
		XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []location `xml:"url"`
	}{}
	for _, p := range pages {
		l := location{Loc: p.URL}
		if !p.Modified.IsZero() {
			l.LastMod = p.Modified.UTC().Format("2006-01-02")
		}
		out.URLs = append(out.URLs, l)
	}
	return marshalXML(out)
}

// SitemapIndex writes the index of several sitemaps.
func SitemapIndex(urls []string) ([]byte, error) {
	type location struct {
		Loc string `xml:"loc"`
	}
	out := struct {
		XMLName  xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
		Sitemaps []location `xml:"sitemap"`
	}{}
	for _, u := range urls {
		out.Sitemaps = append(out.Sitemaps, location{u})
	}
	return marshalXML(out)
}

func marshalXML(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// File is a file of the site in the manifest.
type File struct {
	Path      string `json:"path"`
	URL       string `json:"url,omitempty"`
	Type      string `json:"type,omitempty"`
	ID        string `json:"id,omitempty"`
	Published string `json:"published,omitempty"`
	Updated   string `json:"updated,omitempty"`
	SHA256    string `json:"sha256"`
}

// Generator is the name by which a folder is known to be ours.
const Generator = "candor"

// usualEntry is about what a file takes in the manifest.
const usualEntry = 160

// Manifest writes the list of all other files: what was published, and proof
// that the folder is ours to replace. It is given how many there are, so that
// it grows to no more than it will have.
func Manifest(version string, n int, files iter.Seq[File]) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(n * usualEntry)
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	fmt.Fprintf(&b, "{\n\"generator\": %q,\n\"version\": %q,\n\"files\": [\n", Generator, version)
	first := true
	for f := range files {
		if !first {
			b.Truncate(b.Len() - 1)
			b.WriteString(",\n")
		}
		if err := e.Encode(f); err != nil {
			return nil, err
		}
		first = false
	}
	b.WriteString("]\n}\n")
	return b.Bytes(), nil
}
