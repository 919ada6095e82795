package fn

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"candor/internal/schema"
	"candor/internal/toml"
	"candor/internal/wording"
)

// Elements returns the elements of any list.
func Elements(list any) []any {
	if l, ok := list.([]any); ok {
		return l
	}
	v := reflect.ValueOf(list)
	if v.Kind() != reflect.Slice {
		return nil
	}
	out := make([]any, v.Len())
	for i := range out {
		out[i] = v.Index(i).Interface()
	}
	return out
}

func first(n int, list any) []any {
	l := Elements(list)
	return l[:min(max(n, 0), len(l))]
}

func after(n int, list any) []any {
	l := Elements(list)
	return l[min(max(n, 0), len(l)):]
}

func reverse(list any) []any {
	out := slices.Clone(Elements(list))
	slices.Reverse(out)
	return out
}

func push(list, x any) []any { return slices.Concat(Elements(list), []any{x}) }

func join(list any, sep string) string {
	var out []string
	for _, e := range Elements(list) {
		out = append(out, fmt.Sprint(e))
	}
	return strings.Join(out, sep)
}

// has takes words of any kind: the elements of a list of tags are texts, those
// of a field are values.
func has(list any, x any) bool {
	for _, e := range Elements(list) {
		if fmt.Sprint(e) == fmt.Sprint(x) {
			return true
		}
	}
	return false
}

// At returns what stands at a JSON pointer of a record, a value or a table.
func At(e any, pointer string) any {
	switch e := e.(type) {
	case interface{ Get(string) any }:
		return e.Get(pointer)
	case map[string]any:
		return e[strings.TrimPrefix(pointer, "/")]
	}
	return nil
}

func where(list any, pointer string, x any) []any {
	var out []any
	want := plain(x)
	for _, e := range Elements(list) {
		if v := At(e, pointer); v != nil && plain(v) == want {
			out = append(out, e)
		}
	}
	return out
}

// plain is fmt.Sprint, which takes its time for what is a text already.
func plain(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return fmt.Sprint(v)
}

func sortBy(list any, pointer string) []any {
	out := slices.Clone(Elements(list))
	slices.SortStableFunc(out, func(a, b any) int { return Compare(At(a, pointer), At(b, pointer)) })
	return out
}

// Group is the elements of a list that share something. Key is what, Text is
// the same as people write it.
type Group struct {
	Key  any
	Text string
	List []any
}

// group keeps the order in which the keys first come. What has several keys is
// in the group of each.
func group(list any, key string) []Group {
	var out []Group
	index := map[string]int{}
	for _, e := range Elements(list) {
		for _, k := range groupKeys(e, key) {
			name := plain(k)
			i, ok := index[name]
			if !ok {
				i = len(out)
				index[name] = i
				out = append(out, Group{Key: k, Text: groupText(k)})
			}
			out[i].List = append(out[i].List, e)
		}
	}
	return out
}

func groupKeys(e any, key string) []any {
	k := groupKey(e, key)
	if several, ok := k.([]any); ok && len(several) > 0 {
		return several
	} else if ok {
		return []any{nil}
	}
	return []any{k}
}

// filed is a record: what it can be grouped by beside its values.
type filed interface {
	File() string
	Date() *toml.Date
	Title() string
	Type() *schema.Type
}

func groupKey(e any, key string) any {
	r, ok := e.(filed)
	switch {
	case key == "letter" && !ok:
		return wording.Initial("")
	case slices.Contains([]string{"file", "year", "type"}, key) && !ok:
		return ""
	}
	switch key {
	case "file":
		return r.File()
	case "year":
		return year(r.Date())
	case "letter":
		return wording.Initial(r.Title())
	case "type":
		return r.Type().Plural
	}
	return At(e, key)
}

func groupText(k any) string {
	switch k := k.(type) {
	case nil:
		return ""
	case string:
		return wording.Term(k)
	}
	return cmp.Or(Date(k), fmt.Sprint(k))
}
