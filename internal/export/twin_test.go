package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestFinishJSON(t *testing.T) {
	for _, c := range []struct{ name, text, want, flaw string }{
		{"sorted", `{"b": 1, "a": {"d": [1, 2.50], "c": "<&>"}}`, "{\n \"a\": {\n  \"c\": \"<&>\",\n  \"d\": [\n   1,\n   2.50\n  ]\n },\n \"b\": 1\n}\n", ""},
		{"long number", "[123456789012345678901234567890]", "[\n 123456789012345678901234567890\n]\n", ""},
		{"comma too many", "{\"a\": 1,\n}", "", "it is no JSON in line 2: invalid character '}' looking for beginning of object key string"},
		{"open", "{\"a\":\n1\n", "", "it is no JSON in line 2: it ends too early"},
		{"empty", " \n", "", "it is no JSON: it is empty"},
		{"another encoding", "[\"\xe4\"]", "", "it is no JSON: it is not in UTF-8"},
		{"more", "{}\n{}", "", "it is no JSON in line 2: invalid character '{' after top-level value"},
		{"stray", "{}\n}", "", "it is no JSON in line 2: invalid character '}' after top-level value"},
		{"twice", `{"a": [{"b": 1, "c": "\":", "b": 2}]}`, "", "it is no JSON: an object has two members of the same name: b"},
		{"twice by another spelling", `{"a": 1, "\u0061": 2}`, "", "it is no JSON: an object has two members of the same name: a"},
	} {
		t.Run(c.name, func(t *testing.T) { checkFinish(t, ".json", c.text, c.want, c.flaw) })
	}
}

func checkFinish(t *testing.T, ext, text, want, flaw string) {
	t.Helper()
	got, err := Finish(ext, []byte(text))
	var f *Flaw
	if flaw != "" && (!errors.As(err, &f) || f.Error() != flaw) {
		t.Errorf("says %v\nnot %s", err, flaw)
	}
	if flaw == "" && (err != nil || string(got) != want) {
		t.Errorf("makes %q, %v\nnot %q", got, err, want)
	}
}

func TestFinishOthers(t *testing.T) {
	for _, c := range []struct{ name, ext, text, want, flaw string }{
		{"xml", ".xml", "<a><b/></a>", "<a><b/></a>", ""},
		{"xml that is open", ".xml", "<a>\n<b></a>", "", "it is no XML in line 2: element <b> closed by </a>"},
		{"xml without an element", ".xml", "text", "", "it is no XML: it has no element"},
		{"csv", ".csv", "a,b\n", "a,b\n", ""},
		{"no known ending", ".own", "{", "{", ""},
	} {
		t.Run(c.name, func(t *testing.T) { checkFinish(t, c.ext, c.text, c.want, c.flaw) })
	}
}

const (
	head  = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n"
	tail  = "\nEND:VCALENDAR\n"
	known = "BEGIN:VEVENT\nUID:1\nDTSTAMP:20220101T000000Z\n"
)

func TestFinishCalendar(t *testing.T) {
	for _, c := range []struct{ name, text, flaw string }{
		{"a moment", head + known + "DTSTART:20220708T200000Z\nDTEND:20220708T210000Z\nEND:VEVENT" + tail, ""},
		{"days", head + known + "DTSTART;VALUE=DATE:20220708\n\n \nDTEND;VALUE=DATE:20220709\nEND:VEVENT" + tail, ""},
		{"parameters", head + known + "DTSTART;TZID=\"Europe/A;B:C\":20220708T200000\nX-A;P=a,b;Q=\"c\":v:w\nEND:VEVENT" + tail, ""},
		{"an alarm", head + known + "DTSTART:20220708T200000Z\nBEGIN:VALARM\nTRIGGER:-PT5M\nEND:VALARM\nEND:VEVENT" + tail, ""},
		{"empty", "", "it is no calendar: it does not end with END:VCALENDAR"},
		{"nothing in it", head + tail, `it is no calendar in line 1: it holds nothing; a part "when" keeps such files from being made`},
		{"no product", "BEGIN:VCALENDAR\nVERSION:2.0\n" + known + "DTSTART:20220708T200000Z\nEND:VEVENT" + tail, "it is no calendar in line 1: VCALENDAR has no PRODID"},
		{"another version", strings.Replace(head, "2.0", "1.0", 1) + known + "DTSTART:20220708T200000Z\nEND:VEVENT" + tail, "it is no calendar in line 1: its VERSION is 2.0"},
		{"no stamp", head + "BEGIN:VEVENT\nUID:1\nDTSTART:20220708T200000Z\nEND:VEVENT" + tail, "it is no calendar in line 4: VEVENT has no DTSTAMP"},
		{"no start", head + known + "END:VEVENT" + tail, "it is no calendar in line 4: VEVENT has no DTSTART"},
		{"an empty UID", head + "BEGIN:VEVENT\nUID:\nDTSTAMP:20220101T000000Z\nDTSTART:20220708T200000Z\nEND:VEVENT" + tail, "it is no calendar in line 4: VEVENT has no UID"},
		{"a stamp elsewhere", head + "BEGIN:VEVENT\nUID:1\nDTSTAMP:20220101T000000\nEND:VEVENT" + tail, "it is no calendar in line 6: DTSTAMP is a moment in UTC, as stamp writes it"},
		{"half a day", head + known + "DTSTART;VALUE=DATE:2022-07-08\nEND:VEVENT" + tail, "it is no calendar in line 7: DTSTART is a moment, as in 20220708T200000Z, or with ;VALUE=DATE a day, as in 20220708"},
		{"day and moment", head + known + "DTSTART;VALUE=DATE:20220708\nDTEND:20220708T210000Z\nEND:VEVENT" + tail, "it is no calendar in line 4: DTSTART and DTEND are both days or both moments"},
		{"ends at once", head + known + "DTSTART;VALUE=DATE:20220708\nDTEND;VALUE=DATE:20220708\nEND:VEVENT" + tail, "it is no calendar in line 4: DTEND is not after DTSTART; the end of days is the day after the last"},
		{"two of one", head + known + "UID:2\nEND:VEVENT" + tail, "it is no calendar in line 7: VEVENT has two lines UID"},
		{"the same UID", head + known + "DTSTART:20220708T200000Z\nEND:VEVENT\n" + known + "DTSTART:20220709T200000Z\nEND:VEVENT" + tail, "it is no calendar in line 9: two events have the UID 1"},
		{"not closed", head + known + "END:VCALENDAR\n", "it is no calendar in line 7: END:VCALENDAR closes what was not opened last"},
		{"two calendars", head + known + "DTSTART:20220708T200000Z\nEND:VEVENT" + tail + "BEGIN:VCALENDAR\n", "it is no calendar in line 10: something follows END:VCALENDAR"},
		{"a calendar within", head + head, "it is no calendar in line 4: BEGIN:VCALENDAR stands first and once, around all else"},
		{"no calendar around", "UID:1\n", "it is no calendar in line 1: it does not begin with BEGIN:VCALENDAR"},
		{"a line of text", head + known + "SUMMARY:a\nb\n", "it is no calendar in line 8: a line is no NAME:VALUE; texts of records go through ical"},
		{"folded", head + known + "SUMMARY:a\n b\n", "it is no calendar in line 8: a line begins with a space; long ones are folded afterwards"},
		{"a control character", head + known + "SUMMARY:a\x01\n", "it is no calendar in line 7: a line holds a control character"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.ReplaceAll(strings.NewReplacer("\n\n \n", "\n").Replace(c.text), "\n", "\r\n")
			checkFinish(t, ".ics", c.text, want, c.flaw)
		})
	}
}

// However long a line is, and whatever is in it, its pieces are short, and
// together they are the line.
func FuzzFold(f *testing.F) {
	f.Add("SUMMARY:" + strings.Repeat("ä", 200))
	f.Add("SUMMARY:" + strings.Repeat("a", 67) + "😀😀" + strings.Repeat("b", 80))
	f.Fuzz(func(t *testing.T, s string) {
		b, err := Finish(".ics", []byte(head+known+"DTSTART:20220708T200000Z\nX-S:"+s+"\nEND:VEVENT"+tail))
		if err != nil || strings.ContainsAny(s, "\n") {
			return
		}
		for _, line := range strings.Split(string(b), "\r\n") {
			if len(line) > foldAt || strings.ContainsAny(line, "\r\n") {
				t.Errorf("a line has %d octets: %q", len(line), line)
			}
			if strings.ToValidUTF8(line, "") != line {
				t.Errorf("a character is cut: %q", line)
			}
		}
		if whole := strings.ReplaceAll(string(b), "\r\n ", ""); !strings.Contains(whole, "X-S:"+strings.TrimRight(s, " \t\r")+"\r\n") {
			t.Errorf("%q is not in %q", s, whole)
		}
	})
}

// What is finished stays as it is when it is finished again, and means the same.
func FuzzFinishJSON(f *testing.F) {
	for _, s := range []string{`{"b": 1, "a": [true, null, "\u2028<"]}`, `{"a":1,"a":2}`, "[1e400]", `"\ud800"`, "{\"\xff\": 1}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		once, err := Finish(".json", text)
		if err != nil {
			return
		}
		if !json.Valid(text) || !json.Valid(once) {
			t.Fatalf("%q became %q", text, once)
		}
		var before, after any
		if err := json.Unmarshal(text, &before); err == nil {
			if err := json.Unmarshal(once, &after); err != nil || !reflect.DeepEqual(before, after) {
				t.Errorf("%q became %q: %v", text, once, err)
			}
		}
		again, err := Finish(".json", once)
		if err != nil || !bytes.Equal(once, again) {
			t.Errorf("%q became %q, then %q: %v", text, once, again, err)
		}
	})
}
