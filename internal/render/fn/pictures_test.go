package fn

import (
	"fmt"
	"strings"
	"testing"
)

var pictureCases = []struct{ call, want string }{
	{`scale 5 0 10 200`, "100"},
	{`scale 1 0 3 100`, "33.3"},
	{`scale 50 0 10 200`, "200"},
	{`scale -5 0 10 200`, "0"},
	{`scale 5 10 10 200`, "0"},
	{`scale "x" 0 10 nil`, "0"},
	{`along "2022-03" "2022-03" "2022-03" 310`, "0"},
	{`along "2022-03-11" "2022-03" "2022-03" 310`, "100"},
	{`alongEnd "2022-03-10" "2022-03" "2022-03" 310`, "100"},
	{`alongEnd "2022-03" "2022-03" "2022-03" 310`, "310"},
	{`along "2021" "2022-03" "2022-03" 310`, "0"},
	{`along nil "2022-03" "2022-03" 310`, "0"},
	{`along "2022" nil nil 310`, "0"},
	{`months "2022-11-20" "2023-02"`, "[2022-11 2022-12 2023-01 2023-02]"},
	{`months "2023-02" "2022-11"`, "[]"},
	{`months nil "2022-11"`, "[]"},
	{`len (months "1000" "3000")`, "1200"},
	{`years "2021-12-31" "2023"`, "[2021 2022 2023]"},
	{`ticks 1050`, "[0 500 1000 1500]"},
	{`ticks 220000`, "[0 50000 100000 150000 200000 250000]"},
	{`ticks 0.3`, "[0 0.1 0.2 0.3]"},
	{`ticks 0`, "[0]"},
	{`ticks nil`, "[0]"},
	{`timeline "x" "T" (list (dict "what" "Fix" "from" "2022-03-05" "until" "2022-03-15") (dict "what" "Pay" "from" "2022-03" "until" "2022-03"))`,
		"From March 2022 to March 2022. Fix: 5 March 2022 to 15 March 2022. Pay: March 2022 to March 2022."},
	{`timeline "x" "T" list`, ""},
	{`monthBars "x" "T" "in all" (list (dict "at" "2022-03-05" "value" 2) (dict "at" "2022-03" "value" 3) (dict "at" "2022-01" "value" 1.5) (dict "at" "2022" "value" 9))`,
		"From January 2022 to March 2022, in all. January 2022: 1.50. March 2022: 5."},
	{`monthBars "x" "T" "in all" (list (dict "at" "2022-03-05" "value" 2))`, ""},
	{`monthPairs "x" "T" .words (list (dict "at" "2022-01" "first" 1) (dict "at" "2022-03" "second" 2000) (dict "at" nil "second" 2))`,
		"January 2022: planned 1, not spent. March 2022: not planned, spent 2,000."},
	{`balances "x" "T" .words (list (dict "name" "A" "first" 1) (dict "name" "B" "second" 0) (dict "name" "C"))`,
		"A: planned 1, not spent. B: not planned, spent 0. C: not planned, not spent."},
	{`area "x" "T" (list (dict "date" "2022" "sure" 1) (dict "date" "2023" "sure" 2 "maybe" 1200) (dict "date" "2024" "sure" 3) (dict "date" nil))`,
		"2022: 1 for certain. 2023: 2 for certain, 1,200 more possibly. 2024: 3 for certain."},
	{`schedule "x" "T" .words (list (dict "what" "A" "from" "2022" "until" "2023" "done" "2023-05") (dict "what" "B" "until" "2023") (dict "what" "C"))`,
		"A: planned from 2022 until 2023, done May 2023. B: planned until 2023, open. C: planned, open."},
	{`marks "x" "T" "2022-05-01" (list (dict "title" "A" "days" (list "2022-01" "2023" "2022-02")) (dict "title" "B" "days" (list "2021" "2021-02-03" "2021-04")))`,
		"A: 3 marks, the first January 2022, the last 2023. B: 3 marks, the first 2021, the last 2021."},
	{`least (list 3 1 2)`, "1"},
	{`most (list 3 1 2)`, "3"},
	{`least list`, ""},
	{`most (list nil 1)`, "1"},
	{`date (least (list .day .month))`, "March 2022"},
	{`date (most (list .day .month))`, "March 2022"},
	{`brief 12 "what is longer than that"`, "what is…"},
	{`brief 12 "short"`, "short"},
	{`brief 5 "漢字のタイトル"`, "漢字のタイ…"},
	{`brief 12 "漢字のタイトル"`, "漢字のタイトル"},
	{`brief 9 "0x35D1b3F3D7966A1DFe"`, "0x35D1b3F…"},
	{`brief -1 "short"`, "…"},
	{`len (inMonth (list (dict "at" .day) (dict "at" .month) (dict "at" "2022") (dict "at" "2022-04") nil) "/at" "2022-03")`, "2"},
	{`len (inMonth (list (dict "at" .day)) "/at" nil)`, "0"},
	{`len (held (list (dict "from" .day) (dict "until" "2022-02")) .day)`, "1"},
	{`len (turn (list (dict "from" .day) (dict "until" "2022-02")) "2022-01" .day).Came`, "1"},
}

func TestHeld(t *testing.T) {
	list := []any{
		map[string]any{"id": "between", "from": day("2022-01-10"), "until": day("2022-02-10")},
		map[string]any{"id": "month", "from": day("2022-01"), "until": day("2022-03")},
		map[string]any{"id": "seen", "seen_first": day("2022-01-20"), "seen_last": day("2022-02-01")},
		map[string]any{"id": "open", "from": day("2022-01-15")},
		map[string]any{"id": "always"},
		map[string]any{"id": "later", "from": day("2022-02-01"), "seen_first": day("2022-01-01")},
	}
	for _, c := range []struct{ on, want string }{
		{"2021-12-31", "seen? always"},
		{"2022-01-10", "between month? seen? always"},
		{"2022-01-20", "between month? seen open always"},
		{"2022-02-10", "between month seen? open always later"},
		{"2022-02-11", "month seen? open always later"},
		{"2022-04-01", "seen? open always later"},
		{"soon", ""},
	} {
		var got []string
		for _, h := range held(list, c.on) {
			name := fmt.Sprint(At(h.Of, "/id"))
			if h.Possibly {
				name += "?"
			}
			got = append(got, name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("on %s there held %v, not %s", c.on, got, c.want)
		}
	}
	turned := turn(list, "2022-01-10", "2022-02-11")
	if got := fmt.Sprint(len(turned.Came), At(turned.Came[0], "/id"), len(turned.Went), At(turned.Went[0], "/id")); got != "2open1between" {
		t.Errorf("there came and went %s", got)
	}
	if none := turn(list, nil, "2022-02-11"); none.Came != nil || none.Went != nil {
		t.Errorf("compared with no day there came %v", none.Came)
	}
}

// What a step took is told as far as it is known.
func TestLasted(t *testing.T) {
	for _, c := range []struct{ from, until, want string }{
		{"2022-03-05", "2022-03-15", "10 days"}, {"2022-03-05", "2022-03-06", "1 day"}, {"2022-03-05", "2022-03-05", "same day"},
		{"2022-03", "2022-03", "same month"}, {"2022", "2022", "same year"}, {"2022-04", "2022-10-11", "164 to 193 days"}, {"2021", "2022", "days not known"},
	} {
		if got := lasted(c.from, c.until); got != c.want {
			t.Errorf("from %s until %s: %s, want %s", c.from, c.until, got, c.want)
		}
	}
}
