package toml

import "bytes"

// level is how deep a key stands, and how many bytes name what is above it.
type level struct {
	depth, path int
	table       bool // keys follow, not values
	at          int  // where the bracket stands
}

// scanner measures nesting without building anything. It need be right only
// up to the first syntax error, where the parsers stop as well.
type scanner struct {
	text     []byte
	i        int
	deepest  int
	cost     int  // bytes that the paths of all keys take
	unclosed int  // where a text begins that does not end, or -1
	dotted   bool // a key = value has a dotted key

	base   level   // the table of the last header
	open   []level // brackets and braces
	now    level   // of the key or value being read
	key    int     // where the key begins
	inKey  bool
	header int // brackets of the header being read
}

func scan(text []byte) *scanner {
	s := &scanner{text: text, unclosed: -1, open: make([]level, 0, 8)}
	s.statement()
	for s.i < len(text) && s.within() {
		s.step(text[s.i])
	}
	return s
}

// within says that the document has kept to the bounds so far.
func (s *scanner) within() bool { return s.deepest <= maxDepth && s.cost <= maxPaths }

// statement begins a new line outside all brackets: a header or a key.
func (s *scanner) statement() {
	for s.i < len(s.text) && (s.text[s.i] == ' ' || s.text[s.i] == '\t') {
		s.i++
	}
	s.header = 0
	s.beginKey(s.base)
	if !bytes.HasPrefix(s.text[s.i:], []byte("[")) {
		return
	}
	s.header = 1
	if bytes.HasPrefix(s.text[s.i:], []byte("[[")) {
		s.header = 2
	}
	s.i += s.header
	s.beginKey(level{depth: s.header - 1})
}

func (s *scanner) beginKey(above level) {
	s.inKey, s.key = true, s.i
	s.now = level{depth: above.depth, path: above.path}
	s.deeper()
}

func (s *scanner) deeper() {
	s.now.depth++
	s.deepest = max(s.deepest, s.now.depth)
}

func (s *scanner) step(c byte) {
	switch c {
	case '#':
		s.comment()
		return
	case '"', '\'':
		s.quoted(c)
		return
	case '\n':
		if s.i++; len(s.open) == 0 {
			s.statement()
		}
		return
	case '.':
		if s.inKey {
			s.dotted = s.dotted || s.header == 0
			s.deeper()
		}
	case '=':
		if s.inKey && s.header == 0 {
			s.endKey()
		}
	case ',':
		s.comma()
	case '[', '{':
		s.push(c == '{')
	case ']', '}':
		s.pop()
	}
	if s.within() {
		s.i++
	}
}

func (s *scanner) endKey() {
	s.inKey = false
	s.now.path += s.i - s.key
	s.cost += s.now.path * s.now.depth
}

// comma begins the next key of a table, or the next element of a list, whose
// pointer repeats the path above it.
func (s *scanner) comma() {
	n := len(s.open)
	switch {
	case n == 0:
	case s.open[n-1].table:
		s.i++
		s.beginKey(s.open[n-1])
		s.i--
	default:
		s.cost += s.open[n-1].path
	}
}

func (s *scanner) push(table bool) {
	if s.header > 0 {
		s.deeper()
		return
	}
	s.now.table, s.now.at = table, s.i
	s.open = append(s.open, s.now)
	if !table {
		s.inKey = false
		s.deeper()
		return
	}
	s.i++
	s.beginKey(s.now)
	s.i--
}

func (s *scanner) pop() {
	if n := len(s.open); n > 0 {
		s.now, s.open = s.open[n-1], s.open[:n-1]
		s.inKey = false
		return
	}
	if s.header > 0 && s.inKey {
		s.endKey()
		s.base = s.now
	}
}

func (s *scanner) comment() {
	if n := bytes.IndexByte(s.text[s.i:], '\n'); n >= 0 {
		s.i += n
		return
	}
	s.i = len(s.text)
}

// quoted steps over a text. One that the line or the document cuts off is
// remembered: it is what the author has to mend.
func (s *scanner) quoted(q byte) {
	begin := s.i
	var closed bool
	if triple := bytes.Repeat([]byte{q}, 3); bytes.HasPrefix(s.text[begin:], triple) {
		closed = s.multiline(q, triple)
	} else {
		closed = s.singleLine(q)
	}
	if !closed && s.unclosed < 0 {
		s.unclosed = begin
	}
}

func (s *scanner) singleLine(q byte) bool {
	for s.i++; s.i < len(s.text); s.i++ {
		switch s.text[s.i] {
		case q:
			s.i++
			return true
		case '\n':
			return false
		case '\\':
			if q == '"' && s.i+1 < len(s.text) && s.text[s.i+1] != '\n' {
				s.i++
			}
		}
	}
	return false
}

func (s *scanner) multiline(q byte, triple []byte) bool {
	for s.i += 3; s.i < len(s.text); s.i++ {
		switch s.text[s.i] {
		case q:
			if !bytes.HasPrefix(s.text[s.i:], triple) {
				continue
			}
			// Up to two quotes may stand before the three that close.
			for s.i += 3; s.i < len(s.text) && s.text[s.i] == q; {
				s.i++
			}
			return true
		case '\\':
			if q == '"' {
				s.i++
			}
		}
	}
	s.i = len(s.text)
	return false
}
