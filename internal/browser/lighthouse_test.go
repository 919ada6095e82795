package browser

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"candor/internal/outside"
)

// lighthouse is too large to be installed for every run; npx fetches it when it
// is wanted.
const lighthouse = "lighthouse@12.8.2"

// TestLighthouse asks Lighthouse for its opinion of four pages: all there is to
// be had. Speed depends on how busy the machine is, so the best of three counts.
func TestLighthouse(t *testing.T) {
	if !thorough() {
		t.Skip("only in a thorough run: CANDOR_BROWSER=all")
	}
	npx, chromium := outside.Need(t, "npx"), chromium(t)
	base := serve(t)
	for _, p := range []string{"/", "/programs/makerdao-immunefi/", "/postmortems/voting-with-borrowed-tokens-2020/", "/handbook/multisigs/"} {
		best := map[string]float64{}
		for range 3 {
			for name, score := range judged(t, npx, chromium, base+p) {
				best[name] = max(best[name], score)
			}
			if best["performance"] == 1 {
				break
			}
		}
		t.Logf("%s: %v", p, best)
		for _, name := range []string{"performance", "accessibility", "best-practices", "seo"} {
			if best[name] < 1 {
				t.Errorf("%s: %s is %.2f", p, name, best[name])
			}
		}
	}
}

// judged returns the scores of a page, from 0 to 1, by category.
func judged(t *testing.T, npx, chromium, url string) map[string]float64 {
	t.Helper()
	name := filepath.Join(t.TempDir(), "report.json")
	c := exec.Command(npx, "--yes", lighthouse, url, "--quiet", "--output", "json", "--output-path", name,
		"--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking --no-first-run")
	c.Env = append(os.Environ(), "CHROME_PATH="+chromium)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Categories map[string]struct{ Score float64 }
	}
	if err := json.Unmarshal(b, &report); err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for name, c := range report.Categories {
		out[name] = c.Score
	}
	return out
}
