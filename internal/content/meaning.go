package content

import (
	"candor/internal/schema"
	"candor/internal/toml"
)

// Meant returns the value of a field that the program gives a meaning to, nil
// where it is absent and where the type calls something else by that name.
func (r *Record) Meant(m schema.Meaning) any {
	if !r.Schema.Means(m) {
		return nil
	}
	return r.Values[string(m)]
}

// MeantText returns the text that Meant returns, or "".
func (r *Record) MeantText(m schema.Meaning) string {
	s, _ := r.Meant(m).(string)
	return s
}

// MeantDate returns the date that Meant returns.
func (r *Record) MeantDate(m schema.Meaning) (toml.Date, bool) {
	d, ok := r.Meant(m).(toml.Date)
	return d, ok
}

// MeantTexts returns the texts of the list that Meant returns.
func (r *Record) MeantTexts(m schema.Meaning) []string {
	if !r.Schema.Means(m) {
		return nil
	}
	return r.Texts(toml.Pointer(string(m)))
}

// Status returns the word of the record's status, or "".
func (r *Record) Status() string { return r.MeantText(schema.Status) }
