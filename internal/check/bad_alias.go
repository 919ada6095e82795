package check

import (
	"strings"
	"unicode"

	"candor/internal/catalog"
	"candor/internal/toml"

	"candor/internal/schema"
)

var badAlias = &Check{
	ID: catalog.BadAlias,
	Run: func(p *Pass) {
		for i, alias := range p.Record.MeantTexts(schema.Aliases) {
			if problem := aliasProblem(alias); problem != "" && !(p.Record.Incomplete && !strings.HasPrefix(alias, "/")) {
				p.Reportf(p.Record.At(toml.Pointer("aliases", i)), "write the path as it stood behind the host's name, as in /old/page/",
					"this cannot be an old URL of the site: it %s", problem)
			}
		}
	},
}

// partsLines says that a sign ends a part of a line for one host or another.
func partsLines(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == 0xfeff }

// aliasProblem says what keeps a path from being redirected, or "". The file
// of redirects has a line for each, with blanks between its parts, and gives
// colons and stars a meaning.
func aliasProblem(alias string) string {
	switch {
	case !strings.HasPrefix(alias, "/") || strings.HasPrefix(alias, "//"):
		return "does not begin with a single slash"
	case strings.ContainsFunc(alias, partsLines):
		return "holds a space or a line break"
	case strings.ContainsAny(alias, "?#"):
		return "goes on behind a ? or #, which no redirect sees"
	case strings.ContainsAny(alias, "*:"):
		return "holds a * or :, which stand for anything"
	case strings.Contains(alias+"/", "/../") || strings.Contains(alias+"/", "/./"):
		return "holds a dot that leads elsewhere"
	}
	return ""
}
