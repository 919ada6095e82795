package toml

import (
	"math"
	"strconv"
	"strings"
)

// Pointer joins keys and indices into a JSON pointer (RFC 6901). Parts are
// strings and ints; any other kind is left out.
func Pointer(parts ...any) string {
	var b strings.Builder
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			b.WriteByte('/')
			b.WriteString(escapeKey(p))
		case int:
			b.WriteByte('/')
			b.WriteString(strconv.Itoa(p))
		}
	}
	return b.String()
}

func escapeKey(key string) string {
	if !strings.ContainsAny(key, "~/") {
		return key
	}
	return strings.ReplaceAll(strings.ReplaceAll(key, "~", "~0"), "/", "~1")
}

func unescapeKey(part string) string {
	if !strings.Contains(part, "~") {
		return part
	}
	return strings.ReplaceAll(strings.ReplaceAll(part, "~1", "/"), "~0", "~")
}

// Lookup returns the value at a JSON pointer of values, which may be a table
// or a list; "" is values itself.
func Lookup(values any, pointer string) (any, bool) {
	for pointer != "" {
		rest, ok := strings.CutPrefix(pointer, "/")
		if !ok {
			return nil, false
		}
		part := rest
		pointer = ""
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			part, pointer = rest[:i], rest[i:]
		}
		if values, ok = child(values, part); !ok {
			return nil, false
		}
	}
	return values, true
}

func child(v any, part string) (any, bool) {
	switch v := v.(type) {
	case map[string]any:
		c, ok := v[unescapeKey(part)]
		return c, ok
	case []any:
		i, err := strconv.Atoi(part)
		if err != nil || i < 0 || i >= len(v) || part != strconv.Itoa(i) {
			return nil, false
		}
		return v[i], true
	}
	return nil, false
}

// Plain returns the JSON view of a value: dates are their text, and so are
// the numbers that JSON lacks ("nan", "inf", "-inf"). It shares nothing that
// can change with v.
func Plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = Plain(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = Plain(e)
		}
		return out
	case Date:
		return v.Text
	case float64:
		return plainFloat(v)
	}
	return v
}

func plainFloat(f float64) any {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	}
	return f
}
