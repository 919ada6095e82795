package browser

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// page is what a finished page offers to links, and where it leads.
type page struct {
	ids   map[string]bool
	leads []string
}

// leading are the attributes that name an address, and pointing those that name
// ids of the same page.
var (
	leading  = []string{"href", "src", "action", "data-find", "data-search"}
	pointing = []string{"popovertarget", "for", "aria-describedby", "aria-labelledby", "aria-controls"}
)

// parsed reads a page. Our own pages are well-formed, so this needs no parser
// that forgives.
func parsed(t *testing.T, b []byte) page {
	t.Helper()
	p := page{ids: map[string]bool{"": true, "top": true}}
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return p
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			p.take(e.Attr)
		}
	}
}

func (p *page) take(attributes []xml.Attr) {
	for _, a := range attributes {
		switch name := a.Name.Local; {
		case name == "id":
			p.ids[a.Value] = true
		case slices.Contains(leading, name):
			p.leads = append(p.leads, a.Value)
		case slices.Contains(pointing, name):
			for _, id := range strings.Fields(a.Value) {
				p.leads = append(p.leads, "#"+id)
			}
		}
	}
}

// TestLinks follows every link of every finished page within the site, to the
// place in the other page where it names one.
func TestLinks(t *testing.T) {
	pages := map[string]page{}
	for name, b := range files(t) {
		if strings.HasSuffix(name, ".html") {
			pages[name] = parsed(t, b)
		}
	}
	followed := 0
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		for _, lead := range pages[name].leads {
			if what := dead(t, pages, name, lead); what != "" {
				t.Errorf("%s leads to %s: %s", name, lead, what)
			}
			followed++
		}
	}
	if followed < 10*len(pages) {
		t.Errorf("only %d links were followed in %d pages", followed, len(pages))
	}
}

// dead says why a link of a page leads nowhere, "" where it does not or where it
// leaves the site.
func dead(t *testing.T, pages map[string]page, from, lead string) string {
	t.Helper()
	u, err := url.Parse(lead)
	if err != nil {
		return err.Error()
	}
	if u.Scheme != "" || u.Host != "" || u.Path == searchFolder {
		return ""
	}
	name := from
	if u.Path != "" {
		name = file(u.Path)
	}
	if files(t)[name] == nil {
		return "no such file"
	}
	if p, ok := pages[name]; ok && !p.ids[u.Fragment] {
		return "no such place in it"
	}
	return ""
}

// searchFolder is where the script of the search finds its files.
const searchFolder = "/search/"
