package schema_test

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/toml"
)

// TestFormats asks the type of one field whether it takes a text.
func TestFormats(t *testing.T) {
	for format, c := range map[string]struct{ good, bad []string }{
		"partial-date": {[]string{"2022", "2022-05", "2022-05-31", "2022-05-31T10:00:00Z"}, []string{"22", "2022-13", "2022-02-30", "May", ""}},
		"date":         {[]string{"2022-05-31"}, []string{"2022-05", "2022-05-31T10:00:00Z", "31.5.2022"}},
		"date-time":    {[]string{"2022-05-31T10:00:00Z", "2022-05-31T10:00:00.5+02:00"}, []string{"2022-05-31", "2022-05-31T10:00:00"}},
		"evm-address": {
			[]string{"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaEB6053f3e94c9b9a09f33669435E7ef1bEAeD", "0x5aAeb6053F3e94c9b9A09F33669435E7EF1BEaEd", "0x" + strings.Repeat("1", 40)},
			[]string{"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed", "0x12", "mkr.eth"},
		},
		"caip2":      {[]string{"eip155:1", "cosmos:cosmoshub-3", "bip122:000000000019d6689c085ae165831e93"}, []string{"eip155", "EIP155:1", "ei:1", "eip155:"}},
		"caip10":     {[]string{"eip155:1:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb", "hedera:mainnet:0.0.1234567890-zbhlt"}, []string{"eip155:1", "eip155:1:", "eip155:1:a b"}},
		"cwe":        {[]string{"CWE-1", "CWE-841"}, []string{"841", "cwe-841", "CWE-0", "CWE-"}},
		"git-commit": {[]string{"1f2e3d4", strings.Repeat("a", 40)}, []string{"1f2e3d", strings.Repeat("a", 41), "main", "1F2E3D4"}},
		"tx-hash":    {[]string{"0x" + strings.Repeat("a", 64)}, []string{strings.Repeat("a", 64), "0x" + strings.Repeat("a", 63), "0x" + strings.Repeat("g", 64)}},
		"iana-zone":  {[]string{"UTC", "Europe/Copenhagen", "America/Argentina/Buenos_Aires"}, []string{"", "Local", "Copenhagen", "CEST5", "../etc"}},
		"cvss": {
			[]string{
				"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:N/E:P/RL:O",
				"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/U:Amber/MSI:S",
			},
			[]string{
				"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/A:H", "CVSS:2.0/AV:N",
				"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:M", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:", "CVSS:4.0/", "9.8",
			},
		},
		"email":    {[]string{"security@example.org"}, []string{"security", "a@b", "A <a@example.org>"}},
		"uri":      {[]string{"https://example.org/a#b"}, []string{"example.org", "/a", "http://[", ""}},
		"regex":    {[]string{"^a+$"}, []string{"("}},
		"hostname": {[]string{"example.org"}, []string{"a_b", "-a"}},
		"time":     {[]string{"10:00:00Z"}, []string{"10:00", "noon"}},
	} {
		typ := load(t, map[string]string{"note": `{"properties": {"x": {"type": "string", "format": "` + format + `"}}}`}).Type("note")
		for i, text := range append(c.good, c.bad...) {
			list := typ.Validate(parse(t, `x = "`+text+`"`), "")
			if ok := len(list) == 0; ok != (i < len(c.good)) {
				t.Errorf("%s takes %q: %v\n%s", format, text, ok, printed(list))
			}
		}
	}
}

const deep = `{"properties": {
	"s": {"type": "string"}, "i": {"type": "integer", "default": 3}, "n": {"type": "number"},
	"d": {"type": "string", "format": "partial-date", "default": "2022-05"},
	"l": {"type": "array", "default": [], "items": {"type": "number"}},
	"t": {"type": "object", "additionalProperties": false, "properties": {
		"n": {"type": "number", "default": 2}, "d": {"type": "string", "format": "date"}}},
	"made": {"type": "object", "additionalProperties": false, "default": {}, "properties": {"n": {"type": "number", "default": 2}}},
	"tt": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {
		"n": {"type": "number"}, "b": {"type": "boolean", "default": true}}}}}}`

func TestDecode(t *testing.T) {
	typ := load(t, map[string]string{"note": deep}).Type("note")
	date := func(s string) toml.Date { d, _ := toml.ParseDate(s); return d }
	for _, c := range []struct {
		text string
		want map[string]any
	}{
		{``, map[string]any{}},
		{`s = "2022"`, map[string]any{"s": "2022"}},
		{"i = 4\nn = 4\nl = [1, 2.5]", map[string]any{"i": int64(4), "n": 4.0, "l": []any{1.0, 2.5}}},
		{"i = 4.0\nd = 2022-05-31", map[string]any{"i": int64(4), "d": date("2022-05-31")}},
		{"d = \"soon\"", map[string]any{"d": "soon"}},
		{"[t]\nd = \"2022-01-02\"", map[string]any{"t": map[string]any{"n": 2.0, "d": date("2022-01-02")}}},
		{"[[tt]]\nn = 1\n[[tt]]\nb = false", map[string]any{"tt": []any{map[string]any{"n": 1.0, "b": true}, map[string]any{"b": false}}}},
		{"t = 3\nl = \"x\"\ns = [1]\nother = 1", map[string]any{"t": int64(3), "l": "x", "s": []any{int64(1)}, "other": int64(1)}},
	} {
		want := map[string]any{"i": int64(3), "d": date("2022-05"), "l": []any{}, "made": map[string]any{"n": 2.0}}
		for k, v := range c.want {
			want[k] = v
		}
		if d := cmp.Diff(want, typ.Decode(parse(t, c.text).Values)); d != "" {
			t.Errorf("%s\n%s", c.text, d)
		}
	}
	if d := typ.Lookup("/made").Default; !reflect.DeepEqual(d, map[string]any{"n": 2.0}) {
		t.Errorf("the default of a table is %v", d)
	}
}

// TestDecodeTwice: decoding what is decoded changes nothing, and the argument
// never changes.
func TestDecodeTwice(t *testing.T) {
	typ := load(t, map[string]string{"note": deep}).Type("note")
	rapid.Check(t, func(r *rapid.T) {
		values := anyTable(2).Draw(r, "values")
		before := toml.Plain(any(values))
		once := typ.Decode(values)
		if d := cmp.Diff(before, toml.Plain(any(values))); d != "" {
			r.Fatal("the argument changed", d)
		}
		if twice := typ.Decode(once); !reflect.DeepEqual(once, twice) {
			r.Fatal(cmp.Diff(once, twice))
		}
	})
}

func anyTable(depth int) *rapid.Generator[map[string]any] {
	return rapid.Custom(func(r *rapid.T) map[string]any {
		out := map[string]any{}
		for _, name := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"s", "i", "n", "d", "l", "t", "made", "tt", "b", "zz"}), rapid.ID[string]).Draw(r, "names") {
			out[name] = anyTOML(depth).Draw(r, name)
		}
		return out
	})
}

func anyTOML(depth int) *rapid.Generator[any] {
	kinds := []*rapid.Generator[any]{
		rapid.SampledFrom([]string{"", "x", "2022-05", "2022-05-31T10:00:00Z"}).AsAny(), rapid.Int64().AsAny(),
		rapid.Float64Range(-1e18, 1e18).AsAny(), rapid.Bool().AsAny(), rapid.Just(any(toml.Date{Text: "2022", Precision: toml.Year})),
	}
	if depth > 0 {
		kinds = append(kinds, anyTable(depth-1).AsAny(), rapid.SliceOfN(anyTOML(depth-1), 0, 3).AsAny())
	}
	return rapid.OneOf(kinds...)
}

func TestLookup(t *testing.T) {
	typ := load(t, map[string]string{"note": deep}).Type("note")
	for _, c := range []struct{ at, want string }{
		{"/s", "/s"}, {"/t/n", "/t/n"}, {"/tt", "/tt"}, {"/tt/*", "/tt/*"}, {"/tt/3", "/tt/*"}, {"/tt/3/b", "/tt/*/b"},
		{"/tt/*/b", "/tt/*/b"}, {"/l/0", "/l/*"}, {"", ""}, {"/", ""}, {"/zz", ""}, {"/tt/b", ""}, {"/t/0", ""}, {"/s/x", ""}, {"s", ""}, {"/tt/-1/b", ""},
	} {
		got := ""
		if f := typ.Lookup(c.at); f != nil {
			got = f.Pointer
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.at, got, c.want)
		}
	}
}

func TestTypes(t *testing.T) {
	set := load(t, map[string]string{
		"common": `{"properties": {"title": {"type": "string"}, "owner": {"type": "string", "x-ref": "crew"}}, "required": ["title"]}`,
		"crew":   `{"title": "Crew", "x-page": false, "properties": {"name": {"type": "string"}}, "x-title": "name"}`,
		"note": `{"title": "Entry", "x-plural": "Entries", "x-date": "when/day", "x-parent": "/up", "x-change": "a note", "x-card": {"Up": "/up", "Day": "when/day"}, "properties": {
			"title": {"type": "string", "minLength": 3},
			"up": {"type": "string", "x-ref": "note", "x-back": "below"},
			"when": {"type": "object", "additionalProperties": false, "properties": {"day": {"type": "string", "format": "date"}}},
			"crews": {"type": "array", "items": {"type": "string", "x-ref": ["crew", "note"], "x-back": "notes"}}}}`,
	})
	note, crew := set.Type("note"), set.Type("crew")
	if note.Plural != "Entries" || crew.Plural != "Crews" || crew.Page || !note.Page || note.Change != "a note" {
		t.Error("a name or a flag is lost")
	}
	if want := []schema.Fact{{"Up", "/up"}, {"Day", "/when/day"}}; !slices.Equal(note.Card, want) || crew.Card != nil {
		t.Errorf("cards say %v and %v", note.Card, crew.Card)
	}
	if note.DateField != "/when/day" || note.ParentField != "/up" || note.TitleField != "/title" || crew.TitleField != "/name" {
		t.Error(note.DateField, note.ParentField, note.TitleField, crew.TitleField)
	}
	if got := len(note.Fields); got != 5 || note.Fields[4].Name != "owner" || note.Fields[0].Name != "title" {
		t.Errorf("%d fields", got)
	}
	if !note.Fields[0].Required || !reflect.DeepEqual(note.Required, []string{"title"}) {
		t.Error("what is common is not required")
	}
	var got []string
	for _, typ := range set.Types() {
		for _, b := range set.Backs(typ.Name) {
			got = append(got, typ.Name+"."+b.Name+" <- "+b.From.Name+b.Field.Pointer)
		}
	}
	if d := cmp.Diff([]string{"crew.notes <- note/crews", "note.below <- note/up", "note.notes <- note/crews"}, got); d != "" {
		t.Error(d)
	}
	if f := note.Lookup("/crews"); !reflect.DeepEqual(f.Ref, f.Items.Ref) || f.Back != "notes" {
		t.Error("a list of references does not know that it is one")
	}
}

func TestNoSchemas(t *testing.T) {
	set, list, err := meta.Load(fstest.MapFS{})
	if err != nil || len(list) > 0 || len(set.Types()) > 0 || set.Type("x") != nil {
		t.Error(set.Types(), list, err)
	}
}

func TestReferencesThatExplode(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"properties": {"x": {"$ref": "#/definitions/a0"}}, "definitions": {`)
	for i := range 20 {
		b.WriteString(`"a` + string(rune('a'+i)) + `": {}, `)
	}
	for i := range 30 {
		n := string(rune('0' + i/10))
		m := string(rune('0' + i%10))
		next := `#/definitions/z` + string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10))
		b.WriteString(`"z` + n + m + `": {"anyOf": [{"$ref": "` + next + `"}, {"$ref": "` + next + `"}]}, `)
	}
	b.WriteString(`"a0": {"type": "string", "allOf": [{"$ref": "#/definitions/z00"}]}, "z30": {}}}`)
	set, list, err := meta.Load(folder(map[string]string{"note": b.String()}))
	if err != nil || set.Type("note") != nil || len(list) == 0 {
		t.Error("references that double themselves thirty times are accepted", err)
	}
}

func TestNumbersThatAreNone(t *testing.T) {
	typ := load(t, map[string]string{"note": `{"properties": {"x": {"type": "number", "minimum": 1, "multipleOf": 2}}}`}).Type("note")
	for _, v := range []string{"nan", "inf", "-inf"} {
		if list := typ.Validate(parse(t, "x = "+v), ""); len(list) != 1 || list[0].ID != "wrong-type" {
			t.Errorf("%s\n%s", v, printed(list))
		}
	}
	if !math.IsNaN(typ.Decode(map[string]any{"x": math.NaN()})["x"].(float64)) {
		t.Error("a value that Validate refuses is changed")
	}
}

func TestTypeMadeByHand(t *testing.T) {
	typ := &schema.Type{Name: "hand", Fields: []*schema.Field{{Name: "title", Pointer: "/title"}}}
	doc := parse(t, "title = 3\nother = 1")
	if list := typ.Validate(doc, ""); len(list) > 0 {
		t.Error(printed(list))
	}
	if typ.Lookup("/title") == nil || typ.Lookup("/other") != nil || typ.Decode(doc.Values)["title"] != int64(3) {
		t.Error("a type without a schema does not know its fields")
	}
	if _, err := meta.Expanded(typ); err == nil {
		t.Error("a type without a schema has one for editors")
	}
}

func TestValidateAtOnce(t *testing.T) {
	typ := load(t, map[string]string{"note": deep}).Type("note")
	doc := parse(t, "n = \"x\"\ni = 2022-05-31\nzz = 1\n[t]\nd = \"soon\"")
	want := printed(typ.Validate(doc, ""))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got := printed(typ.Validate(doc, "")); got != want {
					t.Errorf("got\n%swant\n%s", got, want)
				}
			}
		})
	}
	wg.Wait()
}
