package search

import "testing"

// Reader is the reader of these tests.
type Reader = reader

// OpenReader opens an index.
func OpenReader(t testing.TB, files map[string][]byte) *Reader {
	var list []File
	for name, b := range files {
		list = append(list, fixed(name, b))
	}
	return open(t, list)
}

// First is what a query finds first.
func (r *reader) First(query string, n int) []result { return r.first(query, n) }

// Cost is how many bytes have been fetched.
func (r *reader) Cost() int { return r.cost() }

// Search is what a query finds.
func (r *reader) Search(query string) []result { return r.search(query) }
