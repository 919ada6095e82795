package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"sync"
)

// Hash is the SHA-256 of a source's bytes.
type Hash [sha256.Size]byte

// String returns the hash in lower-case hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// HashOf returns the hash of b.
func HashOf(b []byte) Hash { return sha256.Sum256(b) }

// ErrChanged says that a source's bytes are no longer those that were hashed.
var ErrChanged = errors.New("the file changed while it was being read; run the command again")

// Source is an immutable file: its name (slash-separated, relative to the
// site), its size in bytes and the hash of its bytes. The bytes themselves are
// opened again when somebody asks, so that a site of any size fits in memory.
type Source struct {
	Name string
	Size int64
	Hash Hash

	open func() ([]byte, error)
	kept bool

	mu    sync.Mutex
	index *index // nil until somebody asks for a position, as only files with a diagnostic do
}

// NewSource describes a file whose bytes are b now and come from open later.
// With a nil open the source keeps b.
func NewSource(name string, b []byte, open func() ([]byte, error)) *Source {
	s := &Source{Name: name, Size: int64(len(b)), Hash: HashOf(b), open: open}
	if open == nil {
		s.open, s.kept = func() ([]byte, error) { return b, nil }, true
	}
	return s
}

// Kept says that the bytes are the source's own: they may be others than those of
// the file, as where a secret is masked.
func (s *Source) Kept() bool { return s.kept }

// Bytes returns the file's bytes. The caller must not change them. It fails
// with ErrChanged when they are not the ones that were hashed.
func (s *Source) Bytes() ([]byte, error) {
	b, err := s.open()
	if err != nil {
		return nil, err
	}
	if int64(len(b)) != s.Size || HashOf(b) != s.Hash {
		return nil, ErrChanged
	}
	return b, nil
}

// indexed returns the index of the source, for which it is read once.
func (s *Source) indexed() (*index, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index == nil {
		b, err := s.Bytes()
		if err != nil {
			return nil, err
		}
		s.index = newIndex(b)
	}
	return s.index, nil
}

// At returns the span from start to end of the source.
func (s *Source) At(start, end int) Span { return Span{Source: s, Start: start, End: end} }
