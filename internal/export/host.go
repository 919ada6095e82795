package export

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// policy allows nothing but the site's own files, in every page.
const policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

// Headers writes the _headers file that Netlify and others read. The paths of
// fingerprinted files never change their bytes and may be kept for a year. The
// endings are those of files whose media type a host may not know.
func Headers(base string, fingerprinted, endings []string, preview bool) []byte {
	var b strings.Builder
	block := func(path string, lines ...string) {
		fmt.Fprintf(&b, "%s\n", path)
		for _, l := range lines {
			fmt.Fprintf(&b, "  %s\n", l)
		}
	}
	all := []string{
		"Content-Security-Policy: " + policy,
		"Strict-Transport-Security: max-age=63072000; includeSubDomains",
		"X-Content-Type-Options: nosniff",
		"X-Frame-Options: DENY",
		"Referrer-Policy: no-referrer",
		"Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
		"Cross-Origin-Opener-Policy: same-origin",
	}
	if preview {
		all = append(all, "X-Robots-Tag: noindex")
	}
	block(base+"*", all...)
	block(base+WebManifestName, "Content-Type: "+MediaType(path.Ext(WebManifestName)))
	for _, path := range fingerprinted {
		block(path, "Cache-Control: public, max-age=31536000, immutable")
	}
	for _, ext := range endings {
		if kind := MediaType(ext); kind != "" {
			block(base+"*"+ext, "Content-Type: "+kind)
		}
	}
	return []byte(b.String())
}

// Redirect leads from an old path to where the page is now.
type Redirect struct{ From, To string }

// Redirects writes the _redirects file that Netlify and others read.
func Redirects(list []Redirect) []byte {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Redirect) int { return strings.Compare(a.From, b.From) })
	var b strings.Builder
	for _, r := range list {
		fmt.Fprintf(&b, "%s %s 301\n", r.From, r.To)
	}
	return []byte(b.String())
}

// Robots writes robots.txt: everything may be read, or nothing in a preview.
func Robots(sitemap string, preview bool) []byte {
	if preview {
		return []byte("User-agent: *\nDisallow: /\n")
	}
	return []byte("User-agent: *\nAllow: /\n\nSitemap: " + sitemap + "\n")
}
