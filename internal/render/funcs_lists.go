package render

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// elements returns the elements of any list.
func elements(list any) []any {
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
	l := elements(list)
	return l[:min(max(n, 0), len(l))]
}

func after(n int, list any) []any {
	l := elements(list)
	return l[min(max(n, 0), len(l)):]
}

func reverse(list any) []any {
	out := slices.Clone(elements(list))
	slices.Reverse(out)
	return out
}

func push(list, x any) []any { return slices.Concat(elements(list), []any{x}) }

func join(list any, sep string) string {
	var out []string
	for _, e := range elements(list) {
		out = append(out, fmt.Sprint(e))
	}
	return strings.Join(out, sep)
}

// has takes words of any kind: the elements of a list of tags are texts, those
// of a field are values.
func has(list any, x any) bool {
	for _, e := range elements(list) {
		if fmt.Sprint(e) == fmt.Sprint(x) {
			return true
		}
	}
	return false
}

// at returns what stands at a JSON pointer of a record, a value or a table.
func at(e any, pointer string) any {
	switch e := e.(type) {
	case interface{ Get(string) any }:
		return e.Get(pointer)
	case map[string]any:
		return e[strings.TrimPrefix(pointer, "/")]
	}
	return nil
}

// gather returns the elements of the lists that records or tables have at a JSON
// pointer.
func gather(list any, pointer string) []any {
	var out []any
	for _, e := range elements(list) {
		h, ok := e.(interface{ Value(pointer string) *Value })
		if !ok {
			out = append(out, elements(at(e, pointer))...)
			continue
		}
		for _, item := range h.Value(pointer).Items() {
			out = append(out, item)
		}
	}
	return out
}

func where(list any, pointer string, x any) []any {
	var out []any
	want := plain(x)
	for _, e := range elements(list) {
		if v := at(e, pointer); v != nil && plain(v) == want {
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
	out := slices.Clone(elements(list))
	slices.SortStableFunc(out, func(a, b any) int { return compareValues(at(a, pointer), at(b, pointer)) })
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
	for _, e := range elements(list) {
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

func groupKey(e any, key string) any {
	r, _ := e.(*Record)
	switch key {
	case "file":
		return r.File()
	case "year":
		return year(r.Date())
	case "letter":
		return initial(r.Title())
	case "type":
		return plural(r.Type())
	}
	return at(e, key)
}

func groupText(k any) string {
	switch k := k.(type) {
	case nil:
		return ""
	case string:
		return wordText(k)
	}
	return cmp.Or(dateWords(k), fmt.Sprint(k))
}
