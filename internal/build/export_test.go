package build

import "candor/internal/diag"

// Sums returns the hashes of the pages that a memo knows, by path.
func (m *Memo) Sums() map[string]diag.Hash {
	out := map[string]diag.Hash{}
	for path, p := range m.pages {
		out[path] = p.sum
	}
	return out
}
