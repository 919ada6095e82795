// Package match finds the same thing on both sides of a comparison: an element of a
// list that was moved or edited, and a record that has another id.
package match
