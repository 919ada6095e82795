package check

import (
	"strconv"

	"candor/internal/catalog"
	"candor/internal/toml"

	"candor/internal/schema"
)

var waiverExpired = &Check{
	ID: catalog.WaiverExpired,
	Run: func(p *Pass) {
		waivers, _ := p.Record.Meant(schema.Waiver).([]any)
		for i := range waivers {
			at := "/waiver/" + strconv.Itoa(i)
			until, ok := p.Record.Get(at + "/until").(toml.Date)
			if ok && until.Over(p.Now) {
				p.Reportf(p.Record.At(at+"/until"), "mend what the rule asks for and delete the waiver, or give it a new day and a reason that still holds",
					"the waiver for %s ended on %s", p.Record.Text(at+"/rule"), until.Text)
			}
		}
	},
}
