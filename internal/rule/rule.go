package rule

import (
	"time"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/toml"
)

// Types of the records that rules and commitments are.
const (
	TypeName           = "rule"
	CommitmentTypeName = "commitment"
)

// Site is the value of for in what concerns the site as a whole.
const Site = "site"

// Options say what rules are judged by.
type Options struct {
	Today     time.Time // of promises and deadlines
	BuildDate time.Time // of waivers

	// Site is what expressions read as site: text, bool, int64, float64,
	// []any and map[string]any. It shows which fields there are, so a field
	// that is absent must be there, as nil.
	Site map[string]any

	// Severity replaces the severity of rules by id.
	Severity map[string]diag.Severity
}

// Clause is where a promise or demand was made: a record, and the id of one of
// its clauses.
type Clause struct {
	Document content.Key
	ID       string
}

// Common is what rules and commitments share.
type Common struct {
	ID     string // the file's stem
	Title  string
	For    string // a type, or Site
	When   string // expression: whether it applies; "" always
	Each   string // expression: a list; "" none
	Clause Clause // zero where there is none
	Source *diag.Source
	Doc    *toml.Doc
	Body   diag.Span // the Markdown

	// Faulty says that the file has a mistake: it is never evaluated.
	Faulty bool

	base
}

// Rule is what every record of a type, or the site, has to comply with.
type Rule struct {
	Common
	Severity diag.Severity
	Expr     string // expression: must not be false
	At       string // JSON pointer of the place to show, with holes; "" none
	Also     string // JSON pointer of another place that helps, with holes; "" none
	Message  string // text with holes
	Hint     string // text with holes
	Label    string // text with holes for the place
	Since    string
	Waivable bool

	expr                 *expr
	message, hint, label *template
	at, also             *template // nil where the pointer has no holes
	subject              string    // the type of the records that the rule is about, "" unclear
}

// Commitment is a promise whose outcome is published.
type Commitment struct {
	Common
	Service   string
	From      *toml.Date // the first day in force, nil: ever
	Until     *toml.Date // the last day in force, nil: until today
	Attaches  string     // expression: the day on which the duty arises
	Evidence  string     // expression: the records or tables that may prove it kept
	Counts    string     // expression on e: whether it does
	Elsewhere string     // expression on e: whether it does, in another place
	Dated     string     // expression on e: when it happened
	Enough    int        // how many are needed
	Due       string     // expression: the last day to keep it
	Broken    string     // expression: whether the record proves the opposite
	Period    string     // text with holes: what one result is called

	attaches, evidence, counts, elsewhere, dated, due, broken *expr
	period                                                    *template
}

// Set is the rules and commitments of a site.
type Set struct {
	rules       []*Rule
	commitments []*Commitment
}

// Rules returns all rules in order of id.
func (s *Set) Rules() []*Rule { return s.rules }

// Commitments returns all commitments in order of id.
func (s *Set) Commitments() []*Commitment { return s.commitments }

// Rule returns the rule of that id, or nil.
func (s *Set) Rule(id string) *Rule {
	for _, r := range s.rules {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// ForType returns the rules about records of a type.
func (s *Set) ForType(name string) []*Rule {
	var out []*Rule
	for _, r := range s.rules {
		if r.For == name && name != Site {
			out = append(out, r)
		}
	}
	return out
}

// SiteRules returns the rules about the site as a whole.
func (s *Set) SiteRules() []*Rule {
	var out []*Rule
	for _, r := range s.rules {
		if r.For == Site {
			out = append(out, r)
		}
	}
	return out
}
