package toml_test

import (
	"strings"
	"testing"

	"candor/internal/diag"
	"candor/internal/toml"
)

const finding = `title = "A vault could be closed twice"
label = "IS-2022-05"
published = 2022-05-31
tags = ["oracle", "vault", "liquidation"]
summary = """
Several lines of text, as they stand in records: long enough to matter, and
without anything that a parser would find hard."""

[dates]
reported = 2022-04-01
fixed = "2022-05"

[[references]]
type = "WEB"
url = "https://example.org/a"
[[references]]
type = "FIX"
url = "https://example.org/b"
`

func BenchmarkParse(b *testing.B) {
	for name, text := range map[string]string{"record": finding, "many": strings.Repeat("[[asset]]\nname = \"x\"\nsince = 2022-05-31\n", 5000)} {
		b.Run(name, func(b *testing.B) {
			src := diag.NewSource("a.toml", []byte(text), nil)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				toml.Parse(src, []byte(text), 0, len(text))
			}
		})
	}
}

func BenchmarkSpan(b *testing.B) {
	src := diag.NewSource("a.toml", []byte(finding), nil)
	for b.Loop() {
		d, _ := toml.Parse(src, []byte(finding), 0, len(finding))
		d.Value("/dates/fixed")
	}
}
