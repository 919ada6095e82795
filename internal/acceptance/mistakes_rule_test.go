package acceptance_test

const (
	adapter  = "content/finding/is-2023-04.toml"
	oracle   = "content/finding/is-2022-05.toml"
	closed   = "content/finding/is-2022-01.toml"
	vat      = "content/component/contracts.toml"
	drill    = "content/runbook/fire-drill.md"
	april    = "content/postmortem/curve-oracle-2022.md"
	historic = "content/asset/historic.toml"
	core     = "content/asset/core.toml"

	// Waivers of the program.
	branched = `[[waiver]]
rule = "asset-on-moving-branch"
reason = "The listing linked to the main branch of each repository and named no commit. Addresses are recorded where the registry on chain gives them; what a branch held on a given day cannot be pinned down afterwards."
source = "https://github.com/infosec-us-team/Immunefi-Bug-Bounty-Programs-Unofficial/blob/main/project/makerdao.json"

`
	unsteered = `[[waiver]]
rule = "asset-without-steward"
reason = "Who answered for which asset was never published. Stewards are concluded from the mandates of the core units; for contracts that came after those units, and for those of other teams, no mandate covers them."
source = "https://mips.makerdao.com/mips/details/MIP64"

`
)

// ruleMistakes are what the rules of the site refuse, and the checks that look
// at several records.
var ruleMistakes = []mistake{
	{"a date out of order", shutdown, "reported = 2019-08-13T21:21:00Z", "reported = 2019-09-20", "dates-out-of-order +2:13", ""},
	{"public before it was fixed", shutdown, "disclosed = 2019-09-09T16:50:00Z", "disclosed = 2019-08-20", "disclosed-before-fix +0:13", "mend the dates, or say why with early_disclosure = { reason ="},
	{"a fix after its postmortem", "content/finding/is-2019-01.toml", "fixed = ", "fixed = 2027-01-01 # ", "postmortem-before-fix content/postmortem/voting-contract-2019.md:7:13", "publish it when fixes and payouts are complete, or set interim"},
	{"a title given to an undisclosed finding", closed, "label = \"IS-2022-01\"\n", "label = \"IS-2022-01\"\ntitle = \"What was wrong\"\n", "undisclosed-finding-with-details +9:14", "take these fields out"},
	{"a finding that is still open", "content/finding/is-2026-01.toml", "", "label = \"IS-2026-01\"\nseverity = { level = \"high\" }\nvalidity = \"valid\"\n", "open-finding-in-public-source 1:1", "keep the file in a private place until the fix is in; if it is"},
	{"a severity lower than filed", shutdown, `severity = { level = "high", `, `severity = { level = "high", as_filed = "critical", `, "severity-without-reason +0:22", "add downgrade_reason to its severity"},
	{"a credit without consent", oracle, "consent = \"self-published\"\n", "", "credit-without-consent -2:8", `add consent = "given" or "self-published", or take the name out`},
	{"a reward for an excluded team", "content/finding/is-2022-02.toml", "validity = \"valid\"\n", "validity = \"valid\"\ncredits = [{ name = \"x\", affiliation = \"IS-001\", consent = \"given\" }]\n", "self-reward +1:40", "mend the affiliation, or take the matter to the team that"},
	{"an asset certainly outside scope", adapter, "assets = [\"mcd-vow\", \"esm\"]", "dates.reported = 2023-05-10\nassets = [\"ds-chief-1-0\"]", "finding-out-of-scope +1:10", ""},
	{"a reward above every tier", paid, "bounty = 2_500\nfee = 250\ntotal = 2_750", "bounty = 120_000\nfee = 12_000\ntotal = 132_000", "reward-outside-tier +0:10", ""},
	{"a fee that does not make the total", paid, "fee = 250\n", "fee = 300\n", "payment-total-mismatch +1:9", "mend the figure that is wrong; leave total away"},
	{"a fee off the schedule", paid, "fee = 250\ntotal = 2_750\n", "fee = 300\ntotal = 2_800\n", "fee-off-schedule +0:7", "mend the figure, or say in fee_reason why it differs; a fee"},
	{"a payment for nothing", "content/payment/hackerone.toml", `findings = ["is-2021-01"]`, "findings = []", "payment-without-finding +0:12", `add the finding, with disclosure = "none" if it must stay`},
	{"a payout in a report", may, "forecast = 100_000, actual = 75_000", "forecast = 100_000, actual = 74_000", "report-total-mismatch +22:16", ""},
	{"a period with a gap", may, "from  = 2022-05-01", "from  = 2022-05-03", "report-period-gap +0:9", "add the report that is missing, or mend the periods"},
	{"a period twice", may, "from  = 2022-05-01", "from  = 2022-04-30", "report-period-overlap -1:1", "mend the periods; a correction of a published report belongs"},
	{"a period turned round", may, "from  = 2022-05-01\nuntil = 2022-05-31", "from  = 2022-05-31\nuntil = 2022-05-01", "period-reversed +1:9", "mend the day that is wrong, or swap the two"},
	{"a headline above the tiers", bounty, "headline = 10_000_000", "headline = 20_000_000", "headline-reward-mismatch +0:12", "set headline to the highest tier, or mend the tier"},
	{"a tier that pays less", bounty, "severity = \"medium\"\ncases = [{ model = \"fixed\", fixed = 5_000 }]", "severity = \"medium\"\ncases = [{ model = \"fixed\", fixed = 500 }]", "tiers-not-monotonic +1:9", "mend the amounts, or the days on which the tiers held"},
	{"a reward of two models", bounty, `cases = [{ model = "fixed", fixed = 1_000 }]`, `cases = [{ model = "fixed", max = 1_000 }]`, "schema-condition +0:10", "add it, as in fixed = 8025.75"},
	{"an asset in two programs", bridges, `in_scope = [{ program = "makerdao-immunefi", seen_first = 2023-01-19, seen_last = 2024-09-27, `, `in_scope = [{ program = "makerdao-hackerone", from = 2020-01-01, until = 2023-12-31 }, { program = "makerdao-immunefi", seen_first = 2023-01-19, seen_last = 2024-09-27, `, "asset-in-two-programs +0:100", "end one of the two with until, so that a report can earn only"},
	{"a critical component outside the bounty", vat, "assets       = [\"mcd-vat\"]\n", "", "component-outside-bounty -6:16", `add assets = ["…"], or not_in_bounty = { reason = "…" }`},
	{"components in a circle", vat, "runbooks     = [\"attack-under-way\", \"emergency-shutdown\"]\n", "runbooks     = [\"attack-under-way\", \"emergency-shutdown\"]\ndepends_on   = [{ on = \"component/vat\", why = \"It needs itself.\" }]\n", "warning component-dependency-cycle +1:16", "see which of the dependencies is real at run time, and drop the"},
	{"a role without a team", peg, "teams = [\"is-001\"]\n\n[[steps]]", "\n[[steps]]", "runbook-role-unfilled -28:1", "name teams under the role; a team may fill several, except that"},
	{"an action without an owner", april, `owner = "ora-001", `, "", "action-without-owner +0:22", "add owner with the id of the team that sees to it"},
	{"a timeline that goes back", spells, "{ time = 2020-08-09,", "{ time = 2020-08-07,", "timeline-out-of-order -2:12", "put the entries in order, oldest first, or mend the time that"},
	{"a timeline after the text", spells, "{ time = 2021-07-17T19:16:00Z,", "{ time = 2027-01-01,", "timeline-outside-dates +0:12", "mend the time, or set updated to the day on which the entry was"},
	{"a clause that is none", plan, `clause     = "roadmap-2021-10"`, `clause     = "roadmap-2021-01"`, "document-clause-missing +0:14", "name one of its clauses, or add this one to the document with"},
	{"a milestone done without evidence", plan, `evidence   = ["document/mip39c2-sp24", "document/mip40c3-sp41", "document/mip40c3-sp42", "document/mip41c4-sp25"]`, "evidence   = []", "milestone-done-without-evidence -1:14", "name the records that show it under evidence, or take done out"},
	{"an area without a chapter", "content/handbook/hardware-and-software.md", "areas", "areas = [] #", "handbook-area-uncovered content/document/mips.toml:111:9", "add the area to the chapter that treats it, or write one:"},
	{"an event that left nothing", events, "[[event.waiver]]\nrule   = \"event-held-without-outcome\"\nreason = \"What came of it was never published, as far as could be found.\"\n", "", "warning event-held-without-outcome -13:14", "add outcome in a sentence or two, or the address of minutes or"},
	{"a waiver without its reason", events, "reason = \"What came of it was never published, as far as could be found.\"\n", "", "missing-field -2:1", `add it, as in reason = "The listing linked to a branch and`},
	{"a waiver that is not needed", spells, "tags = [\"spells\", \"review\"]\n", "tags = [\"spells\", \"review\"]\nwaiver = [{ rule = \"action-without-owner\", reason = \"Nobody is left.\" }]\n", "warning waiver-unused +1:20", "delete the waiver"},
	{"a waiver that no rule admits", shutdown, "disclosure = \"full\"\n", "disclosure = \"full\"\nwaiver = [{ rule = \"finding-without-postmortem\", reason = \"No time.\" }]\n", "waiver-refused +1:20", "delete the waiver and mend what the rule asks for"},
	{"withdrawn without a reason", contact, "order      = 40\n", "order      = 40\nstatus = \"withdrawn\"\n", "withdrawn-without-reason +1:10", `add withdrawn = {date = 2022-05-31, reason = "…"}; the reason`},
	{"an embargo that never ends", contact, "provenance", "status = \"embargoed\"\nprovenance", "warning embargo-without-end +0:10", "add embargo_until = 2022-05-31T12:00:00Z, the moment at which"},
	{"a review overdue", contact, "order      = 40\n", "order      = 40\nreview_by = 2023-01-01\n", "warning review-overdue +1:13", "read it again, mend what no longer holds, and set the day of"},
	{"a covered finding misspelt", "content/postmortem/debt-auction-2019.md", `covers = ["is-2019-07"]`, `covers = ["is-2019-70"]`, "reference-missing +0:11", "did you mean is-2019-01?"},
	{"a program's end before its start", others, "from           = 2021-03-25\n", "from           = 2021-03-25\nuntil          = 2020-03-25\n", "period-reversed +1:18", "mend the day that is wrong, or swap the two"},
	{"a reward that is paid at once", bounty, "instalment = { over = 1_000_000, per_month = 1_000_000 }", "instalment = { over = 90_000, per_month = 90_000 }", "instalment-over-cap content/payment/immunefi.toml:73:10", "spread it over the following months, or mend dates and amounts"},
	{"an impact that nothing rewards", bounty, "asset_type = \"smart_contract\"\nseverity = \"critical\"\ntitle = \"Insolvency of the protocol\"", "asset_type = \"blockchain_dlt\"\nseverity = \"critical\"\ntitle = \"Insolvency of the protocol\"", "impact-without-tier +1:12", "add a [[reward]] for it, mend its severity, or give both the days"},
	{"a tier that nothing earns", bounty, "[[reward]]\nasset_type = \"smart_contract\"\nseverity = \"low\"", "[[reward]]\nasset_type = \"blockchain_dlt\"\nseverity = \"low\"\ncases = [{ model = \"fixed\", fixed = 1_000 }]\nfrom = 2022-01-24\n\n[[reward]]\nasset_type = \"smart_contract\"\nseverity = \"low\"", "tier-without-impact +2:12", "add an [[impact]] of that severity, end the tier with until, or"},
	{"an impact with two severities", bounty, "[[impact]]\nasset_type = \"smart_contract\"\nseverity = \"critical\"\ntitle = \"Insolvency of the protocol\"", "[[impact]]\nasset_type = \"smart_contract\"\nseverity = \"high\"\ntitle = \"Insolvency of the protocol\"\nseen_first = 2023-01-19\nseen_last = 2024-09-27\n\n[[impact]]\nasset_type = \"smart_contract\"\nseverity = \"critical\"\ntitle = \"Insolvency of the protocol\"", "impact-with-two-severities +2:12", "delete one of the two, or give each the days on which it held"},
	{"an original without a severity", "content/finding/is-2022-11.toml", "", "label = \"IS-2022-11\"\nvalidity = \"rejected\"\n", "finding-severity-unstated 1:9", "add severity = { level = \"…\" }, or severity = { unstated_because"},
	{"an audit of what no chapter treats", "content/audit/pe-001.toml", "", "title = \"Operational audit of PE-001\"\nauditee = \"pe-001\"\nstate = \"planned\"\nareas = [\"key-management\", \"secure-tooling\"]\n", "audit-area-unknown 4:28\nhandbook-area-uncovered content/document/mips.toml:111:9", "write the chapter before the audit, or add the area to the one"},
	{"assets that nobody answers for", bounty, unsteered, "", "warning asset-without-steward content/program/makerdao-immunefi.toml:1:9", "name the team that validates reports on each of them as its"},
	{"assets on a branch", bounty, branched, "", "warning asset-on-moving-branch content/program/makerdao-immunefi.toml:1:9", "pin each to a commit, or give its address"},
	{"a finding kept back", closed, "disclosure = \"none\"", "disclosure = \"none\"\ndates = { fixed = 2022-03-01 }", "warning disclosure-overdue +0:14", "disclose it and write its postmortem, or waive this with the"},
	{"a date that has not come", units, "published     = \"2026\"", "published     = 2042-05-31", "date-in-future +0:17", "correct the date; a record that is to appear later has"},
	{"a waiver that is over", events, "rule   = \"event-held-without-outcome\"\n", "rule   = \"event-held-without-outcome\"\nuntil  = 2023-01-01\n", "warning event-held-without-outcome -14:14\nwaiver-expired +1:10", ""},
	{"a draft that is referred to", "content/asset/oracles.toml", "id = \"curve-lp-oracle\"\n", "id = \"curve-lp-oracle\"\nstatus = \"draft\"\n", "reference-to-unpublished content/component/oracles.toml:93:17\nreference-to-unpublished content/finding/is-2022-05.toml:8:11\nembargo-leak content/postmortem/curve-oracle-2022.md:45:91", "publish asset/curve-lp-oracle, or take the reference away"},
	{"the address of another chain", bridges, "chain = \"eip155:1\"\naddresses", "chain = \"eip155:30\"\naddresses", "address-checksum +1:26", "see whether the address or the chain is wrong; on this chain"},

	{"a promise's clause that is none", "schema/commitments/first-fire-drill.md", `id = "roadmap-2022-02"`, `id = "roadmap-2022-20"`, "reference-missing +0:46", "roadmap-2022-02"},
	{"a promise of a clause that never bound", "schema/commitments/first-fire-drill.md", "from     = 2021-11-22\nuntil    = 2023-10-30", "from     = 2020-11-22\nuntil    = 2021-10-30", "commitment-without-force -1:12", "name the clause that bound at the time, mend its days, or drop"},
	{"a promise of a document that is none", "schema/commitments/first-fire-drill.md", `document = "mip39c2-sp24"`, `document = "mip39c2sp24"`, "reference-missing +0:25", "did you mean mip39c2-sp24?"},
	{"a rule of a clause that is none", "schema/rules/finding-without-postmortem.md", `id = "c6"`, `id = "c66"`, "reference-missing +0:39", "did you mean c6?"},
	{"a rule of a document that is none", "schema/rules/finding-without-postmortem.md", `document = "mip64"`, `document = "mip-64"`, "reference-missing +0:25", "did you mean mip64?"},
	{"a rule of a document's type that is none", "schema/rules/finding-without-postmortem.md", `document = "mip64"`, `documnt = "mip64"`, "unknown-field +0:14", "did you mean `document`?"},
	{"a promise of no service", "schema/commitments/first-fire-drill.md", `service  = "incident-response"`, `service  = "incidents-response"`, "enum-value +0:12", `did you mean "incident-response"?`},
}
