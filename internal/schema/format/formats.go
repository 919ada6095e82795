// Package format knows the forms that the text of a field may have, such as dates,
// addresses and CVSS vectors: how to check one, what to call it, and an example.
package format

import (
	"errors"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // zones are checked the same everywhere
	"unicode"

	"candor/internal/toml"
	"candor/internal/wording"
)

// Format is a form that text may have.
type Format struct {
	Check   func(string) error // nil: the JSON Schema library checks it
	What    string             // "a date"
	Example string
}

// formats are the known ones. A check answers nil, or an error that says more
// than that the text is not what it should be; errPlain says no more.
var formats = map[string]Format{
	"date":          {checkDay, "a day", "2022-05-31"},
	"date-time":     {checkInstant, "a moment with its offset from UTC", "2022-05-31T12:00:00Z"},
	"partial-date":  {checkPartial, "a date", "2022-05-31, or in quotes 2022-05 or 2022"},
	"time":          {nil, "a time of day with its offset from UTC", "12:30:00Z"},
	"email":         {checkEmail, "an e-mail address", "security@example.org"},
	"uri":           {checkURI, "a whole URL", "https://example.org/page"},
	"uri-reference": {nil, "a URL", "/page#part"},
	"uri-template":  {nil, "a URL template", "https://example.org/{id}"},
	"hostname":      {nil, "the name of a host", "example.org"},
	"ipv4":          {nil, "an IPv4 address", "192.0.2.1"},
	"ipv6":          {nil, "an IPv6 address", "2001:db8::1"},
	"json-pointer":  {nil, "a JSON pointer", "/dates/fixed"},
	"regex":         {nil, "a regular expression", "^[a-z]+$"},
	"evm-address":   {checkAddress, "an EVM address", "0x52908400098527886E0F7030069857D2E4169EE7"},
	"caip2":         {matching(caip2), "a chain in CAIP-2 form", "eip155:1"},
	"caip10":        {matching(caip10), "an account in CAIP-10 form", "eip155:1:0x52908400098527886E0F7030069857D2E4169EE7"},
	"cvss":          {checkCVSS, "a CVSS vector", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N"},
	"cwe":           {matching(cwe), "a CWE identifier", "CWE-841"},
	"git-commit":    {matching(commit), "a git commit: 7 to 40 hexadecimal digits", "1f2e3d4c5b6a"},
	"tx-hash":       {matching(txHash), "the hash of a transaction: 0x and 64 hexadecimal digits", "0x" + strings.Repeat("0a", 32)},
	"iana-zone":     {checkZone, "the name of a time zone", "Europe/Copenhagen"},
}

var (
	caip2  = regexp.MustCompile(`^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}$`)
	caip10 = regexp.MustCompile(`^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}:[-.%a-zA-Z0-9]{1,128}$`)
	cwe    = regexp.MustCompile(`^CWE-[1-9][0-9]{0,5}$`)
	commit = regexp.MustCompile(`^[0-9a-f]{7,40}$`)
	txHash = regexp.MustCompile(`^0x[0-9a-fA-F]{64}$`)
)

// Of returns the format of a name, or one that nobody has described.
func Of(name string) Format { return formats[name] }

// IsDate reports whether values of a format are dates.
func IsDate(name string) bool {
	return name == "date" || name == "date-time" || name == "partial-date"
}

// Pattern returns the pattern that says all of a format of ours, or "": other
// formats are known to editors, or no pattern says them.
func Pattern(name string) string {
	if p := patterns[name]; p != nil {
		return p.String()
	}
	return ""
}

var patterns = map[string]*regexp.Regexp{
	"evm-address": evmAddress, "caip2": caip2, "caip10": caip10, "cwe": cwe, "git-commit": commit, "tx-hash": txHash,
}

// Names returns the known formats, sorted for messages.
func Names() []string {
	var out []string
	for name := range formats {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// Error explains why a text lacks its form, and knows what would mend it.
type Error struct {
	Hint    string
	Instead string // the text that was meant, where that is certain
}

func (e *Error) Error() string { return e.Hint }

var errPlain = errors.New("not of this form")

// matching makes a check of a pattern.
func matching(r *regexp.Regexp) func(string) error {
	return func(s string) error {
		if !r.MatchString(s) {
			return errPlain
		}
		return nil
	}
}

// checkDay wants a day and nothing finer or coarser.
func checkDay(s string) error {
	d, ok := toml.ParseDate(s)
	switch {
	case ok && d.Precision == toml.Day:
		return nil
	case ok && d.Precision == toml.Instant:
		return &Error{Hint: "leave the time away: " + s[:len("2006-01-02")]}
	}
	if local, ok := toml.ParseLocal(s); ok {
		return &Error{Hint: "leave the time away: " + local.Text[:len("2006-01-02")]}
	}
	return errPlain
}

// checkInstant wants a moment that is the same for every reader.
func checkInstant(s string) error {
	d, ok := toml.ParseDate(s)
	switch {
	case ok && d.Precision == toml.Instant:
		return nil
	case ok && d.Precision == toml.Day:
		return &Error{Hint: "add the time and the offset: " + s + "T00:00:00Z"}
	}
	if local, ok := toml.ParseLocal(s); ok {
		return &Error{Hint: "add the offset from UTC: " + offsets(local)}
	}
	return errPlain
}

// offsets shows a moment with one offset from UTC and with another: which is
// meant nobody can guess.
func offsets(local toml.Date) string {
	return local.Text + "Z for the time in UTC, " + local.Text + "-08:00 for a clock eight hours behind it"
}

// checkPartial takes a date of any precision.
func checkPartial(s string) error {
	if _, ok := toml.ParseDate(s); ok {
		return nil
	}
	if local, ok := toml.ParseLocal(s); ok {
		return &Error{Hint: "write the day alone, " + local.Text[:len("2006-01-02")] + ", or add the offset from UTC: " + offsets(local)}
	}
	return errPlain
}

// checkURI takes the address of a page. The library lets blanks pass.
func checkURI(s string) error {
	u, err := url.Parse(s)
	if strings.ContainsFunc(s, unicode.IsSpace) {
		return &Error{Hint: "an address has no spaces: take it out, or write %20"}
	}
	if err != nil || !u.IsAbs() {
		if host.MatchString(s) {
			return &Error{Hint: "begin it with https://, as in https://" + s}
		}
		return errPlain
	}
	if unsafeSchemes[u.Scheme] {
		return &Error{Hint: "addresses that begin with " + u.Scheme + ": are not published; write that of a page"}
	}
	return nil
}

// unsafeSchemes run code or read the reader's own disk. Pages would not follow
// them, but the files for machines hand them on.
var unsafeSchemes = map[string]bool{"javascript": true, "vbscript": true, "data": true, "file": true}

var host = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s<>]*)?$`)

// checkEmail takes a bare address whose domain has a dot: nobody publishes
// another.
func checkEmail(s string) error {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || !strings.Contains(s[strings.LastIndexByte(s, '@'):], ".") {
		return errPlain
	}
	return nil
}

// checkZone refuses what time.LoadLocation accepts beside the names of zones.
func checkZone(s string) error {
	if s == "" || s == "Local" {
		return errPlain
	}
	if _, err := time.LoadLocation(s); err != nil {
		return errPlain
	}
	return nil
}

// cvssMetrics lists the metrics of each version of CVSS in the order of its
// specification, with their values. Those before the gap are mandatory.
var cvssMetrics = map[string][2]string{
	"3": {
		"AV:NALP AC:LH PR:NLH UI:NR S:UC C:HLN I:HLN A:HLN",
		"E:XUPFH RL:XOTWU RC:XURC CR:XLMH IR:XLMH AR:XLMH MAV:XNALP MAC:XLH MPR:XNLH MUI:XNR MS:XUC MC:XNLH MI:XNLH MA:XNLH",
	},
	"4": {
		"AV:NALP AC:LH AT:NP PR:NLH UI:NPA VC:HLN VI:HLN VA:HLN SC:HLN SI:HLN SA:HLN",
		"E:XAPU CR:XHML IR:XHML AR:XHML MAV:XNALP MAC:XLH MAT:XNP MPR:XNLH MUI:XNPA MVC:XHLN MVI:XHLN MVA:XHLN MSC:XHLN MSI:XHLNS MSA:XHLNS " +
			"S:XNP AU:XNY R:XAUI V:XDC RE:XLMH U:X",
	},
}

// cvssUrgency is the one metric whose values are words.
var cvssUrgency = []string{"X", "Clear", "Green", "Amber", "Red"}

// checkCVSS wants a vector of a known version with all mandatory metrics, each
// metric once and with a value that the version has.
func checkCVSS(s string) error {
	var metrics [2]string
	rest, ok := strings.CutPrefix(s, "CVSS:3.1/")
	if !ok {
		rest, ok = strings.CutPrefix(s, "CVSS:3.0/")
	}
	if ok {
		metrics = cvssMetrics["3"]
	} else if rest, ok = strings.CutPrefix(s, "CVSS:4.0/"); ok {
		metrics = cvssMetrics["4"]
	} else {
		return &Error{Hint: "begin with CVSS:3.0/, CVSS:3.1/ or CVSS:4.0/"}
	}
	given := map[string]bool{}
	known := metrics[0] + " " + metrics[1] + " "
	for _, part := range strings.Split(rest, "/") {
		name, value, _ := strings.Cut(part, ":")
		if !cvssValue(known, name, value) {
			return &Error{Hint: wording.Quote(part) + " is no metric of this version"}
		}
		if given[name] {
			return &Error{Hint: name + " is given twice"}
		}
		given[name] = true
	}
	for _, m := range strings.Fields(metrics[0]) {
		if name, _, _ := strings.Cut(m, ":"); !given[name] {
			return &Error{Hint: "add " + name + ", without which there is no base score"}
		}
	}
	return nil
}

// cvssValue says whether a version has that metric with that value.
func cvssValue(known, name, value string) bool {
	for _, m := range strings.Fields(known) {
		if n, values, _ := strings.Cut(m, ":"); n == name {
			if name == "U" {
				return slices.Contains(cvssUrgency, value)
			}
			return len(value) == 1 && strings.Contains(values, value)
		}
	}
	return false
}

// Sample of a format whose example is a sentence is what stands before it.
func (f Format) Sample() any {
	first, _, _ := strings.Cut(f.Example, ",")
	return first
}
