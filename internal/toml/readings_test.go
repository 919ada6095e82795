package toml_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/toml"
)

func TestReadings(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"2022/05/04", []string{"2022-05-04"}},
		{"2022/5/4", []string{"2022-05-04"}},
		{"2022-5-4", []string{"2022-05-04"}},
		{"2022.05.04", []string{"2022-05-04"}},
		{"4 May 2022", []string{"2022-05-04"}},
		{"4th May 2022", []string{"2022-05-04"}},
		{"04 MAY 2022", []string{"2022-05-04"}},
		{"May 4, 2022", []string{"2022-05-04"}},
		{"december 31st, 2022", []string{"2022-12-31"}},
		{"4-May-2022", []string{"2022-05-04"}},
		{"2022 May 4", []string{"2022-05-04"}},
		{"May 2022", []string{"2022-05"}},
		{"2022/05", []string{"2022-05"}},
		{"2022-5", []string{"2022-05"}},
		{"31.05.2022", []string{"2022-05-31"}},
		{"05/31/2022", []string{"2022-05-31"}},
		{"5.5.2022", []string{"2022-05-05"}},
		// Which is the day?
		{"04.05.2022", []string{"2022-05-04", "2022-04-05"}},
		{"4/5/2022", []string{"2022-05-04", "2022-04-05"}},
		// Right already.
		{"2022", nil},
		{"2022-05", nil},
		{"2022-05-04", nil},
		{"2022-05-04T10:00:00Z", nil},
		// No dates, or not certainly.
		{"", nil},
		{"2022/13/01", nil},
		{"2022-02-30", nil},
		{"31.06.2022", nil},
		{"4 May 22", nil},
		{"4.5.22", nil},
		{"4.5/2022", nil},
		{"4 Mai 2022", nil},
		{"05/2022", []string{"2022-05"}},
		{"mid May 2022", nil},
		{"4 May 2022 or so", nil},
		{"4-5 May 2022", nil},
		{"1.0.0", nil},
		{"0001-1-1", nil},
		{"IS-2022-05", nil},
	}
	for _, tt := range tests {
		if d := cmp.Diff(tt.want, toml.Readings(tt.text)); d != "" {
			t.Errorf("%q: (-want +got)\n%s", tt.text, d)
		}
	}
}

// FuzzReadings holds that a reading is what ParseDate takes, and is read as
// nothing else.
func FuzzReadings(f *testing.F) {
	for _, s := range []string{"4 May 2022", "2022/5/4", "04.05.2022", "May 2022", "9999-1-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all := toml.Readings(text)
		for _, r := range all {
			if _, ok := toml.ParseDate(r); !ok {
				t.Errorf("%q is read as %q, which is no date", text, r)
			}
		}
		if len(all) > 2 {
			t.Errorf("%q is read in %d ways: %v", text, len(all), all)
		}
		if _, instead := toml.Meant(text); (instead != "") != (len(all) == 1) {
			t.Errorf("%q: %v, and instead %q", text, all, instead)
		}
	})
}
