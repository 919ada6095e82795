// Package wording is the one vocabulary for how values are said to people:
// numbers, amounts and dates; names of fields and words of closed lists; plurals,
// lists and excerpts; addresses.
//
// Pages, search files, social cards, diagnostics and the reports of changes all
// take their words from here, so that a value is called the same wherever it
// appears. Every function is pure and knows nothing but texts, numbers and times.
package wording
