package render

import (
	"html/template"
	"io/fs"
	"maps"
	"reflect"
	"slices"

	"candor/internal/diag"
	"candor/internal/render/fn"
	"candor/internal/render/layout"
)

// Load parses the layouts of a site and, for files that it does not have, those
// of the theme.
func Load(site, theme fs.FS) (*layout.Set, diag.List, error) {
	return layout.Load(site, theme, layout.Vocabulary{Functions: functions(), Exports: exportFunctions(), Data: dataNames})
}

// functions returns what layouts can call beside those of html/template. What is
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
// For pictures. Each function returns an SVG, whose ID no other on the page has, or
// nothing where there is too little to draw; the title is read to those who cannot
// see it. ROWS is a list of tables:
//
//	timeline ID TITLE ROWS  how long steps took: what, from, until
//	monthBars ID TITLE NOTE ROWS  sums by month: at, value; NOTE says of what
//	monthPairs ID TITLE WORDS ROWS  two amounts by month: at, first, second; WORDS
//	                is a table with what they are called, first and second, and what
//	                is said where one is absent, noFirst and noSecond
//	balances ID TITLE WORDS ROWS  two amounts by name, in the same words: name,
//	                first, second
//	area ID TITLE ROWS  how many there were over time: date, sure, maybe
//	schedule ID TITLE WORDS ROWS  what was planned and done: what, from, until, done;
//	                WORDS has planned, done, open and legend
//	marks ID TITLE DAY ROWS  all that is dated: title, days
//	graph LIST P    the records by the references at a pattern of JSON pointers: its
//	                Nodes have Record, Column and Row, its Edges From and To; it has
//	                Columns and Rows
//	dependencyMap ID TITLE ONE MANY GRAPH  a graph; ONE and MANY say what of
//
// For pictures of a layout's own:
//
//	scale N A B W   how far N lies between A and B on a line of the width W
//	along D A B W   where D begins on a line of the width W from A to B
//	alongEnd D A B W  where it ends
//	ticks N         round numbers from 0 to N or a little more
func functions() template.FuncMap {
	all := fn.Functions()
	maps.Copy(all, template.FuncMap{"gather": gather, "standings": standings, "graph": graph, "dependencyMap": dependencyMap})
	return all
}

// exportFunctions returns what exports can call beside functions, which lists them.
func exportFunctions() template.FuncMap {
	all := fn.Exports()
	all["json"] = jsonText
	return all
}

// gather returns the elements of the lists that records or tables have at a JSON
// pointer.
func gather(list any, pointer string) []any {
	var out []any
	for _, e := range fn.Elements(list) {
		h, ok := e.(interface{ Value(pointer string) *Value })
		if !ok {
			out = append(out, fn.Elements(fn.At(e, pointer))...)
			continue
		}
		for _, item := range h.Value(pointer).Items() {
			out = append(out, item)
		}
	}
	return out
}

// dataNames returns the names that a layout can read from its data.
func dataNames() []string {
	seen := map[string]bool{}
	for _, v := range []any{&Page{}, &Record{}, &Value{}, Outcome{}, ListLink{}, Letter{}, BackList{}, MenuGroup{}, MenuLink{}, Column{}, fn.Group{}, Twin{}, Own{}, fn.Days{}} {
		addNames(reflect.TypeOf(v), seen)
	}
	return slices.Sorted(maps.Keys(seen))
}

func addNames(t reflect.Type, into map[string]bool) {
	for i := range t.NumMethod() {
		into[t.Method(i).Name] = true
	}
	if t.Kind() != reflect.Struct {
		return
	}
	for i := range t.NumField() {
		if t.Field(i).IsExported() {
			into[t.Field(i).Name] = true
		}
	}
}
