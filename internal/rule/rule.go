// Package rule evaluates what an organisation demands of its records and what
// it promised, both written as data.
//
// A rule is a file of schema/rules: TOML front matter whose texts are CEL
// expressions, and a Markdown body that says why. A commitment, in
// schema/commitments, has the same form; its outcome is published instead of
// blocking. Load compiles both against the types of a site, so that a
// misspelt field, a word that an enum never holds or a number of the wrong
// kind is told in the rule's own file, at its place in the expression.
//
// What expressions read:
//
//	self      the record (for = a type)
//	it        an element of each, where there is one
//	e         a piece of evidence (commitments)
//	from      the days between which a commitment is in force, until today
//	until     where it has no last day
//	site      what the caller says the site is
//	today     the day that the records are judged by
//	<type>    the list of all records of a type
//
// A record has the fields of its type, id, type, and the lists of those who
// refer to it. References are records: self.program.steward.id.
//
// Absence is unknown. An absent field, table or reference is unknown, and so
// is what is computed from it, by CEL's three-valued && and ||; exists, all,
// filter and map included. Only has() says whether something is there. A rule
// whose answer is unknown is silent. Dates are intervals, a day, a month, a
// year or an instant, and comparing them may be unknown too.
//
// Other records are read only through the content.Lookup that is handed in,
// and only when an expression gets there. Rules and commitments are immutable
// and safe for concurrent use; a Lookup may be made for one goroutine.
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
	At       string // JSON pointer of the place to show, "" none
	Message  string // text with holes
	Hint     string // text with holes
	Label    string // text with holes for the place
	Since    string
	Waivable bool

	expr                 *expr
	message, hint, label *template
	subject              string // the type of the records that the rule is about, "" unclear
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
