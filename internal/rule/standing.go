package rule

import "candor/internal/content"

// Standing is how a promise stands.
type Standing uint8

// The standings.
const (
	NotApplicable   Standing = iota // the duty did not arise while the promise was in force
	Kept                            // enough evidence, in time
	KeptElsewhere                   // in time, but in another place than promised
	Late                            // enough evidence, after the due day
	NotKept                         // the record proves it
	Open                            // the due day is still ahead
	CannotBeDecided                 // what is not known could decide it
	NoPublicRecord                  // nothing shows that it was kept
)

var standings = [...]string{
	"not applicable", "kept", "kept elsewhere", "late", "not kept", "open", "cannot be decided", "no public record",
}

// String returns the standing in words.
func (s Standing) String() string {
	if int(s) < len(standings) {
		return standings[s]
	}
	return ""
}

// Outcome is how a promise stands for one record and one period.
type Outcome struct {
	Commitment string
	Subject    content.Key // zero for what concerns the site
	Period     string      // "" where there is one result
	Standing   Standing
	Evidence   []content.Key // the records that show it, in order
}

// tally counts the pieces of evidence of one outcome.
type tally struct {
	here     int // certain, in the promised place, in time
	anywhere int // certain, in time
	ever     int // certain
	inTime   int // certain or possible, perhaps in time
	possible int // certain or possible
}

// deadline is how a day stands to another: ahead, passed or unclear.
type deadline uint8

const (
	none deadline = iota
	ahead
	passed
	unclear
)

// decide follows the order of the questions: is it shown, could it be, is
// there time left, is the opposite shown.
func (t tally) decide(enough int, due deadline, broken bool) Standing {
	switch {
	case t.here >= enough:
		return Kept
	case t.anywhere >= enough:
		return KeptElsewhere
	case t.ever >= enough && t.inTime < enough:
		return Late
	case t.possible >= enough:
		return CannotBeDecided
	case due == ahead:
		return Open
	case broken:
		return NotKept
	case due == unclear:
		return CannotBeDecided
	}
	return NoPublicRecord
}
