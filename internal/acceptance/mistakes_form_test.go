package acceptance_test

const (
	shutdown = "content/finding/is-2019-03.toml"
	spells   = "content/postmortem/mistaken-spells.md"
	events   = "content/event/events.toml"
	may      = "content/report/2022-05.md"
	paid     = "content/payment/immunefi.toml"
	wrapped  = "content/incident/wbtc-ceiling-2020.toml"
	bounty   = "content/program/makerdao-immunefi.toml"
	peg      = "content/runbook/peg-break.md"
	plan     = "content/milestone/roadmap.toml"
	feeds    = "content/component/oracles.toml"
	bridges  = "content/asset/bridges.toml"
	mips     = "content/document/mips.toml"
	units    = "content/article/units.md"
	chapter  = "content/handbook/oracles.md"
	others   = "content/team/core-units.toml"
	handles  = "content/person/people.toml"
	contact  = "content/about/contact.md"
	channels = "content/channel/channels.toml"
)

// formMistakes are what is no TOML, or no front matter.
var formMistakes = []mistake{
	{"a quote that is not closed", shutdown, `channel = "bounty"`, `channel = "bounty`, "toml-syntax +0:11", "never closed"},
	{"quotes of a word processor", shutdown, `channel = "bounty"`, "channel = “bounty”", "toml-syntax +0:11", `write "bounty"`},
	{"a quote of a word processor at the end", shutdown, `channel = "bounty"`, "channel = \"bounty”", "toml-syntax +0:11", `end it with ": the ” in it is the quote of a word processor`},
	{"single quotes of a word processor", shutdown, `tags = ["emergency-shutdown", "savings-rate"]`, `tags = [‘emergency-shutdown’, ‘savings-rate’]`, "toml-syntax +0:9", `write "emergency-shutdown"`},
	{"text without quotes", shutdown, `channel = "bounty"`, `channel = bounty`, "toml-syntax +0:11", ""},
	{"a title without quotes", shutdown, `title = "Savings interest after the redemption price was fixed in shutdown"`, `title = Savings interest after the redemption price was fixed`, "toml-syntax +0:9", `put a " before and a " after it`},
	{"a quotation mark inside a text", shutdown, `label = "IS-2019-03"`, `label = "IS-2019 "03""`, "toml-syntax +0:19", "a text that holds a quote stands between quotes of the other"},
	{"a comma that is missing in a list", shutdown, `["mcd-end", "mcd-pot"]`, `["mcd-end" "mcd-pot"]`, "toml-syntax +0:21", "put a comma between the values, and ] after the last"},
	{"a list that is not closed", shutdown, `["mcd-end", "mcd-pot"]`, `["mcd-end", "mcd-pot"`, "toml-syntax +1:1", "put a comma between the values, and ] after the last"},
	{"a brace that is missing", shutdown, `url = "https://hackerone.com/reports/672664" }]`, `url = "https://hackerone.com/reports/672664"]`, "toml-syntax +0:100", "put a comma between the keys, and } after the last"},
	{"a colon for an equals sign", shutdown, `channel = "bounty"`, `channel: "bounty"`, "toml-syntax +0:8", "write channel = value"},
	{"an equals sign that is missing", shutdown, `channel = "bounty"`, `channel "bounty"`, "toml-syntax +0:9", "write key = value; a key with other characters than letters,"},
	{"a key without a value", shutdown, `channel = "bounty"`, `channel =`, "toml-syntax +0:10", "write a value after the =, or remove the line"},
	{"a key given twice", shutdown, `channel = "bounty"`, "channel = \"bounty\"\nchannel = \"audit\"", "toml-syntax +1:1", "keep one of the two, or rename one"},
	{"a table begun twice", shutdown, "[remediation]", "[dates]\nmitigated = 2019-08-20\n\n[remediation]", "toml-syntax +0:2", "put both under one header; a list of tables has the header"},
	{"a header that is not closed", shutdown, "[remediation]", "[remediation", "toml-syntax +0:13", "end it with as many ] as it has [; a name with other characters"},
	{"a comment of another language", shutdown, `channel = "bounty"`, "// not sure\nchannel = \"bounty\"", "toml-syntax +0:1", "a comment begins with #"},
	{"a merge conflict left in", shutdown, `channel = "bounty"`, "<<<<<<< HEAD\nchannel = \"bounty\"\n=======\nchannel = \"audit\"\n>>>>>>> main", "merge-conflict +0:1", "keep the lines that are right, and delete the others and those"},
	{"a merge conflict left in a text", spells, "## Impact\n", "## Impact\n\n<<<<<<< HEAD\nOurs.\n=======\nTheirs.\n>>>>>>> main\n", "merge-conflict +2:1", "keep the lines that are right, and delete the others and those"},
	{"a Windows path in a text", contact, `summary    = "How to`, `summary    = "C:\site\How to`, "toml-syntax +0:17", "write \\\\ for a backslash, or put the text in single quotes"},
	{"no front matter's end", contact, "order      = 40\nprovenance = \"editorial\"\n+++\n", "order      = 40\nprovenance = \"editorial\"\n", "front-matter-unclosed -3:1", "close it with a line +++ before the text"},
	{"front matter in YAML", contact, "", "---\ntitle: Contact\n---\n\nText.\n", "yaml-front-matter 1:1", `put it between lines of +++ and write title = "…"`},
	{"no front matter", contact, "", "## A mistake on these pages\n\nText.\n", "front-matter-missing 1:1", "begin the file with a line +++, the fields of the record, and"},
	{"front matter after an empty line", contact, "", "\n+++\ntitle = \"Contact\"\nprovenance = \"editorial\"\n+++\n\nText.\n", "front-matter-missing 1:1", "delete what stands before the line +++: it must be the first of"},
	{"front matter between hyphens", contact, "", "---\ntitle = \"Contact\"\nprovenance = \"editorial\"\n---\n\nText.\n", "yaml-front-matter 1:1", "write +++ in place of the --- here and in line 4"},
	{"front matter that ends with hyphens", contact, "provenance = \"editorial\"\n+++\n", "provenance = \"editorial\"\n---\n", "front-matter-unclosed -4:1", "write +++ in place of the --- in line 6"},
	{"Latin-1", contact, "Your name", "Your na\xefve name", "not-utf8 +0:11", "save the file as UTF-8"},
	{"a non-breaking space", shutdown, `channel = "bounty"`, "channel\u00a0= \"bounty\"", "toml-syntax +0:8", "replace it with an ordinary space; it may have come with copied"},
	{"a non-breaking space before a value", shutdown, `channel = "bounty"`, "channel =\u00a0\"bounty\"", "toml-syntax +0:10", "replace it with an ordinary space; it may have come with copied"},
	{"a zero-width space in a key", shutdown, `channel = "bounty"`, "channel\u200b = \"bounty\"", "hidden-characters +0:8", "delete it; it may have come with copied text"},
	{"a byte order mark in the middle", shutdown, `channel = "bounty"`, "\ufeffchannel = \"bounty\"", "hidden-characters +0:1", "delete it; it may have come with copied text"},
	{"a list over lines with a bullet", shutdown, `tags = ["emergency-shutdown", "savings-rate"]`, "tags =\n  - emergency-shutdown\n  - savings-rate", "toml-syntax +0:7", `write the values between brackets, with commas, as in ["one",`},
	{"a day that does not exist", shutdown, "fixed = 2019-08-30", "fixed = 2019-08-32", "bad-date +0:9", "look up the day"},
	{"a month that does not exist", shutdown, "fixed = 2019-08-30", "fixed = 2019-13-30", "bad-date +0:9", "look up the day, or write the month alone, in quotes, as in"},
	{"a date in American form", shutdown, "fixed = 2019-08-30", "fixed = 08/30/2019", "bad-date +0:9", "write 2019-08-30"},
	{"a date with dots", shutdown, "fixed = 2019-08-30", "fixed = 30.08.2019", "bad-date +0:9", "write 2019-08-30"},
	{"a date in words", shutdown, "fixed = 2019-08-30", "fixed = 30 August 2019", "bad-date +0:9", "write 2019-08-30"},
	{"a date in words and quotes", wrapped, "resolved = 2020-08-09", `resolved = "9 August 2020"`, "bad-format +0:12", "write 2020-08-09"},
	{"a month without quotes", shutdown, "fixed = 2019-08-30", "fixed = 2019-08", "bad-date +0:9", `quote it: "2019-08"`},
	{"a year without quotes", shutdown, "fixed = 2019-08-30", "fixed = 2019", "wrong-type +0:9", `quote it: fixed = "2019"`},
	{"digits missing in a date", shutdown, "fixed = 2019-08-30", "fixed = 2019-8-30", "bad-date +0:9", "write 2019-08-30"},
	{"a time with a zone's name", shutdown, "reported = 2019-08-13T21:21:00Z", "reported = 2019-08-13 21:21 CEST", "toml-syntax +0:29", "begin a new line for the next key; text goes in quotes, a"},
	{"a quarter", plan, `until = "2021-10"`, `until = "Q4 2021"`, "bad-format +0:42", "write it like 2022-05-31, or in quotes 2022-05 or 2022"},
	{"a dash for the hyphen of a date", shutdown, "fixed = 2019-08-30", "fixed = 2019–08–30", "bad-date +0:9", "write 2019-08-30"},

	{"commas in a number", paid, "bounty = 2_500", "bounty = 2,500", "toml-syntax +0:10", "write 2500 or 2_500"},
	{"a number in quotes", paid, "bounty = 2_500", `bounty = "2,500"`, "wrong-type +0:10", "bounty = 2500"},
	{"a currency sign", paid, "bounty = 2_500", "bounty = $2500", "toml-syntax +0:10", "write 2500; a currency has a field of its own"},
	{"a currency behind the number", paid, "bounty = 2_500", "bounty = 2500 DAI", "toml-syntax +0:10", "write 2500; a currency or a unit has a field of its own"},
	{"a decimal comma", paid, "bounty = 2_500", "bounty = 2500,00", "toml-syntax +0:10", "write 2500.00"},
	{"a point without decimals", paid, "bounty = 2_500", "bounty = 2500.", "toml-syntax +0:15", "write 1.0 rather than 1."},
	{"a thousand with k", paid, "bounty = 2_500", "bounty = 2.5k", "toml-syntax +0:10", "put it in quotes if it is text; dates are written 2022-05-31,"},
	{"too many decimals", paid, "bounty = 2_500", "bounty = 2500.1234567", "value-out-of-range +0:10", "round it: 2500.123457"},
	{"a number with spaces", paid, "bounty = 2_500", "bounty = 2 500", "toml-syntax +0:10", "write 2500 or 2_500"},
}
