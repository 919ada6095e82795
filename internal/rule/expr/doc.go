// Package expr compiles and evaluates the expressions of rules and promises. They
// are written in CEL, and this is the one package that knows it: three-valued
// logic, dates known in part, and mistakes told in the words of authors are added
// here.
//
// # What expressions read
//
//	self         the record (for = a type)
//	it           an element of each, where there is one
//	e            a piece of evidence, in counts, elsewhere and dated
//	from, until  when a commitment is in force; without a last day, until today
//	site         what the caller says the site is
//	today        the day that the records are judged by. Where the clock says which,
//	             it is another day elsewhere, and a comparison with it is certain
//	             only if it is so everywhere; functions count from the day in UTC
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
// # Names, orders and circles
//
// A name stands for a value in one expression: cel.bind(most, max(self.costs), most
// > 10.0 && most < 20.0). What is bound to the unknown is unknown.
//
//	rank(self.kind)                    where its word is in the enum of its
//	                                   schema; the first has rank 1
//	cycle(self, "parts.of")            the records on a shortest way back to
//	                                   self by a field that refers to records
//	                                   of its type, self first; empty where
//	                                   there is none
//
// cycle passes only through records whose ids come after that of the first, so a
// circle is found from one of its records and told once.
//
// # Limits
//
// Expressions have a cost limit, for one record or for the whole site. Beyond it,
// and where an expression cannot be evaluated, Eval returns a Failure. Programs
// are immutable and safe for concurrent use; a Lookup may be made for one
// goroutine.
package expr
