// Package rule evaluates what an organisation demands of its records and what
// it promised, both written as data.
//
// A rule is a file of schema/rules: TOML front matter whose texts are CEL
// expressions, and a Markdown body that says why. A commitment, in
// schema/commitments, has the same form; its outcome is published instead of
// blocking. Load compiles both against the types of a site, so that a misspelt
// field, a word that an enum never holds or a number of the wrong kind is told
// in the rule's own file, at its place in the expression.
//
// # Keys
//
// Both have title, for (a type, or "site"), when (whether it applies), each (a
// list: one result an element, bound to it) and clause, which names the record
// and clause where the demand was made: {<type> = "<id>", id = "<clause>"}.
// Where when speaks of it, it is asked of each element.
//
// A rule has expr, which must not be false, and what is reported when it is:
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
// # What expressions read
//
//	self         the record (for = a type)
//	it           an element of each, where there is one
//	e            a piece of evidence, in counts, elsewhere and dated
//	from, until  when a commitment is in force; without a last day, until today
//	site         what the caller says the site is
//	today        the day that the records are judged by
//	<type>       the list of all records of a type
//
// A record has the fields of its type, id, type, and the lists of those who
// refer to it. References are records: self.program.steward.id. A reference
// that may lead to several types has the fields that they have in common.
// Other records are read only through the content.Lookup that is handed in,
// and only when an expression gets there.
//
// # Absence is unknown
//
// An absent field, table or reference is unknown, and so is what is computed
// from it, by CEL's three-valued && and ||; exists, all, filter and map
// included. has() says whether something is there, and is false below what is
// absent. A list of referrers is always known. A rule whose answer is unknown
// is silent. A reference to a record that does not exist is there and leads to
// what is unknown; for commitments, which see what the public sees, it is
// absent, and left out of lists.
//
// # Dates and numbers
//
// Dates are intervals: a day, a month, a year or an instant. Comparing them is
// true, false or unknown; == of a month and a day in it is unknown. A day is
// the smallest step between anything but two instants, so what happens at ten
// o'clock on the due day is not after it. Numbers are doubles where the schema
// says number: > 100 works, == wants 100.0.
//
//	date(text)                         a date
//	firstDay(d), lastDay(d)            the days at its ends
//	addDays(d, n), addMonths(d, n)     moved; known as well as before
//	months(from, until)                the months from one to the other
//	daysBetween(from, until)           unknown unless both are days
//	within(d, from, until)             both days included
//	overlaps(from, until, from, until) whether two spans share a day
//	inForce(list, d)                   the tables certainly in force at d, by
//	                                   their from and until; absent is open
//	maybeInForce(list, d)              those that may be, too
//	isSorted(list)                     false with one certain disorder
//	sum(list), min(list), max(list)    sums are rounded to six decimals
//	round6(number)                     rounded to six decimals
//
// # Limits
//
// Expressions have a cost limit, for one record or for the whole site. Beyond
// it, and where an expression cannot be evaluated, the rule reports rule-failed
// in its own file. Rules and commitments are immutable and safe for concurrent
// use; a Lookup may be made for one goroutine.
package rule
