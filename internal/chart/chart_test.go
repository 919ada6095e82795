package chart_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/internal/chart"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the drawings of testdata anew")

// day returns a day of a year, counted from its first.
func day(year, n int) time.Time { return time.Date(year, 1, n, 0, 0, 0, 0, time.UTC) }

// days returns a span of days, the last included.
func days(year, from, until int) chart.Span {
	return chart.Span{From: day(year, from), Until: day(year, until+1).Add(-1)}
}

func span(s chart.Span) *chart.Span { return &s }

var head = chart.Head{ID: "c:x", Title: `A & "B"`, Description: "<desc>"}

// drawings are one of each kind.
func drawings() map[string]chart.SVG {
	edges := []chart.Edge{{From: 0, To: 1}, {From: 1, To: 2}, {From: 0, To: 2}, {From: 2, To: 0}}
	return map[string]chart.SVG{
		"timeline": chart.Timeline(head, days(2022, 1, 100), "1 January 2022", "10 April 2022", []chart.Step{
			{Name: "Found & fixed", Span: days(2022, 1, 50), Length: "50 days"}, {Name: "Paid", Span: days(2022, 100, 100), Length: "same day"},
		}),
		"months": chart.MonthBars(head, []chart.Amount{{Month: day(2021, 305), Value: 1000}, {Month: day(2022, 1), Value: 2500.5}, {Month: day(2022, 60), Value: 0}}),
		"pairs":  chart.MonthPairs(head, []chart.Pair{{Month: day(2021, 335), First: 100}, {Month: day(2022, 32), First: 250, Second: 300}, {Month: day(2022, 60), Second: 20}}, "planned", "spent"),
		"area": chart.Area(head, []chart.Point{
			{At: days(2021, 1, 365), Sure: 1}, {At: days(2022, 100, 100), Sure: 2, Maybe: 3}, {At: days(2023, 1, 1), Sure: 10},
		}),
		"schedule": chart.Schedule(head, []chart.Task{
			{Name: "What has a name that is too long to stand beside its bar", Planned: span(days(2022, 1, 90)), Done: span(days(2022, 80, 80))},
			{Name: "Never planned", Done: span(days(2023, 1, 365))}, {Name: "Neither"},
		}, "planned", "done"),
		"marks": chart.Marks(head, []chart.Row{
			{Name: "Boats", Marks: []chart.Span{days(2021, 5, 5), days(2021, 300, 300), days(2022, 1, 365)}},
			{Name: "Berths", Marks: []chart.Span{days(2022, 5, 5), days(2022, 6, 6), days(2023, 7, 7)}},
		}, day(2022, 180)),
		"balances": chart.Balances(head, []chart.Balance{{"Sails", 100, 90}, {"Ropes", 0, 40}, {"Paint", 55.5, 0}}, "planned", "spent"),
		"map":      chart.Map(head, chart.Arrange(3, edges), []string{"One", "Two", "Three <i>"}, edges),
	}
}

// The drawings of testdata are those that are drawn.
func TestDrawings(t *testing.T) {
	const name = "testdata/drawings.txtar"
	a := &txtar.Archive{}
	all := drawings()
	var names []string
	for n := range all {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		a.Files = append(a.Files, txtar.File{Name: n + ".svg", Data: []byte(all[n] + "\n")})
	}
	got := txtar.Format(a)
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("the drawings differ from %s; see go test ./internal/chart -update", name)
	}
}

// Every drawing is well-formed, and says what it is.
func TestWellFormed(t *testing.T) {
	for name, s := range drawings() {
		if err := wellFormed(string(s)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, want := range []string{`<title id="c:x-title">A &amp; &#34;B&#34;</title>`, `<desc id="c:x-desc">&lt;desc&gt;</desc>`, `role="img"`} {
			if !strings.Contains(string(s), want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
	}
}

func wellFormed(s string) error {
	for d := xml.NewDecoder(strings.NewReader(s)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// Where there is too little to draw there is no drawing.
func TestTooLittle(t *testing.T) {
	for name, s := range map[string]chart.SVG{
		"timeline": chart.Timeline(head, chart.Span{}, "", "", nil),
		"months":   chart.MonthBars(head, []chart.Amount{{Month: day(2022, 1), Value: 1}, {Month: day(2022, 32), Value: 1}}),
		"none":     chart.MonthBars(head, nil),
		"pairs":    chart.MonthPairs(head, []chart.Pair{{Month: day(2022, 1), First: 1}}, "a", "b"),
		"area":     chart.Area(head, make([]chart.Point, 2)),
		"schedule": chart.Schedule(head, make([]chart.Task, 2), "a", "b"),
		"marks":    chart.Marks(head, []chart.Row{{Marks: make([]chart.Span, 5)}}, day(2022, 1)),
		"balances": chart.Balances(head, make([]chart.Balance, 2), "a", "b"),
		"map":      chart.Map(head, chart.Arrange(2, nil), []string{"a", "b"}, nil),
	} {
		if s != "" {
			t.Errorf("%s draws %s", name, s)
		}
	}
}

// Whatever is drawn stays well-formed, and coordinates are short.
func TestAnyDrawing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		value := rapid.OneOf(rapid.Float64Range(-1e15, 1e15), rapid.Just(0.0))
		var rows []chart.Balance
		for range rapid.IntRange(3, 6).Draw(t, "rows") {
			rows = append(rows, chart.Balance{Name: name, First: value.Draw(t, "first"), Second: value.Draw(t, "second")})
		}
		s := string(chart.Balances(chart.Head{ID: "x", Title: name, Description: name}, rows, name, name))
		if err := wellFormed(strings.Map(xmlRune, s)); err != nil {
			t.Fatalf("%v\n%s", err, s)
		}
		if strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
			t.Fatal(s)
		}
	})
}

// xmlRune leaves out what XML does not know and HTML does.
func xmlRune(c rune) rune {
	if c < ' ' && c != '\n' && c != '\t' || c == 0xFFFE || c == 0xFFFF {
		return -1
	}
	return c
}

// Whatever is placed lies on the line, and in the order of what it is.
func TestScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low, high := rapid.Float64Range(-1e9, 1e9).Draw(t, "low"), rapid.Float64Range(-1e9, 1e9).Draw(t, "high")
		a, b := rapid.Float64Range(-2e9, 2e9).Draw(t, "a"), rapid.Float64Range(-2e9, 2e9).Draw(t, "b")
		x, y := chart.Scale(min(a, b), low, high, 640), chart.Scale(max(a, b), low, high, 640)
		if x < 0 || y > 640 || x > y {
			t.Fatalf("%v and %v between %v and %v come to %v and %v", a, b, low, high, x, y)
		}
	})
}

func TestTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(0.01, 1e12).Draw(t, "v")
		lines := chart.Ticks(v)
		if last := lines[len(lines)-1]; len(lines) < 2 || len(lines) > 7 || lines[0] != 0 || last < v*0.999999 || last > v*2.01 || !slices.IsSorted(lines) {
			t.Fatalf("the lines to %v are %v", v, lines)
		}
	})
}

// Every edge leads to the right, unless it closes a circle, and no two nodes are in
// one place.
func TestArrange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "nodes")
		var edges []chart.Edge
		for range rapid.IntRange(0, 20).Draw(t, "edges") {
			from := rapid.IntRange(0, n-1).Draw(t, "from")
			if to := rapid.IntRange(0, n-1).Draw(t, "to"); from < to {
				edges = append(edges, chart.Edge{From: from, To: to})
			}
		}
		g := chart.Arrange(n, edges)
		for _, e := range edges {
			if g.Places[e.From].Column >= g.Places[e.To].Column {
				t.Fatalf("%v leads to the left in %v", e, g.Places)
			}
		}
		seen := map[chart.Place]bool{}
		for _, p := range g.Places {
			if seen[p] || p.Column < 0 || p.Column >= g.Columns || p.Row < 0 || p.Row >= g.Rows {
				t.Fatalf("%v in %d columns and %d rows", g.Places, g.Columns, g.Rows)
			}
			seen[p] = true
		}
	})
}
