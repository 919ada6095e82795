package incremental

import (
	"time"

	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/render/layout"
	"candor/internal/rule"
	"candor/internal/schema"
)

// Environment is everything besides records that what a build finds depends on.
// A change to it is not traced to its readers; it makes whole tables worthless.
//
// Environments are compared with ==. So what is loaded from files must be the very
// same value as long as the files say the same, and times must be what Moment
// returns.
type Environment struct {
	Types     *schema.Set
	Config    *config.Config
	Rules     *rule.Set
	Layouts   *layout.Set
	Assets    diag.Hash // of the list of static files
	AsOf      time.Time // judges promises
	BuildDate time.Time // judges what concerns the present day
	Drafts    bool
}

// Moment returns a time in a form that can be compared with ==.
func Moment(t time.Time) time.Time { return t.UTC().Round(0) }

// View is the part that decides what of a record the public sees.
func (e Environment) View() Environment {
	return Environment{Types: e.Types, AsOf: e.AsOf, BuildDate: e.BuildDate, Drafts: e.Drafts}
}

// Findings is the part that decides what is wrong with a record.
func (e Environment) Findings() Environment {
	part := e.View()
	part.Config, part.Rules = e.Config, e.Rules
	return part
}

// Files is the part that decides, together with the routes and the exports, which
// files a site has.
func (e Environment) Files() Environment {
	part := e.View()
	part.Config, part.Assets = e.Config, e.Assets
	return part
}

// Pages is the part that every page depends on, whatever it shows.
func (e Environment) Pages() Environment {
	part := e.Files()
	part.Layouts = e.Layouts
	return part
}
