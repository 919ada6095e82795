// Package changes says what changed between two sites, in words for reviewers
// and readers: records that came, went, were renamed or withdrawn; fields, with
// their old and new values as people write them; who may see what; texts; rules
// and promises, and what became weaker among them.
//
// Compare is pure and knows no type of record. Titles, currencies, references
// and closed lists of words come from the schemas; so do the templates by which
// a schema says better than we could what a change to it means. What has not
// changed is not mentioned, and nothing that changed is left out: where a
// template does not show a change, the ordinary words do.
//
// Which elements and records are the same thing on both sides is found by package
// match, what a value is called by package phrase, which also holds the templates
// of x-change, and the report that comes out is of package report.
package changes
