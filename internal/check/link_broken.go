package check

import (
	"regexp"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/site"
)

var linkBroken = &Check{
	ID: catalog.LinkBroken,
	Run: func(p *Pass) {
		for _, l := range p.paths() {
			if !l.Image && l.Dest == "" {
				p.Reportf(p.place(l), "write where it leads between the brackets", "this link has no address")
				continue
			}
			if !l.Image && l.to.Problem != site.NoProblem && l.to.Problem != site.HiddenRecord {
				p.deadLink(l)
			}
		}
	},
}

func (p *Pass) deadLink(l link) {
	d := diag.Diagnostic{
		Span:    p.place(l),
		Message: "this link leads nowhere: " + l.Dest,
		Hint:    "correct the path, or link to a record with @/type/id",
	}
	if hostLike.MatchString(l.Dest) {
		d.Hint = "write https://" + l.Dest + " if it is another site"
	}
	if near := l.to.Near; near != "" {
		d.Hint = "did you mean " + near + "?"
		if text := string(d.Span.Text()); text == l.Dest && l.to.Only {
			near += fragmentOf(l.Dest, near)
			d.Fixes = []diag.Fix{{Certain: l.to.Moved, Message: "write " + near, Edits: []diag.Edit{{Span: d.Span, Text: near}}}}
		}
	}
	p.Report(d)
}

// hostLike matches an address without its beginning: the name of a host of a kind
// that no file's name ends in, or any that a path follows.
var hostLike = regexp.MustCompile(`^(?:[a-z0-9-]+\.)+(?:com|org|net|io|xyz|eth|dev|app|finance|network|info|co|eu)(?:[/?#]|$)|^(?:[a-z0-9-]+\.)+[a-z]{2,}/`)

// fragmentOf returns the fragment that a link keeps when its path is mended.
// What was the id, in a link into a file of many records, the mended one has
// already.
func fragmentOf(dest, near string) string {
	i := strings.IndexByte(dest, '#')
	if i < 0 || strings.Contains(near, "#") || strings.HasPrefix(near, "@/") && !strings.HasPrefix(dest, "@/") {
		return ""
	}
	return dest[i:]
}
