package fn

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"candor/internal/chart"
	"candor/internal/toml"
	"candor/internal/wording"
)

// svg marks a drawing as HTML: package chart escapes all that it is given.
func svg(s chart.SVG) template.HTML { return template.HTML(s) } //nolint:gosec // see above

// spanOf returns the time that a date, or two of them, take up.
func spanOf(from, until any) (chart.Span, bool) {
	a, okA := asDate(from)
	b, okB := asDate(until)
	return chart.Span{From: a.First, Until: b.Last}, okA && okB
}

// textAt returns what is at a JSON pointer of an element, as a text.
func textAt(e any, pointer string) string {
	if v := At(e, pointer); v != nil {
		return plain(v)
	}
	return ""
}

// timeline draws rows that each have what, from and until.
func timeline(id, title string, rows any) template.HTML {
	var steps []chart.Step
	var ends []any
	var words []string
	for _, e := range Elements(rows) {
		from, until := At(e, "/from"), At(e, "/until")
		span, ok := spanOf(from, until)
		if !ok {
			continue
		}
		name := textAt(e, "/what")
		steps = append(steps, chart.Step{Name: name, Span: span, Length: lasted(from, until)})
		ends = append(ends, from, until)
		words = append(words, name+": "+Date(from)+" to "+Date(until)+".")
	}
	over, _ := spanOf(least(ends), most(ends))
	first, last := Date(least(ends)), Date(most(ends))
	words = append([]string{"From " + first + " to " + last + "."}, words...)
	return svg(chart.Timeline(chart.Head{ID: id, Title: title, Description: strings.Join(words, " ")}, over, first, last, steps))
}

// vague is by how many days the length of a step may be uncertain to be told.
const vague = 63

// lasted says how long something took from one date to another.
func lasted(from, until any) string {
	if n, _ := days(from, until).(int64); n != 0 {
		return count(n, "day", "days")
	}
	if Date(from) == Date(until) {
		return "same " + sameUnit(from)
	}
	if d := daysBetween(from, until); d != nil && d.Most-d.Fewest < vague {
		return fmt.Sprintf("%d to %d days", d.Fewest, d.Most)
	}
	return "days not known"
}

func sameUnit(date any) string {
	switch d, _ := asDate(date); d.Precision {
	case toml.Year:
		return "year"
	case toml.Month:
		return "month"
	case toml.Day, toml.Instant:
	}
	return "day"
}

// monthBars draws the sums by month of rows that each have at and value. What is
// not known to the month is left out. The note is what the sums are of.
func monthBars(id, title, note string, rows any) template.HTML {
	amounts := monthlySums(rows)
	if len(amounts) == 0 {
		return ""
	}
	words := []string{fmt.Sprintf("From %s to %s, %s.", wording.Month(amounts[0].Month), wording.Month(amounts[len(amounts)-1].Month), note)}
	for _, a := range amounts {
		words = append(words, wording.Month(a.Month)+": "+wording.Amount(a.Value)+".")
	}
	return svg(chart.MonthBars(chart.Head{ID: id, Title: title, Description: strings.Join(words, " ")}, amounts))
}

// monthlySums adds up the values of rows by the month of their date, in order.
func monthlySums(rows any) []chart.Amount {
	sums := map[time.Time]float64{}
	for _, e := range Elements(rows) {
		if d, ok := asDate(At(e, "/at")); ok && d.Precision >= toml.Month {
			sums[time.Date(d.First.Year(), d.First.Month(), 1, 0, 0, 0, 0, time.UTC)] += Number(At(e, "/value"))
		}
	}
	out := make([]chart.Amount, 0, len(sums))
	for m, sum := range sums {
		out = append(out, chart.Amount{Month: m, Value: sum})
	}
	slices.SortFunc(out, func(a, b chart.Amount) int { return a.Month.Compare(b.Month) })
	return out
}

// pairWords are the words for two amounts, and for where one of them is absent.
type pairWords struct{ first, second, noFirst, noSecond string }

func pairWordsOf(words any) pairWords {
	return pairWords{textAt(words, "/first"), textAt(words, "/second"), textAt(words, "/noFirst"), textAt(words, "/noSecond")}
}

// say tells the two amounts of a row.
func (w pairWords) say(name string, e any) string {
	told := func(v any, words, none string) string {
		if v == nil {
			return none
		}
		return words + " " + Money(v)
	}
	return name + ": " + told(At(e, "/first"), w.first, w.noFirst) + ", " + told(At(e, "/second"), w.second, w.noSecond) + "."
}

// monthPairs draws rows that each have at, first and second, beside each other by
// month.
func monthPairs(id, title string, words, rows any) template.HTML {
	w := pairWordsOf(words)
	var pairs []chart.Pair
	var told []string
	for _, e := range Elements(rows) {
		if d, ok := asDate(At(e, "/at")); ok {
			pairs = append(pairs, chart.Pair{Month: d.First, First: Number(At(e, "/first")), Second: Number(At(e, "/second"))})
			told = append(told, w.say(Date(d), e))
		}
	}
	return svg(chart.MonthPairs(chart.Head{ID: id, Title: title, Description: strings.Join(told, " ")}, pairs, w.first, w.second))
}

// balances draws rows that each have name, first and second, below each other.
func balances(id, title string, words, rows any) template.HTML {
	w := pairWordsOf(words)
	var out []chart.Balance
	var told []string
	for _, e := range Elements(rows) {
		name := textAt(e, "/name")
		out = append(out, chart.Balance{Name: name, First: Number(At(e, "/first")), Second: Number(At(e, "/second"))})
		told = append(told, w.say(name, e))
	}
	return svg(chart.Balances(chart.Head{ID: id, Title: title, Description: strings.Join(told, " ")}, out, w.first, w.second))
}

// area draws points that each have date, sure and maybe.
func area(id, title string, points any) template.HTML {
	var out []chart.Point
	var told []string
	for _, e := range Elements(points) {
		date, sure, maybe := At(e, "/date"), Number(At(e, "/sure")), Number(At(e, "/maybe"))
		span, ok := spanOf(date, date)
		if !ok {
			continue
		}
		out = append(out, chart.Point{At: span, Sure: sure, Maybe: maybe})
		words := Date(date) + ": " + wording.Number(sure) + " for certain"
		if maybe != 0 {
			words += ", " + wording.Number(maybe) + " more possibly"
		}
		told = append(told, words+".")
	}
	return svg(chart.Area(chart.Head{ID: id, Title: title, Description: strings.Join(told, " ")}, out))
}

// schedule draws rows that each have what, from, until and done. The words are
// planned, done, open for what is not done, and legend for what done means.
func schedule(id, title string, words, rows any) template.HTML {
	var tasks []chart.Task
	var told []string
	for _, e := range Elements(rows) {
		from, until, done := At(e, "/from"), At(e, "/until"), At(e, "/done")
		t := chart.Task{Name: textAt(e, "/what")}
		if s, ok := spanOf(defaultTo(until, from), defaultTo(from, until)); ok {
			t.Planned = &s
		}
		if s, ok := spanOf(done, done); ok {
			t.Done = &s
		}
		tasks = append(tasks, t)
		told = append(told, t.Name+": "+planned(words, from, until, done)+".")
	}
	h := chart.Head{ID: id, Title: title, Description: strings.Join(told, " ")}
	return svg(chart.Schedule(h, tasks, textAt(words, "/planned"), textAt(words, "/legend")))
}

// planned tells when something was planned and done.
func planned(words, from, until, done any) string {
	out := textAt(words, "/planned")
	if s := Date(from); s != "" {
		out += " from " + s
	}
	if s := Date(until); s != "" {
		out += " until " + s
	}
	if s := Date(done); s != "" {
		return out + ", " + textAt(words, "/done") + " " + s
	}
	return out + ", " + textAt(words, "/open")
}

// marks draws rows that each have title and days, and a line for a day.
func marks(id, title string, day, rows any) template.HTML {
	var out []chart.Row
	var told []string
	for _, e := range Elements(rows) {
		list := Elements(At(e, "/days"))
		r := chart.Row{Name: textAt(e, "/title")}
		for _, d := range list {
			if s, ok := spanOf(d, d); ok {
				r.Marks = append(r.Marks, s)
			}
		}
		out = append(out, r)
		told = append(told, fmt.Sprintf("%s: %s, the first %s, the last %s.", r.Name, count(len(list), "mark", "marks"), Date(least(list)), Date(most(list))))
	}
	today, _ := asDate(day)
	return svg(chart.Marks(chart.Head{ID: id, Title: title, Description: strings.Join(told, " ")}, out, today.First))
}
