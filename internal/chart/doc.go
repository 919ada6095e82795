// Package chart draws the pictures of pages as SVG: how long steps took, amounts by
// month, counts over time, plans, marks by day, and what depends on what.
//
// A picture is made of plain numbers, times and words. It knows no colours: the
// classes of its elements are those of the style sheet. Every text is escaped, so
// that a drawing can stand in a page as it is, and every drawing has a title and a
// description for those who cannot see it. Coordinates are in units of the view box
// and rounded to a tenth, which cannot be seen.
package chart
