package rule

import (
	"time"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule/expr"
	"candor/internal/toml"
)

// Types of the records that rules and commitments are.
const (
	TypeName           = "rule"
	CommitmentTypeName = "commitment"
)

// Site is the value of for in what concerns the site as a whole.
const Site = expr.Site

// Clause is where a promise or demand was made: a record, and the id of one of
// its clauses.
type Clause struct {
	Document content.Key
	ID       string
}

// Common is what rules and commitments share. Expressions and texts with holes are
// nil where their key is absent.
type Common struct {
	ID     string        // the file's stem
	Title  string        // for people
	For    string        // a type, or Site
	When   *expr.Program // whether it applies; nil: always
	Each   *expr.Program // a list; nil: there is one result
	Clause Clause        // zero where there is none
	Source *diag.Source
	Doc    *toml.Doc
	Body   diag.Span // the Markdown
	Env    *expr.Env // what its expressions speak of

	// Faulty says that the file has a mistake: it is never evaluated.
	Faulty bool
}

// Named is a value that the expressions and texts of a rule read by a name.
type Named struct {
	Name  string
	Value *expr.Program
}

// Rule is what every record of a type, or the site, has to comply with.
type Rule struct {
	Common
	Severity diag.Severity
	Let      []Named        // what the keys below may name, each also those before it
	Expr     *expr.Program  // must not be false
	At       *expr.Template // JSON pointer of the place to show
	Also     *expr.Template // JSON pointer of another place that helps
	Message  *expr.Template
	Hint     *expr.Template
	Label    *expr.Template // for the place
	Since    string
	Waivable bool
	Subject  string    // the type of the records that may waive it; "" unclear
	Now      time.Time // the moment at which its waivers have ended or not
}

// Commitment is a promise whose outcome is published.
type Commitment struct {
	Common
	Service   string
	From      *toml.Date     // the first day in force, nil: ever
	Until     *toml.Date     // the last day in force, nil: until today
	Attaches  *expr.Program  // the day on which the duty arises
	Evidence  *expr.Program  // the records or tables that may prove it kept
	Counts    *expr.Program  // on e: whether it does
	Elsewhere *expr.Program  // on e: whether it does, in another place
	Dated     *expr.Program  // on e: when it happened
	Enough    int            // how many are needed
	Due       *expr.Program  // the last day to keep it
	Broken    *expr.Program  // whether the record proves the opposite
	Period    *expr.Template // what one result is called
}

// Set is the rules and commitments of a site.
type Set struct {
	rules       []*Rule
	commitments []*Commitment
}

// NewSet makes a set of rules and commitments, each in order of id.
func NewSet(rules []*Rule, commitments []*Commitment) *Set {
	return &Set{rules: rules, commitments: commitments}
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
