package toml

import (
	"bytes"
	"unicode/utf8"

	"candor/internal/diag"
)

// What a document may demand of a parser. People come nowhere near.
const (
	maxSize  = 16 << 20
	maxDepth = 64
	// The parser of values stores the full path of every key, once for each
	// part of it: a long header above many keys would fill the memory.
	maxPaths = 256 << 20
)

// guard reports what no parser should be given, as one diagnostic. It says
// whether a key = value has a dotted key.
func (d *Doc) guard(text []byte) (dotted bool, l diag.List) {
	at := func(start, end int) diag.Span { return d.span(extent{start, end}) }
	if len(text) > maxSize {
		l.Errorf("too-large", at(0, 0), "split it into several files", "more than %d MiB of TOML", maxSize>>20)
		return false, l
	}
	if i := invalidUTF8(text); i >= 0 {
		l.Errorf("not-utf8", at(i, i+1), "save the file as UTF-8", "the byte 0x%02x is not UTF-8 text", text[i])
		return false, l
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		l.Errorf("nul-byte", at(i, i+1), "save the file as UTF-8, not UTF-16, and remove the byte", "a NUL byte in the text")
		return false, l
	}
	s := scan(text)
	switch s.verdict {
	case tooDeep:
		l.Errorf("nested-too-deep", at(s.i, s.i+1), "give what is inside a table of its own",
			"brackets and dotted keys nest more than %d deep", maxDepth)
	case tooLong:
		l.Errorf("too-large", at(s.key, s.i), "use shorter keys", "the names of tables and keys are too long")
	}
	return s.dotted, l
}

// invalidUTF8 returns where text stops being UTF-8, or -1.
func invalidUTF8(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

type verdict uint8

const (
	fine verdict = iota
	tooDeep
	tooLong
)

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
	verdict  verdict
	unclosed int  // where a text begins that does not end, or -1
	dotted   bool // a key = value has a dotted key

	base   level   // the table of the last header
	open   []level // brackets and braces
	now    level   // of the key or value being read
	key    int     // where the key begins
	inKey  bool
	header int // brackets of the header being read
	cost   int
}

func scan(text []byte) *scanner {
	s := &scanner{text: text, unclosed: -1, open: make([]level, 0, 8)}
	s.statement()
	for s.i < len(text) && s.verdict == fine {
		s.step(text[s.i])
	}
	return s
}

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
	if s.now.depth++; s.now.depth > maxDepth {
		s.verdict = tooDeep
	}
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
	if s.verdict == fine {
		s.i++
	}
}

func (s *scanner) endKey() {
	s.inKey = false
	s.now.path += s.i - s.key
	if s.cost += s.now.path * s.now.depth; s.cost > maxPaths {
		s.verdict = tooLong
	}
}

func (s *scanner) comma() {
	if n := len(s.open); n > 0 && s.open[n-1].table {
		s.i++
		s.beginKey(s.open[n-1])
		s.i--
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
