package linkcheck

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync"

	"candor/internal/diag"
	"candor/internal/render"
)

// File is a file that a layout has just made: a page, or an export beside one.
type File struct {
	Bytes  []byte
	Export bool          // it has neither ids nor links that count
	Links  []render.Link // of a page: those that authors wrote
	Flaw   string        // of an export: why the bytes are not what its name says
	Layout diag.Span     // the layout that made it; without a source there was none
	Diags  diag.List     // what is wrong with the layout
}

// Failed reports whether the layout could not be parsed or followed to its end,
// or made something other than the file's name says.
func (f *File) Failed() bool {
	return len(f.Diags) > 0 || f.Flaw != "" || f.Layout.Source == nil
}

// Page is what is remembered of a finished page: its ids and where it leads.
//
// A site has far more ids than links with a fragment, so only a hash of each id
// is kept; and its pages have most links in common, so a link is a number.
type Page struct {
	// Doubtful is set by whoever keeps the page: it rests on a record with a
	// mistake.
	Doubtful bool

	ids       []uint64 // sorted
	duplicate []string // ids that occur more than once
	layout    []uint32 // links that a layout or the menu writes
	written   []writtenLink
	flaw      string
	source    diag.Span // the layout
	diags     diag.List
	failed    bool
}

// writtenLink is a link that an author wrote. It holds no URL: that would be a
// part of the text that it was read from, and keep all of it in memory.
type writtenLink struct {
	href uint32
	link render.Link
}

// Scanner scans finished pages. Pages are comparable only with those of the
// same Scanner. It is safe for concurrent use.
type Scanner struct {
	seed  maphash.Seed // of ids
	mu    sync.Mutex
	byURL map[string]uint32
	urls  []string
}

// NewScanner returns a Scanner that has seen no page.
func NewScanner() *Scanner {
	return &Scanner{seed: maphash.MakeSeed(), byURL: map[string]uint32{}}
}

// number gives each URL a number.
func (s *Scanner) number(url string) uint32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, ok := s.byURL[url]
	if !ok {
		n = uint32(len(s.urls))
		url = strings.Clone(url)
		s.byURL[url], s.urls = n, append(s.urls, url)
	}
	return n
}

// Scan returns what is to be remembered of a file.
func (s *Scanner) Scan(f *File) *Page {
	p := &Page{source: f.Layout, diags: f.Diags, flaw: f.Flaw, failed: f.Failed()}
	if f.Export {
		return p
	}
	found := scanPage(f.Bytes)
	p.ids = make([]uint64, 0, len(found.ids))
	for id := range found.ids {
		p.ids = append(p.ids, maphash.String(s.seed, id))
	}
	slices.Sort(p.ids)
	for _, id := range found.twice {
		p.duplicate = append(p.duplicate, strings.Clone(id))
	}
	s.addLinks(p, found.links, f.Links)
	return p
}

// addLinks tells the links that an author wrote from those of the layout.
func (s *Scanner) addLinks(p *Page, urls []string, links []render.Link) {
	written := map[string]render.Link{}
	for _, l := range links {
		if have, ok := written[l.URL]; !ok || have.At.Source == nil {
			written[l.URL] = l
		}
	}
	p.layout = make([]uint32, 0, len(urls))
	for _, url := range urls {
		if external(url) {
			continue
		}
		n := s.number(url)
		if l, ok := written[url]; ok {
			l.URL, l.Dest = "", strings.Clone(l.Dest)
			p.written = append(p.written, writtenLink{n, l})
		} else {
			p.layout = append(p.layout, n)
		}
	}
}

// external reports whether a link plainly leads to another host, or to none. It
// is not judged, and each page has some that no other has.
func external(url string) bool {
	return strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "mailto:")
}

func (s *Scanner) hasID(p *Page, id string) bool {
	_, ok := slices.BinarySearch(p.ids, maphash.String(s.seed, id))
	return ok
}
