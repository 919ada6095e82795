package linkcheck

import (
	"html"
	"regexp"
	"strings"
)

// scanned is what a page holds that links are about.
type scanned struct {
	ids   map[string]struct{}
	twice []string
	links []string
}

// scanPage reads the ids and links of a page. The page is our own, so its
// attributes are always quoted.
func scanPage(b []byte) scanned {
	s := scanned{ids: map[string]struct{}{}}
	text := string(b)
	for {
		i := strings.IndexByte(text, '<')
		if i < 0 {
			return s
		}
		text = text[i+1:]
		if text == "" || text[0] == '/' || text[0] == '!' {
			continue
		}
		text = s.tag(text)
	}
}

// tag reads the attributes of a tag and returns what follows it.
func (s *scanned) tag(text string) string {
	for {
		i := strings.IndexAny(text, `>"'`)
		if i < 0 {
			return ""
		}
		if text[i] == '>' {
			return text[i+1:]
		}
		end := strings.IndexByte(text[i+1:], text[i])
		if end < 0 {
			return ""
		}
		s.attribute(text[:i], text[i+1:i+1+end])
		text = text[i+end+2:]
	}
}

// attribute takes the text in front of a quoted value, which ends in the
// attribute's name and "=".
func (s *scanned) attribute(before, value string) {
	switch before[strings.LastIndexAny(before, " \t\n")+1:] {
	case "id=":
		id := html.UnescapeString(value)
		if _, there := s.ids[id]; there {
			s.twice = append(s.twice, id)
		}
		s.ids[id] = struct{}{}
	case "href=", "src=":
		s.links = append(s.links, html.UnescapeString(value))
	}
}

var headingID = regexp.MustCompile(`<h[1-6](?: [^>]*)? id="([^"]*)"`)

// headingIDs returns the ids of the headings of a page.
func headingIDs(page []byte) []string {
	var ids []string
	for _, found := range headingID.FindAllSubmatch(page, -1) {
		ids = append(ids, html.UnescapeString(string(found[1])))
	}
	return ids
}
