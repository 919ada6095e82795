package expr

import (
	"reflect"

	"candor/internal/toml"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// dateType is the one CEL type of dates.
var dateType = types.NewOpaqueType("date")

// date is a day, a month, a year or an instant, as far as it is known.
type date struct {
	toml.Date

	// elsewhere is set for today only, where the clock says which day that is:
	// the days that it is somewhere on Earth. Comparisons allow for them all;
	// what is counted from today is counted from the day in UTC.
	elsewhere *toml.Date
}

func newDate(d toml.Date) *date { return &date{Date: d} }

// newToday returns the variable of that name for the days that it may be.
func newToday(days toml.Date) *date {
	utc, ok := toml.ParseDate(days.Text)
	if !ok || utc == days {
		return newDate(days)
	}
	return &date{utc, &days}
}

// compared returns the interval that stands for d beside another date.
func (d *date) compared() toml.Date {
	if d.elsewhere != nil {
		return *d.elsewhere
	}
	return d.Date
}

// ConvertToNative implements ref.Val.
func (d *date) ConvertToNative(reflect.Type) (any, error) { return nil, errNative }

// ConvertToType implements ref.Val.
func (d *date) ConvertToType(t ref.Type) ref.Val {
	switch t.TypeName() {
	case types.StringType.TypeName():
		return types.String(d.Text)
	case dateType.TypeName():
		return d
	}
	return types.NewErr("a date cannot be turned into something else")
}

// Equal implements ref.Val; the answer may be unknown.
func (d *date) Equal(other ref.Val) ref.Val {
	if e, ok := other.(*date); ok {
		return truth(d.compared().Equal(e.compared()))
	}
	return types.False
}

// Type implements ref.Val.
func (d *date) Type() ref.Type { return dateType }

// Value implements ref.Val.
func (d *date) Value() any { return d.Date }

// truth turns an answer about dates into a value.
func truth(t toml.Truth) ref.Val {
	switch t {
	case toml.True:
		return types.True
	case toml.False:
		return types.False
	}
	return unknown
}
