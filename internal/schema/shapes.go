package schema

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
)

// terms checks the parts that schemas are made of: the values of keywords and the
// names in them.
type terms struct{ diags *diag.List }

// value checks that the value of a keyword has the shape that it needs.
func (t terms) value(m member, k keyword) bool {
	ok, want := fits(m.value, k.shape)
	if !ok {
		t.diags.Errorf(catalog.SchemaValue, m.value.span, "", "%s must be %s", quote(m.name), want)
		return false
	}
	switch m.name {
	case "type":
		return t.word(m.value, valueTypes, "type of value")
	case "format":
		return t.word(m.value, formatNames(), "format")
	case "contentMediaType":
		return t.word(m.value, []string{markdownType}, "media type")
	case "pattern":
		return t.pattern(m.value)
	case "multipleOf":
		if f, err := m.value.value.(json.Number).Float64(); err != nil || f <= 0 {
			t.diags.Errorf(catalog.SchemaValue, m.value.span, "", "%s must be a number above 0", quote(m.name))
			return false
		}
	case "title", "description", "x-plural":
		if strings.TrimSpace(m.value.text()) == "" {
			t.diags.Errorf(catalog.SchemaValue, m.value.span, "write it or leave it out", "%s is empty", quote(m.name))
		}
	}
	return true
}

// fits says whether a value has the shape, and which that is in words.
func fits(v *node, s shape) (bool, string) {
	switch s {
	case textValue:
		return v.kind == '"', "text"
	case boolValue:
		return v.kind == 't', "true or false"
	case countValue:
		return isCount(v), "a whole number, 0 or more"
	case numberValue:
		return v.kind == '0', "a number"
	case listValue:
		return v.kind == '[' && len(v.items) > 0, "a list that is not empty"
	case namesValue:
		return v.kind == '[' && len(v.texts()) == len(v.items), "a list of names"
	case falseValue:
		return v.kind == 't' && v.value == false, "false: a field that nobody described would be a misspelling"
	case objectValue, namedSchemas:
		return v.kind == '{', "an object"
	case oneSchema:
		return v.kind == '{' || v.kind == 't', "one schema, an object"
	case manySchemas:
		return v.kind == '[' && len(v.items) > 0, "a list of schemas that is not empty"
	}
	return true, ""
}

// isCount leaves out what no length or number of items can be.
func isCount(v *node) bool {
	n, ok := v.value.(json.Number)
	if !ok {
		return false
	}
	i, err := n.Int64()
	return err == nil && i >= 0 && i <= 1<<31-1
}

// word checks that a text is one of the known words.
func (t terms) word(v *node, known []string, what string) bool {
	if slices.Contains(known, v.text()) {
		return true
	}
	t.diags.Errorf(catalog.SchemaValue, v.span, didYouMean(v.text(), known, "write "), "%s is no %s known here", quote(v.text()), what)
	return false
}

// pattern checks that an expression is one of Go's: linear in time, whatever an
// author writes.
func (t terms) pattern(v *node) bool {
	if _, err := regexp.Compile(v.text()); err != nil {
		why := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		t.diags.Errorf(catalog.SchemaValue, v.span, "patterns are RE2: no look-ahead, no back-references", "this pattern does not parse: %s", why)
		return false
	}
	return true
}

// members checks an object of ours, such as x-public, against the names that
// it may and must have.
func (t terms) members(n *node, must, may []string) bool {
	before := len(*t.diags)
	for _, m := range n.members {
		if all := append(slices.Clone(must), may...); !slices.Contains(all, m.name) {
			t.diags.Errorf(catalog.SchemaKeyword, m.key, didYouMean(m.name, all, "it holds "), "%s means nothing here", quote(m.name))
		}
	}
	for _, name := range must {
		if n.get(name) == nil {
			t.diags.Errorf(catalog.SchemaValue, n.span, "", "%s is missing here", quote(name))
		}
	}
	return len(*t.diags) == before
}

// strings checks that a member, where there is one, is a list of text.
func (t terms) strings(n *node, name string) bool {
	v := n.get(name)
	if v == nil || v.kind == '[' && len(v.texts()) == len(v.items) {
		return true
	}
	t.diags.Errorf(catalog.SchemaValue, v.span, "", "%s must be a list of text", quote(name))
	return false
}

// uniqueWords reports words that a list holds twice.
func (t terms) uniqueWords(enum *node) {
	words := enum.texts()
	for i, w := range words {
		if slices.Index(words, w) < i {
			t.diags.Errorf(catalog.SchemaValue, enum.items[i].span, "drop it", "%s stands twice among the values", quote(w))
		}
	}
}

// known checks that every text in a list is one of the names.
func (t terms) known(n *node, names []string, what string) {
	if n == nil {
		return
	}
	for _, i := range n.items {
		if !slices.Contains(names, i.text()) {
			t.diags.Errorf(catalog.SchemaReference, i.span, didYouMean(i.text(), names, "there are "), "there is no %s %s", what, quote(i.text()))
		}
	}
}
