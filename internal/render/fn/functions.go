// Package fn holds the functions of layouts that know values and no records:
// numbers, dates, texts, lists, and what pictures are drawn by.
//
// Templates hand over what they have, so the functions take any value. What is
// absent, or of another kind than is asked for, counts as empty, as nothing or as
// 0. Package render adds the functions that know records, and describes all of
// them for the authors of layouts.
package fn

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"candor/internal/site"
	"candor/internal/wording"
)

// Functions returns what all templates can call, by name.
func Functions() template.FuncMap {
	return template.FuncMap{
		"date": Date, "iso": ISO, "year": year, "days": days, "daysBetween": daysBetween, "within": within,
		"money": Money, "number": formatNumber, "sum": sum, "median": median, "count": count,
		"add": func(a, b any) float64 { return Number(a) + Number(b) },
		"sub": func(a, b any) float64 { return Number(a) - Number(b) },
		"mul": func(a, b any) float64 { return Number(a) * Number(b) },
		"div": divide, "round": func(a any) float64 { return math.Round(Number(a)) },
		"lower": strings.ToLower, "upper": strings.ToUpper, "title": wording.Capital, "words": words,
		"word": wording.Term, "short": wording.Short, "cut": wording.Cut, "link": wording.Link, "isURL": isURL, "slug": site.Slug,
		"join": join, "split": strings.Split, "has": has,
		"first": first, "after": after, "reverse": reverse, "push": push,
		"group": group, "where": where, "sort": sortBy,
		"held": held, "turn": turn, "inMonth": inMonth, "months": months, "years": years,
		"least": least, "most": most, "brief": func(n int, s string) string { return wording.Excerpt(s, n) },
		"timeline": timeline, "monthBars": monthBars, "monthPairs": monthPairs, "balances": balances,
		"area": area, "schedule": schedule, "marks": marks,
		"scale": scale, "along": along, "alongEnd": alongEnd, "ticks": ticks,
		"list": func(v ...any) []any { return v }, "dict": Dict, "default": defaultTo,
	}
}

// Exports returns what templates of exports can call beside Functions.
func Exports() template.FuncMap {
	return template.FuncMap{"ical": calendarText, "stamp": stamp, "basic": basicDate, "known": known, "dayAfter": dayAfter}
}

func words(v any) string {
	if v == nil {
		return ""
	}
	return wording.Spaced(plain(v))
}

func isURL(v any) bool {
	s, _ := v.(string)
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

// Dict returns a table of pairs of a name and a value.
func Dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("pairs of a name and a value are wanted")
	}
	out := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		out[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return out, nil
}

func defaultTo(fallback, v any) any {
	if truth, ok := template.IsTrue(v); ok && truth {
		return v
	}
	return fallback
}
