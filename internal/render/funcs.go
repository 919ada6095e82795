package render

import (
	"fmt"
	"html/template"
	"math"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/internal/site"
)

// functions are what layouts can call beside those of html/template. What is
// absent counts as empty, as nothing or as 0.
//
//	date D          D in words: "12 March 2022", "March 2022", "2022"
//	iso D           D for a datetime attribute
//	year D          the year of D
//	days A B        the days from A to B; nothing where they are not both known
//	                to the day
//	daysBetween A B the Fewest and the Most days that can lie between them
//	within D A B    whether D lies between A and B, each of which may be absent:
//	                "yes", "no" or "unknown"
//	money N CUR     N with separators and its currency: "2,500 DAI"
//	number N        N with separators
//	sum LIST        the sum of numbers, to six decimals
//	median LIST     the middle of numbers
//	add A B, sub A B, mul A B, div A B, round N
//	count N ONE MANY  N and the word for it: "1 finding", "219 assets"
//	lower S, upper S, title S, words S ("smart_contract" -> "smart contract")
//	word S          a word of a closed list as people write it
//	short S         an address or hash cut in the middle: "0x35D1…492B"
//	cut S           its Head, Middle and Tail, to be cut by a style sheet
//	link S          an address of a page for people: without scheme, not too long
//	isURL S         whether S is an address of a page
//	slug S          S as a part of a URL
//	join LIST SEP, split S SEP, has LIST X
//	first N LIST, after N LIST, reverse LIST, push LIST X
//	group LIST KEY  the records or values by what stands at a JSON pointer, or by
//	                "file", "type", "year" or "letter": each group has Key, Text and List;
//	                what holds a list there is in the group of each element
//	gather LIST P   the elements of the lists that they have at the JSON pointer P
//	where LIST P X  those that have X at the JSON pointer P
//	sort LIST P     in order of what stands at the JSON pointer P
//	standings LIST  how many outcomes stand in which way: each has Name and Count
//	held LIST D     the elements of a list of tables that held on a day: each has Of,
//	                and Possibly where their dates do not settle it
//	turn LIST D E   what came and went from one day to another: Came and Went
//	inMonth LIST P M  the elements whose date at the JSON pointer P lies in a month
//	months D E, years D E  those from D to E
//	least LIST, most LIST  the smallest and the greatest number or date
//	brief N S       S, cut after a word where it is longer than N
//	list A B …, dict K V …
//	default A B     B, or A where B is empty
//	headings PART   the part, given the headings of the second level that follow
//	                on the page: each has ID and Text
//
// For exports, and for them alone:
//
//	json V          V as JSON: dates as far as they are known, Markdown as its
//	                text, what is absent as null or left out, records as
//	                {"id", "type", "url"}, also lists and tables of such
//	ical S          S as a text of a calendar
//	stamp D         the first moment of D in UTC: 20220708T200000Z
//	basic D         D as a day: 20220708; nothing where it is not known to the day
//	known D         how far D is known: "year", "month", "day" or "moment"
//	dayAfter D      the day after the last of D
//
// For pictures, which are SVG with attributes and classes:
//
//	scale N A B W   how far N lies between A and B on a line of the width W
//	along D A B W   where D begins on a line of the width W from A to B
//	alongEnd D A B W  where it ends
//	ticks N         round numbers from 0 to N or a little more
//	graph LIST P    the records by the references at a pattern of JSON pointers: its
//	                Nodes have Record, Column and Row, its Edges From and To; it has
//	                Columns and Rows
var functions = template.FuncMap{
	"date": dateWords, "iso": isoDate, "year": year, "days": days, "daysBetween": daysBetween, "within": within,
	"money": money, "number": formatNumber, "sum": sum, "median": median, "count": count,
	"add": func(a, b any) float64 { return number(a) + number(b) },
	"sub": func(a, b any) float64 { return number(a) - number(b) },
	"mul": func(a, b any) float64 { return number(a) * number(b) },
	"div": divide, "round": func(a any) float64 { return math.Round(number(a)) },
	"lower": strings.ToLower, "upper": strings.ToUpper, "title": capitalise, "words": words,
	"word": wordText, "short": short, "cut": cut, "link": linkText, "isURL": isURL, "slug": site.Slug,
	"join": join, "split": strings.Split, "has": has,
	"first": first, "after": after, "reverse": reverse, "push": push,
	"group": group, "gather": gather, "where": where, "sort": sortBy, "standings": standings,
	"held": held, "turn": turn, "inMonth": inMonth, "months": months, "years": years,
	"least": least, "most": most, "brief": func(n int, s string) string { return excerpt(s, n) },
	"scale": scale, "along": along, "alongEnd": alongEnd, "ticks": ticks, "graph": graph,
	"list": func(v ...any) []any { return v }, "dict": dict, "default": defaultTo,
}

func capitalise(s string) string {
	for i, c := range s {
		return strings.ToUpper(string(c)) + s[i+len(string(c)):]
	}
	return s
}

var spaced = strings.NewReplacer("_", " ", "-", " ")

func words(v any) string {
	if v == nil {
		return ""
	}
	return spaced.Replace(plain(v))
}

// Pieces is an address in three: the middle is what can be left out.
type Pieces struct{ Head, Middle, Tail string }

// cut takes an address apart. What stands before its last colon, the name of
// a chain, is a part of the head.
func cut(s string) Pieces {
	head, tail := strings.LastIndexByte(s, ':')+1+6, len(s)-4
	if tail-head < 4 {
		return Pieces{Head: s}
	}
	for !startsRune(s, head) {
		head--
	}
	for !startsRune(s, tail) {
		tail++
	}
	return Pieces{s[:head], s[head:tail], s[tail:]}
}

// startsRune says that a text can be cut in front of the byte i.
func startsRune(s string, i int) bool { return i <= 0 || i >= len(s) || s[i]&0xC0 != 0x80 }

func short(s string) string {
	p := cut(s)
	if p.Middle == "" {
		return s
	}
	return p.Head + "…" + p.Tail
}

func isURL(v any) bool {
	s, _ := v.(string)
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

// longestLink is how long an address may be that is shown whole.
const longestLink = 60

func linkText(s string) string {
	_, rest, ok := strings.Cut(s, "://")
	if !ok {
		rest = strings.TrimPrefix(s, "mailto:")
	}
	rest = readable(strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/"))
	if len(rest) <= longestLink {
		return rest
	}
	host, path, _ := strings.Cut(rest, "/")
	at := min(len(path), max(0, len(path)-(longestLink-len(host))))
	if i := strings.IndexByte(path[at:], '/'); i >= 0 && at+i < len(path)-10 {
		return host + "/…" + path[at+i:]
	}
	for !startsRune(path, at) {
		at++
	}
	return host + "/…" + path[at:]
}

// readable undoes percent-encoding where what comes out can be read.
func readable(s string) string {
	plain, err := url.PathUnescape(s)
	if err != nil || !utf8.ValidString(plain) || strings.ContainsFunc(plain, unicode.IsControl) {
		return s
	}
	return plain
}

func dict(pairs ...any) (map[string]any, error) {
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
