package render

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// number reads any numeric value; anything else is 0.
func number(v any) float64 {
	switch n := v.(type) {
	case int:
		return float64(n)
	case int64:
		return float64(n)
	case float64:
		return n
	}
	return 0
}

// formatNumber writes a number with separators and at most six decimals.
func formatNumber(v any) string {
	n := number(v)
	s := strconv.FormatFloat(math.Round(math.Abs(n)*1e6)/1e6, 'f', -1, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if n < 0 && s != "0" {
		return "−" + whole
	}
	return whole
}

// money writes an amount. Where there are cents there are two of them.
func money(v any, currency ...any) string {
	s := formatNumber(v)
	if i := strings.IndexByte(s, '.'); i >= 0 && i == len(s)-2 {
		s += "0"
	}
	for _, c := range currency {
		if c, _ := c.(string); c != "" {
			s += "\u00a0" + c
		}
	}
	return s
}

func count(n any, one, many string) string {
	if number(n) == 1 {
		return "1 " + one
	}
	return formatNumber(n) + " " + many
}

func sum(v any) float64 {
	list, _ := v.([]any)
	total := 0.0
	for _, e := range list {
		total += number(e)
	}
	return math.Round(total*1e6) / 1e6
}

func median(v any) float64 {
	list, _ := v.([]any)
	if len(list) == 0 {
		return 0
	}
	numbers := make([]float64, len(list))
	for i, e := range list {
		numbers[i] = number(e)
	}
	slices.Sort(numbers)
	middle := len(numbers) / 2
	if len(numbers)%2 == 1 {
		return numbers[middle]
	}
	return (numbers[middle-1] + numbers[middle]) / 2
}

func divide(a, b any) (float64, error) {
	if number(b) == 0 {
		return 0, fmt.Errorf("nothing can be divided by zero")
	}
	return number(a) / number(b), nil
}
