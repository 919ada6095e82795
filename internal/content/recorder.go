package content

import "candor/internal/schema"

// Read is one thing that a stage looked at: a record (or that there is none),
// all of a type, or a list of referrers.
type Read struct {
	Key  Key    // a whole type has no ID
	Back string // the name of the list of referrers, or ""
	Of   Aspect
}

// Aspect says what of a key was looked at.
type Aspect uint8

// The aspects. All but the fields are noted by those who look at them.
const (
	Fields     Aspect = iota
	Text              // the record's Markdown
	Neighbours        // who stands before and behind it in the order of its type
	Promises          // what outcomes say of it; without a key, all outcomes
	Tagged            // who has the tag that ID names; without one, all tags
	Files             // without a key: which file and which page stands for which record
	Commits           // which commit changed it last; of a whole type or, without a key, of all the newest
)

// Recorder is a Lookup that remembers what was asked of it. It serves one
// goroutine.
type Recorder struct {
	from  Lookup
	seen  map[Read]struct{}
	reads []Read
}

// NewRecorder returns a recorder in front of another lookup.
func NewRecorder(from Lookup) *Recorder {
	return &Recorder{from: from, seen: map[Read]struct{}{}}
}

// Reset forgets what was read, so that the recorder can serve again.
func (r *Recorder) Reset() {
	clear(r.seen)
	r.reads = nil
}

// Reads returns what was read, in the order of the first time.
func (r *Recorder) Reads() []Read { return r.reads }

// Note adds what was looked at in another way than through the recorder.
func (r *Recorder) Note(read Read) { r.note(read) }

func (r *Recorder) note(read Read) {
	if _, ok := r.seen[read]; !ok {
		r.seen[read] = struct{}{}
		r.reads = append(r.reads, read)
	}
}

// Get implements Lookup.
func (r *Recorder) Get(k Key) *Record {
	r.note(Read{Key: k})
	return r.from.Get(k)
}

// All implements Lookup.
func (r *Recorder) All(typ string) []*Record {
	r.note(Read{Key: Key{Type: typ}})
	return r.from.All(typ)
}

// Back implements Lookup. The referrers count as read too.
func (r *Recorder) Back(k Key, name string) []*Record {
	r.note(Read{Key: k, Back: name})
	list := r.from.Back(k, name)
	for _, rec := range list {
		r.note(Read{Key: rec.Key})
	}
	return list
}

// Types implements Lookup.
func (r *Recorder) Types() *schema.Set { return r.from.Types() }

// Doubtful says that an answer built on these reads cannot be trusted: one of
// the records is incomplete, or a file that may hold more could not be read.
func (c *Corpus) Doubtful(reads []Read) bool {
	for _, read := range reads {
		if c.doubtful(read) {
			return true
		}
	}
	return false
}

func (c *Corpus) doubtful(read Read) bool {
	switch {
	case read.Of != Fields:
		return false
	case read.Back != "":
		return c.doubtfulBack(read)
	case read.Key.ID == "":
		return c.incompleteType(read.Key.Type)
	}
	rec := c.records[read.Key]
	return rec != nil && rec.Incomplete || rec == nil && c.partial[read.Key.Type]
}

// doubtfulBack says that a record which could refer to the key is incomplete, or
// refers to nothing.
func (c *Corpus) doubtfulBack(read Read) bool {
	for _, b := range c.types.Backs(read.Key.Type) {
		if b.Name == read.Back && (c.incompleteType(b.From.Name) || c.astray[field{b.From.Name, b.Name}] > 0) {
			return true
		}
	}
	return false
}

func (c *Corpus) incompleteType(typ string) bool { return c.partial[typ] || c.faulty[typ] }
