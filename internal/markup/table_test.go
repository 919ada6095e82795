package markup

import (
	"strings"
	"testing"
	"time"
)

// A table that is far larger than it is written costs no more than its text.
func TestHugeTables(t *testing.T) {
	for name, text := range map[string]string{
		"columns": strings.Repeat("|", 2000) + "\n" + strings.Repeat("|-", 2000) + "|\n" + strings.Repeat("|\n", 2000),
		"rows":    strings.Repeat("|a", 200) + "|\n" + strings.Repeat("|-", 200) + "|\n" + strings.Repeat("|\n", 20_000),
		"cells":   strings.Repeat("| ", 2000) + "|\n" + strings.Repeat("|-", 2000) + "|\n",
	} {
		begin := time.Now()
		b := Fragment([]byte(text))
		if took := time.Since(begin); took > 5*time.Second || len(b.HTML) > 1<<22 {
			t.Errorf("%s: %v, %d bytes", name, took, len(b.HTML))
		}
	}
}
