package fn

import (
	"bytes"
	"html/template"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/internal/schema"
	"candor/internal/toml"

	"pgregory.net/rapid"
)

func day(s string) toml.Date {
	d, _ := toml.ParseDate(s)
	return d
}

var functionCases = []struct{ call, want string }{
	{`date .day`, "5 March 2022"},
	{`date .month`, "March 2022"},
	{`date "2022"`, "2022"},
	{`date "soon"`, "soon"},
	{`date .time`, "30 October 2023"},
	{`date "2022-03-05T17:00:00+02:00"`, "5 March 2022, 15:00 UTC"},
	{`iso .day`, "2022-03-05"},
	{`iso .month`, "2022-03"},
	{`iso "2022-03-05T17:00:00&#43;02:00"`, "2022-03-05T17:00:00&amp;#43;02:00"},
	{`iso .instant`, "2022-03-05T15:00:00Z"},
	{`iso .time`, "2023-10-30"},
	{`year .month`, "2022"},
	{`days .day "2022-03-15"`, "10"},
	{`days .day "2022-03-01"`, "-4"},
	{`days .month .day`, ""},
	{`(daysBetween "2022-04-14" "2022-04").Most`, "16"}, {`(daysBetween "2022-04-14" "2022-04").Fewest`, "0"},
	{`(daysBetween "2022-04" "2022-10-11").Fewest`, "164"}, {`(daysBetween "2022-04" "2022-10-11").Most`, "193"},
	{`daysBetween "2022-04" "2022-03"`, "&lt;nil&gt;"}, {`daysBetween "" "2022-03"`, "&lt;nil&gt;"},
	{`within .day "2022-03" "2022-04"`, "unknown"},
	{`within .day "2022-02" "2022-04"`, "yes"},
	{`within .day .day .day`, "yes"},
	{`within .day nil nil`, "yes"},
	{`within .day "2022-03-06" nil`, "no"},
	{`within .day nil "2022-03-04"`, "no"},
	{`within nil nil nil`, "unknown"},
	{`money 2500 "DAI"`, "2,500\u00a0DAI"},
	{`money 0`, "0"},
	{`money 8025.5 nil`, "8,025.50"},
	{`money 0.000001`, "0.000001"},
	{`money -1234567`, "−1,234,567"},
	{`number 1234567`, "1,234,567"},
	{`number 999`, "999"},
	{`number 1000`, "1,000"},
	{`number 0.5`, "0.5"},
	{`number "x"`, "0"},
	{`sum .numbers`, "6.3"},
	{`median .numbers`, "2.1"},
	{`median (list 1 4)`, "2.5"},
	{`median list`, "0"},
	{`count 1 "finding" "findings"`, "1 finding"},
	{`count 1200 "finding" "findings"`, "1,200 findings"},
	{`add 1 2.5`, "3.5"}, {`sub 1 2`, "-1"}, {`mul 3 4`, "12"}, {`div 1 4`, "0.25"}, {`round 2.5`, "3"},
	{`lower "ÄB"`, "äb"}, {`upper "äb"`, "ÄB"}, {`title "école"`, "École"}, {`title ""`, ""},
	{`words "smart_contract-x"`, "smart contract x"},
	{`word "out-of-scope"`, "Out of scope"},
	{`word "SEV-1"`, "SEV-1"},
	{`short "0x35D1b3F3D7966A1DFe207aa4514C12a259A0492B"`, "0x35D1…492B"},
	{`short "eip155:1:0x35D1b3F3D7966A1DFe207aa4514C12a259A0492B"`, "eip155:1:0x35D1…492B"},
	{`short "short"`, "short"},
	{`(cut "0x35D1b3F3D7966A1DFe207aa4514C12a259A0492B").Tail`, "492B"},
	{`link "https://www.example.org/a/"`, "example.org/a"},
	{`link "mailto:a@example.org"`, "a@example.org"},
	{`link "https://example.org/a%20b%2"`, "example.org/a%20b%2"},
	{`link "https://example.org/a%20b"`, "example.org/a b"},
	{`link "https://example.org/one/two/three/four/five/six/seven/eight/nine/eleven"`, "example.org/…/two/three/four/five/six/seven/eight/nine/eleven"},
	{`isURL "https://a"`, "true"}, {`isURL "MIP64"`, "false"}, {`isURL nil`, "false"},
	{`slug "A & B c"`, "a-b-c"},
	{`join (list "a" 1) ", "`, "a, 1"},
	{`index (split "a/b" "/") 1`, "b"},
	{`has .numbers 2.1`, "true"}, {`has (list "a") "b"`, "false"},
	{`first 2 .numbers`, "[1 2.1]"}, {`first 9 (list 1)`, "[1]"}, {`first -1 .numbers`, "[]"},
	{`after 2 .numbers`, "[3.2]"}, {`after 9 .numbers`, "[]"},
	{`reverse .numbers`, "[3.2 2.1 1]"},
	{`push .numbers 4`, "[1 2.1 3.2 4]"},
	{`len (group .tables "/kind")`, "2"},
	{`(index (group .tables "/kind") 0).Text`, "Smart contract"},
	{`len (index (group .tables "/kind") 0).List`, "2"},
	{`len (where .tables "/kind" "other")`, "1"},
	{`(index (sort .tables "/when") 0).kind`, "other"},
	{`list 1 "a"`, "[1 a]"},
	{`(dict "a" 1).a`, "1"},
	{`default "none" ""`, "none"}, {`default "none" nil`, "none"}, {`default "none" "x"`, "x"}, {`default 1 0`, "1"},
	{`len (group .records "file")`, "2"}, {`(index (group .records "letter") 1).Key`, "B"}, {`(index (group .records "year") 0).Key`, "2021"},
	{`(index (group .records "type") 0).Text`, "Boats"}, {`len (group .tables "letter")`, "1"}, {`(index (group .tables "type") 0).Text`, ""},
}

// record is what group knows of a record.
type record struct{ title, date string }

func (r record) Title() string { return r.title }
func (r record) File() string  { return r.title + ".md" }
func (r record) Date() *toml.Date {
	d := day(r.date)
	return &d
}
func (r record) Type() *schema.Type { return &schema.Type{Plural: "Boats"} }

func TestFunctions(t *testing.T) {
	data := map[string]any{
		"day": day("2022-03-05"), "month": day("2022-03"), "instant": day("2022-03-05T17:00:00+02:00"),
		"time":    time.Date(2023, 10, 30, 0, 0, 0, 0, time.UTC),
		"numbers": []any{int64(1), 2.1, 3.2},
		"tables": []any{
			map[string]any{"kind": "smart_contract", "when": day("2022-05")},
			map[string]any{"kind": "other", "when": day("2021")},
			map[string]any{"kind": "smart_contract"},
		},
		"words": map[string]any{
			"first": "planned", "second": "spent", "noFirst": "not planned", "noSecond": "not spent",
			"planned": "planned", "done": "done", "open": "open", "legend": "done",
		},
		"records": []record{{"Anna", "2021"}, {"Bert", "2022-05"}},
	}
	for _, c := range slices.Concat(functionCases, pictureCases) {
		var b bytes.Buffer
		tmpl, err := template.New("t").Funcs(Functions()).Parse("{{" + c.call + "}}")
		if err == nil {
			err = tmpl.Execute(&b, data)
		}
		if got := described(b.String()); err != nil || got != c.want {
			t.Errorf("%s = %q, want %q (%v)", c.call, got, c.want, err)
		}
	}
}

// described returns the description of a drawing, anything else as it is.
func described(s string) string {
	_, after, ok := strings.Cut(s, `-desc">`)
	if _, after, ok = strings.Cut(after, `-desc">`); !ok {
		return s
	}
	words, _, _ := strings.Cut(after, "</desc>")
	return words
}

// Every function is tried.
func TestFunctionsAreTried(t *testing.T) {
	for name := range Functions() {
		word := regexp.MustCompile(`(^|[\s(])` + name + `\b`)
		if !slices.ContainsFunc(slices.Concat(functionCases, pictureCases), func(c struct{ call, want string }) bool { return word.MatchString(c.call) }) {
			t.Errorf("%s is not tried", name)
		}
	}
}

func TestWithinAgreesWithDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		date := func(name string) (toml.Date, int) {
			n := rapid.IntRange(0, 60).Draw(t, name)
			return toml.DayOf(time.Date(2022, 1, 1+n, 0, 0, 0, 0, time.UTC)), n
		}
		d, nd := date("day")
		a, na := date("from")
		b, nb := date("until")
		want := "no"
		if na <= nd && nd <= nb {
			want = "yes"
		}
		if got := within(d, a, b); got != want {
			t.Fatalf("%s within %s and %s: %s", d, a, b, got)
		}
	})
}
