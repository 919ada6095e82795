// Package bench makes sites of any size to measure with: articles of prose,
// lists, tables and code in several languages, about 5.4 KB and 3.4 blocks of
// code each, with tags, references and a handful of rules. The same size always
// gives the same bytes.
package bench

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing/fstest"
)

// sections is how many types the articles are spread over.
const sections = 20

// Site returns a site with n articles.
func Site(n int) fs.FS {
	files := fstest.MapFS{}
	add := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644} }
	add("site.toml", siteTOML)
	for s := range sections {
		name := section(s)
		add("schema/"+name+".json", strings.ReplaceAll(schemaJSON, "SECTION", name))
		add("content/"+name+"/_index.md", "+++\ntitle = \"Section "+name+"\"\n+++\nArticles on one matter.\n")
		for id, text := range rules {
			add("schema/rules/"+id+"-"+name+".md", strings.ReplaceAll(text, "SECTION", name))
		}
	}
	for i := range n {
		add(Path(i), Article(i, n))
	}
	return files
}

// Path returns where article i stands.
func Path(i int) string { return fmt.Sprintf("content/%s/%s.md", section(i%sections), id(i)) }

func section(s int) string { return "part" + string(rune('a'+s)) }

func id(i int) string { return fmt.Sprintf("article-%06d", i) }

const siteTOML = `title = "A site to measure"
base_url = "https://measure.example/"
as_of = 2024-01-01
[publisher]
name = "Nobody"
`

const schemaJSON = `{
  "title": "Article",
  "description": "A text on some matter",
  "type": "object",
  "x-date": "/published",
  "properties": {
    "title": {"type": "string", "description": "What it is called"},
    "summary": {"type": "string", "description": "One sentence"},
    "published": {"type": "string", "format": "date", "description": "When it appeared"},
    "updated": {"type": "string", "format": "date", "description": "When it last changed"},
    "level": {"type": "string", "enum": ["low", "medium", "high"], "description": "How hard it is"},
    "words": {"type": "integer", "minimum": 1, "description": "Its length"},
    "tags": {"type": "array", "items": {"type": "string"}, "description": "Words to find it by"},
    "see": {"type": "array", "items": {"type": "string"}, "x-ref": "SECTION", "x-back": "seen_from", "description": "What to read next"}
  },
  "required": ["title", "published", "level"]
}
`

var rules = map[string]string{
	"updated-before-published": `+++
title   = "Updated before it appeared in SECTION"
for     = "SECTION"
expr    = "self.updated >= self.published"
at      = "/updated"
message = "{self.id} was updated before it appeared"
+++
Time runs forward.
`,
	"hard-and-unseen": `+++
title    = "Hard and long articles of SECTION that nothing leads to"
for      = "SECTION"
when     = "self.level == 'high' && self.words > 100000"
expr     = "self.seen_from.exists(a, a.level != 'high')"
message  = "nothing easier leads to {self.id}"
+++
Readers come from somewhere.
`,
}

// Article returns the text of article i of n.
func Article(i, n int) string {
	r := rand.New(rand.NewPCG(uint64(i), 7)) //nolint:gosec // sites must repeat
	var b strings.Builder
	level := []string{"low", "medium", "high"}[r.IntN(3)]
	fmt.Fprintf(&b, "+++\ntitle = %q\nsummary = %q\npublished = 2023-%02d-%02d\nlevel = %q\nwords = %d\ntags = [%q, %q]\n",
		title(r)+" "+fmt.Sprint(i), sentence(r), 1+r.IntN(12), 1+r.IntN(28), level, 500+r.IntN(1000), words[r.IntN(40)], words[r.IntN(40)])
	other := (i + sections) % n
	if other%sections == i%sections && other != i {
		fmt.Fprintf(&b, "see = [%q]\n", id(other))
	}
	b.WriteString("+++\n\n")
	for h := range 5 {
		fmt.Fprintf(&b, "## %s\n\n%s\n\n", title(r), paragraph(r))
		part(&b, r, h, i)
	}
	return b.String()
}

// part writes what follows a heading's first paragraph.
func part(b *strings.Builder, r *rand.Rand, h, i int) {
	switch h {
	case 0:
		fmt.Fprintf(b, "%s See [what is elsewhere](https://elsewhere.example/%d) and `%s`.\n\n", paragraph(r), i, words[r.IntN(len(words))])
	case 1:
		for range 3 {
			fmt.Fprintf(b, "- %s\n", sentence(r))
		}
		b.WriteByte('\n')
	case 2:
		b.WriteString("| what | how many |\n|---|---:|\n")
		for range 4 {
			fmt.Fprintf(b, "| %s | %d |\n", words[r.IntN(len(words))], r.IntN(1000))
		}
		b.WriteByte('\n')
	}
	if h > 0 || r.IntN(5) < 2 {
		c := code[r.IntN(len(code))]
		fmt.Fprintf(b, "```%s\n%s```\n\n", c.language, strings.Repeat(c.text, 1+r.IntN(2)))
	}
	fmt.Fprintf(b, "%s\n\n", paragraph(r))
}

func title(r *rand.Rand) string {
	w := words[r.IntN(len(words))]
	return strings.ToUpper(w[:1]) + w[1:] + " and " + words[r.IntN(len(words))]
}

func sentence(r *rand.Rand) string {
	n := 6 + r.IntN(12)
	out := make([]string, n)
	for i := range out {
		out[i] = words[r.IntN(len(words))]
	}
	s := strings.Join(out, " ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func paragraph(r *rand.Rand) string {
	var out []string
	for range 2 + r.IntN(3) {
		s := sentence(r)
		if r.IntN(3) == 0 {
			s = "**" + strings.TrimSuffix(s, ".") + "**."
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

var words = strings.Fields(`account accrual address agent anchor answer archive auction balance block bound
branch breach bridge budget buffer caller chain change channel check claim clause clock collateral commit contract
cost cover credit debt delay delegate deploy detect deposit digest disclosure document drill drop effect emergency
engine epoch error event evidence executive exploit factor failure feed fix flag floor force freeze front fund gate
governance guard handler hash height impact incident index input issue keeper key label lapse ledger level limit line
lock loss margin market mask measure member message method mint mistake module monitor nonce note oracle order output
owner page panic parameter pause payment period plan pool position price process program proof proposal queue quorum
rate reader reason record recovery redemption reentrancy register release reporter request reserve response reward
risk role root route rule scope script seal seed sequence service severity share shutdown signature source spell stage
stake state steward stream supply switch table target team test thread threshold ticket time token trace transfer
trigger update upgrade user value vault verify version vote wallet warrant watch weight window witness`)

var code = []struct{ language, text string }{
	{"solidity", `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

contract Ledger {
    mapping(address => uint256) public balance;
    event Moved(address indexed from, address indexed to, uint256 amount);

    function move(address to, uint256 amount) external returns (bool) {
        require(balance[msg.sender] >= amount, "Ledger/too-little");
        balance[msg.sender] -= amount;
        balance[to] += amount;
        emit Moved(msg.sender, to, amount);
        return true;
    }
}
`},
	{"go", `func total(list []Entry) (sum int, err error) {
	for i, e := range list {
		if e.Amount < 0 {
			return 0, fmt.Errorf("entry %d: amount %d is negative", i, e.Amount)
		}
		sum += e.Amount // whole cents
	}
	return sum, nil
}
`},
	{"python", `def median(values):
    """Return the middle of the values, or None where there are none."""
    ordered = sorted(v for v in values if v is not None)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else sum(ordered[middle - 1:middle + 1]) / 2
`},
	{"bash", `set -euo pipefail
for f in reports/*.toml; do
  if ! grep -q '^total' "$f"; then
    echo "no total in $f" >&2
    exit 1
  fi
done | sort | uniq -c
`},
	{"json", `{
  "id": "x-2022-05",
  "severity": "high",
  "dates": {"reported": "2022-05-04", "fixed": "2022-05-06"},
  "paid": [50000, 5000.25, null, true]
}
`},
	{"toml", `[dates]
reported = 2022-05-04
fixed = 2022-05-06T12:00:00Z

[[payment]]
amount = 50_000
currency = "DAI"
`},
	{"yaml", `on:
  pull_request:
    branches: [main]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - run: make check
`},
	{"diff", `--- a/vault.sol
+++ b/vault.sol
@@ -10,3 +10,4 @@
-    function free(uint256 wad) external {
+    function free(uint256 wad) external lock {
+        require(live == 1, "Vault/not-live");
         ink -= wad;
`},
}
