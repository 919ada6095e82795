package wording_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"candor/internal/wording"

	"pgregory.net/rapid"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		n              float64
		number, amount string
	}{
		{0, "0", "0"}, {999, "999", "999"}, {1000, "1,000", "1,000"}, {1234567, "1,234,567", "1,234,567"},
		{0.5, "0.5", "0.50"}, {8025.25, "8,025.25", "8,025.25"}, {0.000001, "0.000001", "0.000001"},
		{math.NaN(), "unknown", "unknown"}, {math.Inf(-1), "unknown", "unknown"}, {1e21, "1,000,000,000,000,000,000,000", "1,000,000,000,000,000,000,000"},
		{1e-9, "0", "0"}, {-1e-9, "0", "0"}, {-2.5, "−2.5", "−2.50"}, {-1000, "−1,000", "−1,000"},
	} {
		if got := wording.Number(c.n); got != c.number {
			t.Errorf("Number(%v) = %q, want %q", c.n, got, c.number)
		}
		if got := wording.Amount(c.n); got != c.amount {
			t.Errorf("Amount(%v) = %q, want %q", c.n, got, c.amount)
		}
	}
}

func TestNumbersReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := float64(rapid.Int64Range(-1e14, 1e14).Draw(t, "millionths")) / 1e6
		for _, s := range []string{wording.Number(n), wording.Amount(n)} {
			var got float64
			if _, err := fmt.Sscan(strings.NewReplacer(",", "", "−", "-").Replace(s), &got); err != nil || math.Abs(got-n) > 5e-7 {
				t.Fatalf("%v was written %q and reads %v", n, s, got)
			}
		}
	})
}

func TestDates(t *testing.T) {
	at := time.Date(2022, 3, 5, 17, 4, 0, 0, time.FixedZone("", 2*60*60))
	got := strings.Join([]string{wording.Year(at), wording.Month(at), wording.Day(at), wording.Moment(at), wording.LocalMoment(at)}, "|")
	if want := "2022|March 2022|5 March 2022|5 March 2022, 15:04 UTC|5 March 2022, 17:04"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		what string
		say  func(string) string
		in   string
		want string
	}{
		{"FieldTitle", wording.FieldTitle, "embargo_until", "Embargo until"},
		{"FieldTitle", wording.FieldTitle, "url", "Link"},
		{"FieldTitle", wording.FieldTitle, "base_url", "Base url"},
		{"FieldTitle", wording.FieldTitle, "", ""},
		{"Term", wording.Term, "smart_contract", "Smart contract"},
		{"Term", wording.Term, "out-of-scope", "Out of scope"},
		{"Term", wording.Term, "SEV-1", "SEV-1"},
		{"Term", wording.Term, "Not_A_Word", "Not A Word"},
		{"Term", wording.Term, "", ""},
		{"InlineTerm", wording.InlineTerm, "smart_contract", "smart contract"},
		{"InlineTerm", wording.InlineTerm, "MUST_NOT", "must not"},
		{"InlineTerm", wording.InlineTerm, "document-only", "document-only"},
		{"InlineTerm", wording.InlineTerm, "SEVa", "SEVa"},
		{"Capital", wording.Capital, "école", "École"},
		{"Capital", wording.Capital, "\xff", "\xff"},
		{"Capital", wording.Capital, "", ""},
		{"Uncapital", wording.Uncapital, "\xff", "\xff"},
		{"Uncapital", wording.Uncapital, "A report", "a report"},
		{"Uncapital", wording.Uncapital, "Élan", "élan"},
		{"Uncapital", wording.Uncapital, "URL of it", "URL of it"},
		{"Uncapital", wording.Uncapital, "", ""},
		{"SortKey", wording.SortKey, "“Übung” 2", "übung” 2"},
		{"Initial", wording.Initial, "(élan)", "É"},
		{"Initial", wording.Initial, "2 boats", "#"},
		{"Initial", wording.Initial, "", "#"},
		{"WithArticle", wording.WithArticle, "incident", "an incident"},
		{"WithArticle", wording.WithArticle, "boat", "a boat"},
		{"WithArticle", wording.WithArticle, "", "a "},
		{"OneLine", wording.OneLine, " a\n\tb  c ", "a b c"},
		{"Link", wording.Link, "https://www.example.org/a/", "example.org/a"},
		{"Link", wording.Link, "mailto:a@example.org", "a@example.org"},
		{"Link", wording.Link, "https://example.org/a%20b", "example.org/a b"},
		{"Link", wording.Link, "https://example.org/a%20b%2", "example.org/a%20b%2"},
		{"Link", wording.Link, "https://example.org/one/two/three/four/five/six/seven/eight/nine/eleven", "example.org/…/two/three/four/five/six/seven/eight/nine/eleven"},
		{"Short", wording.Short, "eip155:1:0x35D1b3F3D7966A1DFe207aa4514C12a259A0492B", "eip155:1:0x35D1…492B"},
		{"Short", wording.Short, "short", "short"},
	} {
		if got := c.say(c.in); got != c.want {
			t.Errorf("%s(%q) = %q, want %q", c.what, c.in, got, c.want)
		}
	}
}

func TestLists(t *testing.T) {
	many := strings.Split("a b c d e f g h i j k l m", " ")
	for _, c := range []struct{ got, want string }{
		{wording.List(nil, "and"), ""},
		{wording.List([]string{"a"}, "and"), "a"},
		{wording.List([]string{"a", "b"}, "or"), "a or b"},
		{wording.List([]string{"a", "b", "c"}, "and"), "a, b and c"},
		{wording.ShortList(many[:12], "or"), "a, b, c, d, e, f, g, h, i, j, k or l"},
		{wording.ShortList(many, "or"), "a, b, c, d, e, f, g, h, i, j, k, l, …"},
		{wording.ShortList(wording.Quoted([]string{"a", "b"}), "or"), `"a" or "b"`},
		{wording.Series([]string{"a", "b", "c"}), "a, b and c"},
		{wording.Series([]string{"a, of b", "c"}), "a, of b; c"},
		{wording.Count(1, "entry", "entries"), "1 entry"},
		{wording.Counted(1, "error"), "1 error"},
		{wording.Counted(1200, "error"), "1,200 errors"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{
		{"what is longer than that", 12, "what is…"}, {"short", 12, "short"}, {"short", -1, "…"},
		{"漢字のタイトル", 5, "漢字のタイ…"}, {"漢字のタイトル", 12, "漢字のタイトル"}, {"0x35D1b3F3D7966A1DFe", 9, "0x35D1b3F…"},
		{"one, two", 5, "one…"},
	} {
		if got := wording.Excerpt(c.s, c.n); got != c.want {
			t.Errorf("Excerpt(%q, %d) = %q, want %q", c.s, c.n, got, c.want)
		}
	}
}

// What is cut is cut between letters, and Cut loses nothing.
func TestCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		p := wording.Cut(s)
		if p.Head+p.Middle+p.Tail != s {
			t.Fatalf("%q became %q", s, p)
		}
		for _, part := range []string{p.Head, p.Middle, p.Tail, wording.Short(s), wording.Link("https://" + s), wording.Excerpt(s, 20), wording.Capital(s)} {
			if utf8.ValidString(s) && !utf8.ValidString(part) {
				t.Fatalf("%q was cut inside a letter: %q", s, part)
			}
		}
	})
}

func ExampleNumber() {
	fmt.Println(wording.Number(1234567.5), wording.Amount(1234567.5))
	// Output: 1,234,567.5 1,234,567.50
}

func ExampleTerm() {
	fmt.Println(wording.Term("smart_contract"))
	fmt.Println(wording.Term("SEV-1"))
	// Output:
	// Smart contract
	// SEV-1
}

func ExampleSeries() {
	fmt.Println(wording.Series([]string{"the first", "the second", "the third"}))
	// Output: the first, the second and the third
}

func ExampleShort() {
	fmt.Println(wording.Short("0x35D1b3F3D7966A1DFe207aa4514C12a259A0492B"))
	// Output: 0x35D1…492B
}
