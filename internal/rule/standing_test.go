package rule

import "testing"

// TestDecide goes through the order of the questions.
func TestDecide(t *testing.T) {
	for _, c := range []struct {
		t      tally
		due    deadline
		broken bool
		want   Standing
	}{
		{tally{here: 1, anywhere: 1, ever: 1, inTime: 1, possible: 1}, passed, true, Kept},
		{tally{anywhere: 1, ever: 1, inTime: 1, possible: 1}, passed, true, KeptElsewhere},
		{tally{ever: 1, possible: 1}, passed, true, Late},
		{tally{ever: 1, inTime: 1, possible: 1}, passed, true, CannotBeDecided},
		{tally{possible: 1}, ahead, true, CannotBeDecided},
		{tally{}, ahead, true, Open},
		{tally{}, passed, true, NotKept},
		{tally{}, unclear, true, NotKept},
		{tally{}, unclear, false, CannotBeDecided},
		{tally{}, none, false, NoPublicRecord},
		{tally{}, passed, false, NoPublicRecord},
	} {
		if got := c.t.decide(1, c.due, c.broken); got != c.want {
			t.Errorf("%+v due %d broken %v: %s, want %s", c.t, c.due, c.broken, got, c.want)
		}
	}
}
