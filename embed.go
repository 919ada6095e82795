// Package candor carries the default theme: the layouts and static files that
// a site uses where it has none of its own.
package candor

import "embed"

// Theme holds layouts/ and static/.
//
//go:embed all:layouts all:static
var Theme embed.FS
