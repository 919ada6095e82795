package fn

import (
	"fmt"
	"math"
	"slices"

	"candor/internal/wording"
)

// Number reads any numeric value; anything else is 0.
func Number(v any) float64 {
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

func formatNumber(v any) string { return wording.Number(Number(v)) }

// Money returns an amount with its currency, if it has one: "2,500 DAI". Where
// there are cents there are two digits of them.
func Money(v any, currency ...any) string {
	s := wording.Amount(Number(v))
	for _, c := range currency {
		if c, _ := c.(string); c != "" {
			s += "\u00a0" + c
		}
	}
	return s
}

func count(n any, one, many string) string { return wording.Count(Number(n), one, many) }

func sum(v any) float64 {
	list, _ := v.([]any)
	total := 0.0
	for _, e := range list {
		total += Number(e)
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
		numbers[i] = Number(e)
	}
	slices.Sort(numbers)
	middle := len(numbers) / 2
	if len(numbers)%2 == 1 {
		return numbers[middle]
	}
	return (numbers[middle-1] + numbers[middle]) / 2
}

func divide(a, b any) (float64, error) {
	if Number(b) == 0 {
		return 0, fmt.Errorf("nothing can be divided by zero")
	}
	return Number(a) / Number(b), nil
}
