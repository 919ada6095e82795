package acceptance_test

import "strings"

// fieldMistakes are fields and values that a type does not have.
var fieldMistakes = []mistake{
	{"a letter of a field's name", shutdown, "channel =", "chanel =", "unknown-field +0:1", "channel"},
	{"a hyphen in a field's name", shutdown, "asset_type =", "asset-type =", "unknown-field +0:1", `did you mean "asset_type"?`},
	{"a required field misspelt", paid, "findings =", "finding =", "unknown-field +0:1", `did you mean "findings"?`},
	{"a field of a table misspelt", shutdown, "reported = 2019", "reportet = 2019", "unknown-field +0:1", `did you mean "reported"?`},
	{"a field of a list's table misspelt", events, "rule   = \"event-held", "rul    = \"event-held", "unknown-field +0:1", `did you mean "rule"?`},
	{"a table's name misspelt", shutdown, "[remediation]", "[remidiation]", "unknown-field +0:2", `did you mean "remediation"?`},
	{"a list of tables misspelt", peg, "[[steps]]", "[[step]]", "unknown-field +0:3", "did you mean [[steps]]?"},
	{"the tables of a file misspelt", plan, "[[milestone]]", "[[milestones]]", "unknown-field +0:3", "did you mean [[milestone]]?"},
	{"draft = true", contact, "order      = 40\n", "order      = 40\ndraft = true\n", "unknown-field +1:1", `write status = "draft"`},
	{"an id in a file of one record", shutdown, "label = ", "id = \"is-2019-03\"\nlabel = ", "unknown-field +0:1", "remove it: the name of the file is the id"},
	{"an id missing in a file of many", channels, "id         = \"immunefi-makerdao\"\n", "", "missing-field -1:1", `add id = "…", unique among all of the type`},
	{"a required field missing", shutdown, "label = \"IS-2019-03\"\n", "", "missing-field -1:1", `add it, as in label = "IS-2022-05"`},
	{"a title missing where something is disclosed", shutdown, "title = \"Savings interest after the redemption price was fixed in shutdown\"\n", "", "schema-condition +0:1", `add it, as in title = "Votes could be posted in another voter's`},
	{"an empty title", contact, `title      = "Contact and corrections"`, `title      = ""`, "value-out-of-range +0:14", "fill it in or remove the line"},
	{"an enum word misspelt", shutdown, `channel = "bounty"`, `channel = "bountey"`, "enum-value +0:11", `"bounty"`},
	{"a status that is none", contact, "order      = 40\n", "order      = 40\nstatus = \"public\"\n", "enum-value +1:10", `write "draft", "embargoed", "published", "withdrawn" or`},
	{"a text where a list is wanted", wrapped, `tags = ["spells", "units"]`, `tags = "spells, units"`, "wrong-type +0:8", `put each in quotes and all in brackets: tags = ["spells",`},
	{"a list where a text is wanted", contact, `title      = "Contact and corrections"`, `title      = ["Contact and corrections"]`, "wrong-type +0:14", `take the brackets away: title = "Contact and corrections"`},
	{"a text where a table is wanted", shutdown, `severity = { level = "high", system = "OWASP Risk Rating Methodology" }`, `severity = "high"`, "wrong-type +0:12", `write it like [severity] and below it level = "critical"`},
	{"a number where a text is wanted", shutdown, `id = "672664"`, `id = 672664`, "wrong-type +0:46", `quote it: id = "672664"`},
	{"a tag with capitals", shutdown, `"savings-rate"]`, `"Savings Rate"]`, "pattern-mismatch +0:31", `write it like "emergency-shutdown"`},
	{"an address without its beginning", shutdown, `url = "https://hackerone.com/reports/672664" }]`, `url = "hackerone.com/reports/672664" }]`, "bad-format +0:62", "begin it with https://, as in"},
	{"an address with a space", shutdown, `url = "https://hackerone.com/reports/672664" }]`, `url = "https://hackerone.com/reports/ 672664" }]`, "bad-format +0:62", "an address has no spaces: take it out, or write %20"},
	{"a checksum letter of an address", "content/asset/core.toml", "0x35D1b3F3D7966A1DFe207aa4514C12a259A0492B", "0x35D1b3F3D7966A1DFe207aa4514C12a259A0492b",
		"bad-format +0:26", "0x35D1b3F3D7966A1DFe207aa4514C12a259A0492B"},
	{"a weakness without its letters", "content/finding/is-2022-05.toml", `["CWE-841"]`, `["841"]`, "bad-format +0:13", "write it like CWE-841"},
	{"a time zone misspelt", events, `zone       = "Europe/Amsterdam"`, `zone       = "Europe/Amsterdm"`, "bad-format +0:14", "write it like Europe/Copenhagen"},
	{"a negative amount", paid, "bounty = 2_500", "bounty = -2_500", "value-out-of-range +0:10", "look the figure up again; signs and zeros slip in easily"},
	{"a decimal where a whole number is wanted", contact, "order      = 40", "order      = 40.5", "wrong-type +0:14", "write it like order = 1"},
	{"a summary that is too long", contact, `summary    = "How`, `summary    = "` + long + `How`, "value-out-of-range +0:14", "shorten it"},
	{"a commit that is none", bridges, `steward = "pe-001"`, "commit = \"main\"\nsteward = \"pe-001\"", "bad-format +0:10", "write it like 1f2e3d4c5b6a"},
	{"an embargo of a day", contact, "order      = 40\n", "order      = 40\nembargo_until = 2020-01-01\n", "bad-format +1:17", "add the time and the offset: 2020-01-01T00:00:00Z"},
	{"a day with a time where a day is wanted", contact, "order      = 40\n", "order      = 40\nreview_by = 2027-01-01T10:00:00Z\n", "bad-format +1:13", "leave the time away: 2027-01-01"},
	{"a handle as text", handles, `handles    = [
  { service = "forum.makerdao.com", handle = "@travinimmunefi" },
]`, `handles    = ["@travinimmunefi"]`, "wrong-type +0:15", "write it like [[handles]] and below it"},

	{"a tag given twice", wrapped, `tags = ["spells", "units"]`, `tags = ["spells", "units", "spells"]`, "not-unique +0:28", "keep one of them"},
	{"a text about nothing", april, `covers = [`, `covers = [] # `, "too-few-items +0:10", "add what is missing"},
	{"a field below a header", shutdown, "[remediation]\n", "[remediation]\nowner = \"is-001\"\n", "field-misplaced +1:1", "move it above the first header, [dates]"},
	{"lists in lists in lists", wrapped, `tags = ["spells", "units"]`, "tags = " + strings.Repeat("[", 80) + strings.Repeat("]", 80), "nested-too-deep +0:71", "give what is inside a table of its own"},
	{"a byte of nothing", wrapped, `tags = ["spells", "units"]`, "tags = [\"spells\x00\", \"units\"]", "nul-byte +0:16", "save the file as UTF-8, not UTF-16, and remove the byte"},

	{"a reference to nothing", shutdown, `"mcd-pot"]`, `"mcd-pit"]`, "reference-missing +0:22", "mcd-pot"},
	{"a reference in capitals", shutdown, `"mcd-pot"]`, `"MCD-POT"]`, "reference-missing +0:22", "did you mean mcd-pot?"},
	{"a reference as a file's name", shutdown, `program = "makerdao-hackerone"`, `program = "makerdao-hackerone.toml"`, "reference-missing +0:11", "write makerdao-hackerone: a reference is the id alone, without"},
	{"a reference of a wrong type", shutdown, `program = "makerdao-hackerone"`, `program = "is-001"`, "reference-missing +0:11", "this is the id of a team: name a program"},
	{"a reference with a wrong type in front", plan, `evidence   = ["document/mip39c2-sp24", `, `evidence   = ["documents/mip39c2-sp24", `, "reference-missing +0:15", "did you mean mip39c2-sp24?"},
	{"a dependency that is none", feeds, `on  = "component/megapoker"`, `on  = "component/mega-poker"`, "reference-missing +0:7", "did you mean megapoker?"},
	{"a reference by its title", paid, `findings = ["is-2022-01"]`, `findings = ["IS-2022-01"]`, "reference-missing +0:13", "did you mean is-2022-01?"},
	{"an author who has no record", spells, "provenance = \"editorial\"\n", "provenance = \"editorial\"\nauthors = [\"jane\"]\n", "reference-missing +1:12", "did you mean rune?"},
}

const long = "This sentence is far too long for a summary, because whoever wrote it did not stop where the first thought ended but went on and on. " +
	"It names every detail that the text below tells anyway, it repeats itself, it repeats itself, and after its second line nobody reads it any more, " +
	"because in a list of search results it would fill the whole screen, and that is why there is a limit on how long it can be. "
