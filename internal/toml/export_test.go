package toml

import "strings"

// Scalars returns the pointers of all scalars that the second parser finds.
func (d *Doc) Scalars() []string {
	var out []string
	for pointer, p := range d.places().at {
		if p.form == scalar {
			out = append(out, pointer)
		}
	}
	return out
}

// Depths returns how deep text nests: as the guard measures it, and as the
// places that the second parser finds have it.
func Depths(text []byte) (measured, found int) {
	for pointer := range readTree(text).at {
		found = max(found, strings.Count(pointer, "/"))
	}
	return scan(text).deepest, found
}
