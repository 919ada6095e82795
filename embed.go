// Package candor carries what a site has where it has nothing of its own: the
// default theme, and the types and rules that a new site begins with.
package candor

import "embed"

// Theme holds layouts/ and static/.
//
//go:embed all:layouts all:static
var Theme embed.FS

// Types holds schema/<type>.json and schema/rules/. The commitments are this
// site's own promises and stay with it.
//
//go:embed schema/*.json schema/rules/*.md
var Types embed.FS
