package export

import "encoding/json"

// WebManifest says how a browser shows the site where somebody has put it among
// their programs (W3C Web Application Manifest).
type WebManifest struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	ShortName   string `json:"short_name"`
	Description string `json:"description,omitempty"`
	Language    string `json:"lang"`
	StartURL    string `json:"start_url"`
	Scope       string `json:"scope"`
	Display     string `json:"display"`
	Background  string `json:"background_color"`
	Theme       string `json:"theme_color"`
	Icons       []Icon `json:"icons,omitempty"`
}

// Icon is a picture that stands for the site.
type Icon struct {
	URL     string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose,omitempty"`
}

// WebManifestName is the file's name.
const WebManifestName = "site.webmanifest"

// Bytes writes the manifest.
func (m WebManifest) Bytes() ([]byte, error) {
	b, err := json.MarshalIndent(m, "", "  ")
	return append(b, '\n'), err
}
