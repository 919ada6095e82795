package acceptance_test

// fileMistakes are files that stand wrong, are called wrong or are missing.
var fileMistakes = []mistake{
	{"the postmortem of critical and high findings", "content/postmortem/shutdown-before-launch-2019.md", "", "",
		"finding-without-postmortem content/finding/is-2019-02.toml:12:14\n" +
			"finding-without-postmortem content/finding/is-2019-03.toml:15:14\n" +
			"finding-without-postmortem content/finding/is-2019-04.toml:13:14\n" +
			"finding-without-postmortem content/finding/is-2019-05.toml:13:14",
		"candor new postmortem --covers is-2019-02"},
	{"an id in capitals", "content/article/Wallets.md", "", article, "bad-id 1:1", "use lower-case letters, digits, and single hyphens, dots or"},
	{"a folder that is no type", "content/articles/wallets.md", "", article, "unknown-type content/articles:1:1", "did you mean article?"},
	{"a record outside all folders", "content/wallets.md", "", article, "file-misplaced 1:1", "a record is content/<type>/<id>.md, content/<type>/<id>.toml or"},
	{"a Markdown file of another ending", "content/article/wallets.markdown", "", article, "file-misplaced 1:1", "if it is a record, call it wallets.md"},
	{"a YAML file", "content/article/wallets.yaml", "", "title: Wallets\n", "file-misplaced 1:1", "if it is a record, write it in TOML and call it wallets.toml"},
	{"a picture beside the records", "content/article/wallets.png", "", "\x89PNG", "file-misplaced 1:1", "put it into a record's own folder, content/<type>/<id>/, or"},
	{"a folder without its index", "content/article/wallets/wallets.png", "", "\x89PNG", "bundle-without-index 1:1", "add index.md or index.toml to the folder article/wallets"},
	{"a script with a record", "content/article/wallets/chart.js", "", "alert(1)", "file-misplaced 1:1\nwarning file-unused 1:1", "move it into static/, where the files of the layouts are"},
	{"a script in a language of its own", "static/chart.es", "", "alert(1)", "unknown-file-type 1:1", "write the page in Markdown; a script that the layouts use"},
	{"a page among the static files", "static/deep/chart.XHTML", "", "<p>1", "unknown-file-type 1:1", "write the page in Markdown; a script that the layouts use"},
	{"a type of file that is not on the list", "static/walk.gpx", "", "a walk", "unknown-file-type 1:1", `or add file_types = [".gpx"] to site.toml`},
	{"the same id twice", "content/asset/more.toml", "", "[[asset]]\nid = \"mcd-vat\"\nname = \"Vat\"\ntype = \"smart_contract\"\nprovenance = \"reconstructed\"\n", "duplicate-id 2:6", "give one of the two another id, or delete it"},
	{"the same record in two files", "content/finding/is-2019-03.md", "", "+++\nlabel = \"IS-2019-03\"\n+++\n\nText.\n", "field-in-both content/finding/is-2019-03.toml:2:1", "keep it in one of them"},
	{"the same title", "content/article/wallets.md", "", "+++\ntitle = \"Wad, ray and rad on one page\"\nprovenance = \"editorial\"\naudience = [\"builders\"]\nformat = \"guide\"\n+++\n\nText.\n", "duplicate-title 2:9", "say in the title what sets this one apart"},
	{"a Markdown file of nothing", "content/article/wallets.md", "", "\n", "front-matter-missing 1:1", "begin the file with a line +++, the fields of the record, and"},
	{"a file of many with the wrong table", "content/milestone/more.toml", "", "[[milestones]]\nid = \"a-new-one\"\ntitle = \"A new one\"\n", "unknown-field 1:3", "did you mean [[milestone]]?"},
	{"an index beside its type", "content/article/index.md", "", article, "file-misplaced 1:1", "call it _index.md if it introduces the section; a record is"},
	{"a readme among the records", "content/article/README.md", "", "# Articles\n\nText.\n", "front-matter-missing 1:1", "what introduces the section stands in _index.md; what only"},
	{"a picture that nothing shows", "content/article/wallets/old.png", "", "\x89PNG", "warning file-unused 1:1", "link to it from the text, move it to the record that shows it"},
	{"a folder called as a file", "content/article/wallets.md/index.md", "", article, "folder-named-like-file content/article/wallets.md:1:1", "rename it: a record's folder is called as its id"},
	{"an alias for any page", units, "order         = 45\n", "order         = 45\naliases       = [\"/units/*\"]\n", "bad-alias +1:18", "write the path as it stood behind the host's name, as in"},
	{"an alias that is a page", units, "order         = 45\n", "order         = 45\naliases       = [\"/education/handling-a-report/\"]\n", "url-collision +1:18", "delete the alias, or write the URL that the record really had"},
	{"an alias that is an address", units, "order         = 45\n", "order         = 45\naliases       = [\"https://example.org/units\"]\n", "pattern-mismatch +1:18", `write it like "/bugs/5570/"`},
	{"a static file in the place of a file of the host", "static/_redirects", "", "/a /b\n", "url-collision 1:1", "rename the file that is copied, below static/ or beside the"},
	{"a draft that is linked to", "content/about/one-page.md", "provenance", "status = \"draft\"\nprovenance", "embargo-leak content/_index.md:8:107", "take it out until about/one-page is published"},
	{"an embargo on what is linked to", "content/about/one-page.md", "provenance", "embargo_until = 2027-01-01T00:00:00Z\nprovenance", "embargo-leak content/_index.md:8:107", "take it out until about/one-page is published"},
	{"an introduction's dead link", "content/audit/_index.md", "(../report/2022-03.md)", "(../report/2022-3.md)", "link-broken +0:243", "did you mean ../report/2022-03.md?"},
	{"a dead link of the front page", "content/_index.md", "(team/is-001.md)", "(teams/is-001.md)", "link-broken +0:70", "did you mean team/is-001.md?"},
}

const article = `+++
title      = "Where keys live"
summary    = "What a wallet holds."
provenance = "editorial"
audience   = ["end-users"]
format     = "guide"
+++

Text.
`
