package wording

import (
	"math"
	"strconv"
	"strings"
)

// minus is the sign that typographers put before a number.
const minus = "−"

// wholeFrom is from where on a number has no decimals to round.
const wholeFrom = 1e16

// Number returns a number with commas between thousands and at most six
// decimals: "1,234,567", "0.5", "−2". What is no number, or endless, is "unknown".
func Number(n float64) string {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return "unknown"
	}
	size := math.Abs(n)
	if size < wholeFrom {
		size = math.Round(size*1e6) / 1e6
	}
	s := strconv.FormatFloat(size, 'f', -1, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	whole = thousands(whole)
	if fraction != "" {
		whole += "." + fraction
	}
	if n < 0 && s != "0" {
		return minus + whole
	}
	return whole
}

// Amount returns a number as Number does, but with two decimals where there
// would be one: "8,025.50".
func Amount(n float64) string {
	s := Number(n)
	if i := strings.IndexByte(s, '.'); i >= 0 && i == len(s)-2 {
		s += "0"
	}
	return s
}

// Count returns a number of things: "1 finding", "1,200 findings".
func Count(n float64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

// Counted is Count for a noun with a regular plural: "1 error", "2 errors".
func Counted(n int, noun string) string { return Count(float64(n), noun, Plural(noun)) }

// Plural returns the plural of a regular English noun.
func Plural(noun string) string { return noun + "s" }

// thousands puts a comma before every three digits.
func thousands(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
