// Package phrase says what a value is in the words of its schema: the templates of
// x-change, what the elements of a list are called, and the ordinary words where a
// schema has none of its own.
//
// # Templates
//
// An x-change, on a type, on a field or on the items of a list, is one or more
// phrases with " | " between them. The sign in front of each says what it is:
//
//	(none)  words for any change to the field: "the program is now {new}"
//	~       the same, of a table or an element of a list; may occur repeatedly,
//	        for different parts of it
//	+       words for what was not there before; on a type, for a new record
//	-       words for what is no longer there; on a type, for a removed record
//	=       the value itself in words: "{value.min} to {value.max}", "{value}%"
//	#       what an element of a list is called, by which it is also found again
//	        in the other list: "{value.severity}, {value.kind}"
//
// Holes are in braces, and name fields as the messages of rules do:
//
//	{old} {new}  the value before and after, in words
//	{value}      the value, in a phrase with =
//	{title}      the title of the field
//	{label}      what the record is called
//	{value.x.y}  a field of the value, if that is a table, else of the table
//	             around it
//	{old.x.y} {new.x.y}  the same before and after
//	{self.x.y}   a field of the record
//
// Where an element of a list gets its until and another of the same name begins
// afterwards, with its from, the two are told as one change from the old words
// to the new; so is what the schema has words for (=) and was edited in place.
//
// A reference is shown by the title of its target, an amount with the currency
// (or unit) that stands beside it or in a table around it, a date in words.
//
// What stands in square brackets is left out where one of its holes is empty;
// alternatives in them are separated by |, and the first that can be filled is
// taken: "[{value.min} to {value.max}|up to {value.max}]". A phrase with an empty hole outside
// brackets is not used; nor is one with ~ that shows nothing of what changed.
// Two of a sign ({{, [[, ||) stand for the sign itself.
package phrase
