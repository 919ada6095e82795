// Package rule evaluates what an organisation demands of its records and what
// it promised. Both are written as data: package rulefile reads them, and package
// expr says what their expressions may read and compute.
//
// A rule is a file of schema/rules: TOML front matter whose texts are
// expressions, and a Markdown body that says why. A commitment, in
// schema/commitments, has the same form; its outcome is published instead of
// blocking.
//
// # Keys
//
// Both have title, for (a type, or "site"), when (whether it applies), each (a
// list: one result an element, bound to it) and clause, which names the record
// and clause where the demand was made: {<type> = "<id>", id = "<clause>"}.
// Where when speaks of it, it is asked of each element.
//
// A rule has let, a list of {name = "…", expr = "…"}: values that the keys below,
// and the names after them, read by a name. They are evaluated for each element. It
// has expr, which must not be false, and what is reported when it is:
// message, hint and label (of the place), texts with {expressions} in them;
// at, the JSON pointer of the place, relative to it where that is a table or a
// record, else to self; severity ("error" or "warning"), since, and waivable
// (true unless it says false).
//
// A commitment has from and until, the first and last day in force; attaches,
// the day on which the duty arises (else it, where that is a date); evidence,
// a list of candidates; counts and elsewhere, conditions on each candidate e;
// dated, when e happened (else the date of its type); enough, how many are
// needed (1); due, the last day; broken, whether the record proves the
// opposite; period, a text with holes that names one result; and service, one of
// the words that a type lists for its field of that name, where one does.
//
// # Failures
//
// Where an expression cannot be evaluated, or takes too many steps, the rule
// reports rule-failed in its own file. Rules and commitments are immutable and
// safe for concurrent use; a Lookup may be made for one goroutine.
package rule
