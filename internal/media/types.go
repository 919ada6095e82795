package media

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// listed are the endings of files that every site may copy, in lower case. Those
// that are true belong to the site as a whole and only below static/.
var listed = map[string]bool{
	".avif": false, ".gif": false, ".ico": false, ".jpeg": false, ".jpg": false, ".png": false, ".svg": false, ".webp": false,
	".asc": false, ".csv": false, ".ics": false, ".json": false, ".md": false, ".pdf": false, ".sig": false, ".toml": false, ".tsv": false, ".txt": false,
	".m4a": false, ".mp3": false, ".mp4": false, ".ogg": false, ".vtt": false, ".wav": false, ".webm": false,
	".zip": false,
	".otf": true, ".ttf": true, ".woff": true, ".woff2": true,
	".css": true, ".js": true, ".map": true, ".webmanifest": true, ".xml": true,
}

// active are the endings of files that a browser runs or renders as a page, or
// that a host or a reader's computer runs. No site can add them.
var active = set(
	".html", ".htm", ".html5", ".xhtml", ".xht", ".xhtm", ".shtml", ".shtm", ".stm", ".dhtml", ".phtml", ".jhtml", ".mht", ".mhtml", ".webarchive", ".hta", ".htc", ".htt",
	".mjs", ".cjs", ".es", ".es6", ".ecma", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".wasm", ".vbs", ".vbe", ".jse", ".wsf", ".wsh", ".sct",
	".xsl", ".xslt", ".xbl", ".xul", ".rdf", ".owl", ".mathml", ".mml", ".vml", ".svgz", ".xaml", ".xbap", ".appcache",
	".jar", ".class", ".jnlp", ".swf", ".spl", ".swz", ".xap",
	".php", ".php3", ".php4", ".php5", ".php7", ".php8", ".phps", ".phar", ".asp", ".aspx", ".ashx", ".jsp", ".jspx", ".cgi", ".fcgi", ".pl", ".py", ".rb",
	".sh", ".bash", ".bat", ".cmd", ".com", ".cpl", ".dll", ".exe", ".msi", ".ps1", ".scr", ".lnk", ".url", ".chm", ".reg", ".command", ".desktop", ".crx", ".xpi",
)

// bare are the whole names of files without an ending that a site may copy. The
// program makes the last two itself, so a site's own are reported as a clash.
var bare = set("CNAME", "LICENSE", "_headers", "_redirects")

func set(names ...string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, n := range names {
		out[n] = true
	}
	return out
}

// Endings returns the endings of files that a site may copy without asking, in
// order: anywhere, and only below static/.
func Endings() (anywhere, static []string) {
	for _, ext := range slices.Sorted(maps.Keys(listed)) {
		if listed[ext] {
			static = append(static, ext)
		} else {
			anywhere = append(anywhere, ext)
		}
	}
	return anywhere, static
}

var endingPattern = regexp.MustCompile(`^\.[a-z0-9][a-z0-9_-]{0,31}$`)

// Ending reports whether s is the ending of a file name in lower case, with its
// dot.
func Ending(s string) bool { return endingPattern.MatchString(s) }

// Active reports whether a browser or a host runs files with that ending, so that
// no site can add it to the list. It may be a script or a style sheet, which are
// on the list below static/ alone.
func Active(ext string) bool { return active[ext] || listed[ext] || ext == ".svg" }

// endings returns the endings of a file's name in lower case, the last first.
func endings(name string) []string {
	parts := strings.Split(strings.ToLower(path.Base(name)), ".")
	var out []string
	for _, p := range slices.Backward(parts[1:]) {
		out = append(out, "."+p)
	}
	return out
}
