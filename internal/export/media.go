package export

// mediaTypes are those of what sites hold, the same on every machine.
var mediaTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8", ".xml": "application/xml; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8",
	".ics": "text/calendar; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".toml": "application/toml; charset=utf-8", ".asc": "text/plain; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".woff2": "font/woff2", ".woff": "font/woff", ".pdf": "application/pdf", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json", ".bin": "application/octet-stream",
}

// MediaType returns the media type of files whose name ends so, "" where it is
// not known.
func MediaType(ext string) string { return mediaTypes[ext] }
