package export

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// foldAt is how many octets a line of a calendar may have (RFC 5545, 3.1).
const foldAt = 75

// finishCalendar reads a calendar of one line a property, empty ones left out,
// and writes it with folded lines that end as RFC 5545 wants.
func finishCalendar(text []byte) ([]byte, error) {
	var c calendar
	for line := range strings.Lines(string(text)) {
		c.line++
		line = strings.TrimRight(line, " \t\r\n")
		if line == "" {
			continue
		}
		if err := c.read(line); err != nil {
			return nil, err
		}
		fold(&c.out, line)
	}
	if err := c.close(); err != nil {
		return nil, err
	}
	return c.out.Bytes(), nil
}

// fold writes a line in pieces that no character is cut by.
func fold(b *bytes.Buffer, line string) {
	for room := foldAt; len(line) > room; room = foldAt - 1 {
		at := room
		for !utf8.RuneStart(line[at]) {
			at--
		}
		b.WriteString(line[:at] + "\r\n ")
		line = line[at:]
	}
	b.WriteString(line + "\r\n")
}

// calendar is a calendar as far as it has been read.
type calendar struct {
	line int
	open []component // the outermost first
	done bool
	uids map[string]bool
	out  bytes.Buffer
}

// component is what stands between BEGIN and END: the properties that it has.
type component struct {
	name   string
	line   int
	has    map[string]property
	within int // how many components it has
}

type property struct{ params, value string }

// contentLine is a property: its name, parameters and value.
var contentLine = regexp.MustCompile(`^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$`)

func (c *calendar) flaw(reason string) *Flaw { return &Flaw{"calendar", c.line, reason} }

func (c *calendar) read(line string) error {
	m := contentLine.FindStringSubmatch(line)
	switch {
	case line[0] == ' ' || line[0] == '\t':
		return c.flaw("a line begins with a space; long ones are folded afterwards")
	case m == nil:
		return c.flaw("a line is no NAME:VALUE; texts of records go through ical")
	case strings.ContainsFunc(line, func(r rune) bool { return unicode.IsControl(r) && r != '\t' }) || !utf8.ValidString(line):
		return c.flaw("a line holds a control character")
	case c.done:
		return c.flaw("something follows END:VCALENDAR")
	}
	switch name := strings.ToUpper(m[1]); {
	case name == "BEGIN":
		return c.begin(strings.ToUpper(m[3]))
	case name == "END":
		return c.end(strings.ToUpper(m[3]))
	case len(c.open) == 0:
		return c.flaw("it does not begin with BEGIN:VCALENDAR")
	default:
		return c.property(name, property{strings.ToUpper(m[2]), m[3]})
	}
}

func (c *calendar) begin(name string) error {
	if outermost := len(c.open) == 0; outermost != (name == "VCALENDAR") {
		return c.flaw("BEGIN:VCALENDAR stands first and once, around all else")
	}
	if len(c.open) > 0 {
		c.open[len(c.open)-1].within++
	}
	c.open = append(c.open, component{name: name, line: c.line, has: map[string]property{}})
	return nil
}

// once are the properties of which one is the most (RFC 5545, 3.6).
var once = map[string]bool{
	"PRODID": true, "VERSION": true, "CALSCALE": true, "METHOD": true, "UID": true, "DTSTAMP": true, "DTSTART": true, "DTEND": true, "DURATION": true,
	"SUMMARY": true, "LOCATION": true, "URL": true, "STATUS": true, "SEQUENCE": true, "CREATED": true, "LAST-MODIFIED": true, "CLASS": true, "TRANSP": true,
}

func (c *calendar) property(name string, p property) error {
	in := c.open[len(c.open)-1]
	if _, there := in.has[name]; there && once[name] && in.name != "VALARM" {
		return c.flaw(in.name + " has two lines " + name)
	}
	in.has[name] = p
	if in.name != "VTIMEZONE" && len(c.open) == 2 {
		return c.time(name, p)
	}
	return nil
}

var (
	dateValue = regexp.MustCompile(`^\d{8}$`)
	timeValue = regexp.MustCompile(`^\d{8}T\d{6}Z?$`)
)

// time checks the form of a property that is a date or a time.
func (c *calendar) time(name string, p property) error {
	switch name {
	case "DTSTAMP":
		if !timeValue.MatchString(p.value) || !strings.HasSuffix(p.value, "Z") {
			return c.flaw("DTSTAMP is a moment in UTC, as stamp writes it")
		}
	case "DTSTART", "DTEND":
		if p.day() && !dateValue.MatchString(p.value) || !p.day() && !timeValue.MatchString(p.value) {
			return c.flaw(name + " is a moment, as in 20220708T200000Z, or with ;VALUE=DATE a day, as in 20220708")
		}
	}
	return nil
}

// day says that the value is a day and not a moment.
func (p property) day() bool {
	return strings.Contains(p.params, ";VALUE=DATE") && !strings.Contains(p.params, ";VALUE=DATE-TIME")
}

func (c *calendar) end(name string) error {
	if len(c.open) == 0 || c.open[len(c.open)-1].name != name {
		return c.flaw("END:" + name + " closes what was not opened last")
	}
	last := c.open[len(c.open)-1]
	c.open = c.open[:len(c.open)-1]
	c.done = len(c.open) == 0
	if err := c.complete(last); err != nil {
		return err
	}
	return c.span(last)
}

// demanded are the properties that components must have, in a calendar that is
// published and not sent.
var demanded = map[string][]string{
	"VCALENDAR": {"PRODID", "VERSION"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
	"VTODO": {"UID", "DTSTAMP"}, "VJOURNAL": {"UID", "DTSTAMP"}, "VFREEBUSY": {"UID", "DTSTAMP"},
}

func (c *calendar) complete(p component) error {
	for _, name := range demanded[p.name] {
		if p.has[name].value == "" {
			return &Flaw{"calendar", p.line, p.name + " has no " + name}
		}
	}
	switch {
	case p.name == "VCALENDAR" && p.has["VERSION"].value != "2.0":
		return &Flaw{"calendar", p.line, "its VERSION is 2.0"}
	case p.name == "VCALENDAR" && p.within == 0:
		return &Flaw{"calendar", p.line, `it holds nothing; a part "when" keeps such files from being made`}
	}
	return nil
}

// span checks that an event ends after it begins, and that no other has its
// UID.
func (c *calendar) span(p component) error {
	if p.name != "VEVENT" {
		return nil
	}
	uid := p.has["UID"].value
	if _, again := p.has["RECURRENCE-ID"]; c.uids[uid] && !again {
		return &Flaw{"calendar", p.line, "two events have the UID " + uid}
	}
	if c.uids == nil {
		c.uids = map[string]bool{}
	}
	c.uids[uid] = true
	start, end := p.has["DTSTART"], p.has["DTEND"]
	_, lasting := p.has["DURATION"]
	switch {
	case end.value == "":
	case lasting:
		return &Flaw{"calendar", p.line, "an event has DTEND or DURATION, not both"}
	case start.day() != end.day():
		return &Flaw{"calendar", p.line, "DTSTART and DTEND are both days or both moments"}
	case end.value <= start.value:
		return &Flaw{"calendar", p.line, "DTEND is not after DTSTART; the end of days is the day after the last"}
	}
	return nil
}

func (c *calendar) close() error {
	if !c.done {
		return &Flaw{Kind: "calendar", Reason: "it does not end with END:VCALENDAR"}
	}
	return nil
}
