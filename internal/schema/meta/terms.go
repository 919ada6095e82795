package meta

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema/format"
	"candor/internal/schema/jsontree"
	"candor/internal/wording"
)

// terms checks the parts that schemas are made of: the values of keywords and the
// names in them.
type terms struct{ diags *diag.List }

// value checks that the value of a keyword has the shape that it needs.
func (t terms) value(m jsontree.Member, k keyword) bool {
	ok, want := fits(m.Value, k.shape)
	if !ok {
		t.diags.Errorf(catalog.SchemaValue, m.Value.Span, "", "%s must be %s", wording.Quote(m.Name), want)
		return false
	}
	switch m.Name {
	case "type":
		return t.word(m.Value, valueTypes, "type of value")
	case "format":
		return t.word(m.Value, format.Names(), "format")
	case "contentMediaType":
		return t.word(m.Value, []string{markdownType}, "media type")
	case "pattern":
		return t.pattern(m.Value)
	case "multipleOf":
		if f, err := m.Value.Value.(json.Number).Float64(); err != nil || f <= 0 {
			t.diags.Errorf(catalog.SchemaValue, m.Value.Span, "", "%s must be a number above 0", wording.Quote(m.Name))
			return false
		}
	case "title", "description", "x-plural":
		if strings.TrimSpace(m.Value.Text()) == "" {
			t.diags.Errorf(catalog.SchemaValue, m.Value.Span, "write it or leave it out", "%s is empty", wording.Quote(m.Name))
		}
	}
	return true
}

// fits says whether a value has the shape, and which that is in words.
func fits(v *jsontree.Node, s shape) (bool, string) {
	switch s {
	case textValue:
		return v.Kind == '"', "text"
	case boolValue:
		return v.Kind == 't', "true or false"
	case countValue:
		return isCount(v), "a whole number, 0 or more"
	case numberValue:
		return v.Kind == '0', "a number"
	case listValue:
		return v.Kind == '[' && len(v.Items) > 0, "a list that is not empty"
	case namesValue:
		return v.Kind == '[' && len(v.Texts()) == len(v.Items), "a list of names"
	case falseValue:
		return v.Kind == 't' && v.Value == false, "false: a field that nobody described would be a misspelling"
	case objectValue, namedSchemas:
		return v.Kind == '{', "an object"
	case oneSchema:
		return v.Kind == '{' || v.Kind == 't', "one schema, an object"
	case manySchemas:
		return v.Kind == '[' && len(v.Items) > 0, "a list of schemas that is not empty"
	}
	return true, ""
}

// isCount leaves out what no length or number of items can be.
func isCount(v *jsontree.Node) bool {
	n, ok := v.Value.(json.Number)
	if !ok {
		return false
	}
	i, err := n.Int64()
	return err == nil && i >= 0 && i <= 1<<31-1
}

// word checks that a text is one of the known words.
func (t terms) word(v *jsontree.Node, known []string, what string) bool {
	if slices.Contains(known, v.Text()) {
		return true
	}
	t.diags.Errorf(catalog.SchemaValue, v.Span, diag.DidYouMean(v.Text(), known, "write "), "%s is no %s known here", wording.Quote(v.Text()), what)
	return false
}

// pattern checks that an expression is one of Go's: linear in time, whatever an
// author writes.
func (t terms) pattern(v *jsontree.Node) bool {
	if _, err := regexp.Compile(v.Text()); err != nil {
		why := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		t.diags.Errorf(catalog.SchemaValue, v.Span, "patterns are RE2: no look-ahead, no back-references", "this pattern does not parse: %s", why)
		return false
	}
	return true
}

// members checks an object of ours, such as x-public, against the names that
// it may and must have.
func (t terms) members(n *jsontree.Node, must, may []string) bool {
	before := len(*t.diags)
	for _, m := range n.Members {
		if all := append(slices.Clone(must), may...); !slices.Contains(all, m.Name) {
			t.diags.Errorf(catalog.SchemaKeyword, m.Key, diag.DidYouMean(m.Name, all, "it holds "), "%s means nothing here", wording.Quote(m.Name))
		}
	}
	for _, name := range must {
		if n.Get(name) == nil {
			t.diags.Errorf(catalog.SchemaValue, n.Span, "", "%s is missing here", wording.Quote(name))
		}
	}
	return len(*t.diags) == before
}

// strings checks that a member, where there is one, is a list of text.
func (t terms) strings(n *jsontree.Node, name string) bool {
	v := n.Get(name)
	if v == nil || v.Kind == '[' && len(v.Texts()) == len(v.Items) {
		return true
	}
	t.diags.Errorf(catalog.SchemaValue, v.Span, "", "%s must be a list of text", wording.Quote(name))
	return false
}

// uniqueWords reports words that a list holds twice.
func (t terms) uniqueWords(enum *jsontree.Node) {
	words := enum.Texts()
	for i, w := range words {
		if slices.Index(words, w) < i {
			t.diags.Errorf(catalog.SchemaValue, enum.Items[i].Span, "drop it", "%s stands twice among the values", wording.Quote(w))
		}
	}
}

// known checks that every text in a list is one of the names.
func (t terms) known(n *jsontree.Node, names []string, what string) {
	if n == nil {
		return
	}
	for _, i := range n.Items {
		if !slices.Contains(names, i.Text()) {
			t.diags.Errorf(catalog.SchemaReference, i.Span, diag.DidYouMean(i.Text(), names, "there are "), "there is no %s %s", what, wording.Quote(i.Text()))
		}
	}
}
