// Package candor carries what a site has where it has nothing of its own: the
// default theme, and the types and rules that a new site begins with.
package candor

import "embed"

// Theme holds static/ and the layouts that serve any type. Those of this site's
// own types are no theme: another site's type of the same name holds other
// fields.
//
//go:embed layouts/*.html layouts/*.json layouts/rule layouts/commitment static
var Theme embed.FS

// Types holds schema/<type>.json, schema/rules/ and the layouts of the types.
// The commitments are this site's own promises and stay with it.
//
//go:embed schema/*.json schema/rules/*.md layouts/*/*
var Types embed.FS
