package fn

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
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

// Whatever is placed lies on the line, and in the order of what it is.
func TestScaleProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low, high := rapid.Float64Range(-1e9, 1e9).Draw(t, "low"), rapid.Float64Range(-1e9, 1e9).Draw(t, "high")
		a, b := rapid.Float64Range(-2e9, 2e9).Draw(t, "a"), rapid.Float64Range(-2e9, 2e9).Draw(t, "b")
		x, y := scale(min(a, b), low, high, 640), scale(max(a, b), low, high, 640)
		if x < 0 || y > 640 || x > y {
			t.Fatalf("%v and %v between %v and %v come to %v and %v", a, b, low, high, x, y)
		}
	})
}

func TestTicksProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(0.01, 1e12).Draw(t, "v")
		lines := ticks(v)
		if last := lines[len(lines)-1]; len(lines) < 2 || len(lines) > 7 || lines[0] != 0 || last < v*0.999999 || last > v*2.01 || !slices.IsSorted(lines) {
			t.Fatalf("the lines to %v are %v", v, lines)
		}
	})
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
