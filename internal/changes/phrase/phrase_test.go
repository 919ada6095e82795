package phrase_test

import (
	"testing"

	"candor/internal/changes/phrase"
	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/toml"
)

// boat returns the fields of a record whose price has a template.
func boat(template string) []*schema.Field {
	return []*schema.Field{
		{Name: "price", Pointer: "/price", Title: "Price", Kind: schema.Number, Change: template},
		{Name: "currency", Pointer: "/currency", Title: "Currency", Kind: schema.String, Format: "x"},
		{Name: "rig", Pointer: "/rig", Title: "Rig", Kind: schema.String, Enum: []string{"gaff_cutter", "sloop"}},
		{Name: "owner", Pointer: "/owner", Title: "Owner", Kind: schema.String},
	}
}

// side returns a boat at a price.
func side(fields []*schema.Field, price any) *phrase.Side {
	r := &content.Record{
		Key: content.Key{Type: "boat", ID: "anna"}, Schema: &schema.Type{Name: "boat", Fields: fields},
		Values: map[string]any{"price": price, "currency": "DAI", "rig": "gaff_cutter"},
	}
	return &phrase.Side{Templates: phrase.Templates{}, Record: r}
}

func TestFill(t *testing.T) {
	for _, c := range []struct{ template, want string }{
		{"now {new}, {old} before", "now DAI 1,000, DAI 250.50 before"},
		{"{title}: {new}", "Price: DAI 1,000"},
		{"the {value.rig}", "the gaff cutter"},
		{"the {self.rig}", "the gaff cutter"},
		{"[{value.owner}|nobody] pays {new}", "nobody pays DAI 1,000"},
		{"{value.owner} pays", ""},
		{"{old.price}", "DAI 250.50"},
		{"= {value} a day", ""}, // words for the value, and none for a change
		{"{{new}} [[x]]", "{new} [x]"},
	} {
		fields := boat(c.template)
		o, n := side(fields, 250.5).Top().Child("price"), side(fields, 1000.0).Top().Child("price")
		got, _ := n.Template().Fitting(o, n)[0].Fill(phrase.Between(o, n))
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.template, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	fields := append(boat("= {value} a day"), &schema.Field{Name: "log", Title: "Log", Kind: schema.List, Items: &schema.Field{
		Kind: schema.Table, Fields: []*schema.Field{{Name: "port", Title: "Port", Kind: schema.String, Required: true}, {Name: "miles", Title: "Miles", Kind: schema.Integer}},
	}})
	s := side(fields, 12.0)
	s.Record.Values["log"] = []any{map[string]any{"port": "Old Quay", "miles": int64(1200)}}
	s.Record.Values["seen"], _ = toml.ParseDate("2022-03")
	for name, want := range map[string]string{
		"price": "12 a day", "rig": "gaff cutter", "log": "“Old Quay”, miles 1,200", "seen": "March 2022", "owner": "",
	} {
		if got := s.Top().Child(name).Words(&phrase.Filler{}); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	entry := s.Top().At("log/0")
	if got := entry.Name(nil); got != "“Old Quay”" {
		t.Errorf("an entry is called %s", got)
	}
	if got := entry.Key(); got != "Old Quay" {
		t.Errorf("an entry is found again by %q", got)
	}
}

func TestReworded(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"a", "b", "a → b"},
		{"a b", "a c", "“a b” → “a c”"},
		{"a  b", "a b", "“a b”, spaced differently"},
		{"1 2 3 4 5 6 7 8 9 a b c d e f g", "1 2 3 4 5 6 7 8 x a b c d e f g", "“… 6 7 8 9 a b c …” → “… 6 7 8 x a b c …”"},
	} {
		if got := phrase.Reworded(c.old, c.new); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.old, c.new, got, c.want)
		}
	}
}
