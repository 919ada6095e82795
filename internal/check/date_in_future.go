package check

import (
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/schema"
	"candor/internal/toml"
)

var dateInFuture = &Check{
	ID: catalog.DateInFuture,
	Run: func(p *Pass) {
		if p.Public() == nil || p.draft() {
			return
		}
		var pointers []string
		for _, m := range []schema.Meaning{schema.Published, schema.Updated} {
			if p.Type.Means(m) {
				pointers = append(pointers, toml.Pointer(string(m)))
			}
		}
		if f := p.Type.DateField; f != "" && !slices.Contains(pointers, f) && !ahead(f) {
			pointers = append(pointers, f)
		}
		for _, pointer := range pointers {
			if d, ok := p.Record.Date(pointer); ok && d.Ahead(p.Now) {
				p.Reportf(p.Record.At(pointer), "correct the date; a record that is to appear later has embargo_until",
					"%s has not come yet: this site is made on %s", d.Text, p.Now.UTC().Format("2006-01-02"))
			}
		}
	},
}

// ahead says that a field gives a stretch of time, such as an event that may
// lie ahead, and not something that has happened.
func ahead(pointer string) bool {
	name := pointer[strings.LastIndexByte(pointer, '/')+1:]
	return slices.Contains([]string{"start", "end", "from", "until", "due"}, name)
}
