package render

import (
	"slices"

	"candor/internal/content"
	"candor/internal/site"
	"candor/internal/toml"
)

// State is a day on which the record of a page became another, and the page
// that shows it as it was then. Current says that this is that page.
type State struct {
	Date    toml.Date
	URL     string
	Current bool
}

// Get returns the date at "/date", so that states can be looked for by it.
func (s State) Get(pointer string) any {
	if pointer != "/date" {
		return nil
	}
	return s.Date
}

// On returns the day that the page shows its record on; nil on pages that show
// a record as it is.
func (p *Page) On() *toml.Date {
	if p.route.Kind != site.StatePage {
		return nil
	}
	return &p.route.On
}

// States returns the days on which the page's record became another, the
// earliest first.
func (p *Page) States() []State {
	r := p.Record()
	if r == nil {
		return nil
	}
	var out []State
	for _, on := range site.States(r.r) {
		out = append(out, State{on, r.URL() + on.Text + "/", p.On() != nil && p.On().First.Equal(on.First)})
	}
	return out
}

// Earlier returns the state before the one that the page shows, nil where it
// shows the first or none.
func (p *Page) Earlier() *State { return p.beside(-1) }

// Later returns the state after the one that the page shows, or nil.
func (p *Page) Later() *State { return p.beside(+1) }

func (p *Page) beside(step int) *State {
	states := p.States()
	i := slices.IndexFunc(states, func(s State) bool { return s.Current })
	if i < 0 || i+step < 0 || i+step >= len(states) {
		return nil
	}
	return &states[i+step]
}

// showsRecord says that the page is about one record.
func (p *Page) showsRecord() bool {
	return p.route.Kind == site.RecordPage || p.route.Kind == site.StatePage
}

// stateTitle returns the title of a page of a record on a day.
func (p *Page) stateTitle() string { return p.Record().Title() + " on " + p.route.On.Words() }

// stateSummary says of which record the page tells, and of when.
func (p *Page) stateSummary() string {
	return "What held on " + p.route.On.Words() + ". " + p.Record().Summary()
}

// Record returns the record that the value belongs to.
func (v *Value) Record() *Record {
	if v == nil || v.rec == nil || v.rec.r == nil || v.rec.r.Key == (content.Key{}) {
		return nil
	}
	return v.rec
}
