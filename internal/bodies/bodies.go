// Package bodies keeps the parsed text of every record, so that it is parsed
// once however many pages show it. Parsed texts are packed into a Store, in memory
// or in a file: neither sources nor HTML stay in memory.
package bodies

import (
	"encoding/binary"
	"io"
	"sync"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
)

// Store keeps values under keys that say everything they were made from. It is safe for concurrent use.
type Store interface {
	Get(key string) (value []byte, ok bool, err error)
	Put(key string, value []byte) error
}

// Memory is a Store that holds everything in memory.
type Memory struct{ m sync.Map }

// NewMemory returns an empty Memory.
func NewMemory() *Memory { return &Memory{} }

// Get implements Store.
func (m *Memory) Get(key string) ([]byte, bool, error) {
	v, ok := m.m.Load(key)
	if !ok {
		return nil, false, nil
	}
	return v.([]byte), true, nil
}

// Put implements Store.
func (m *Memory) Put(key string, value []byte) error {
	m.m.Store(key, value)
	return nil
}

// ReadWriterAt is what a Pack is kept in: a file.
type ReadWriterAt interface {
	io.ReaderAt
	io.WriterAt
}

// Pack is a Store whose values lie one behind the other in a file, so that
// memory holds only where each begins.
type Pack struct {
	file ReadWriterAt

	mu    sync.RWMutex
	end   int64
	index map[string]extent
}

type extent struct {
	at   int64
	size int
}

// NewPack returns an empty Pack in a file that nobody else writes to.
func NewPack(file ReadWriterAt) *Pack {
	return &Pack{file: file, index: map[string]extent{}}
}

// Get implements Store.
func (p *Pack) Get(key string) ([]byte, bool, error) {
	p.mu.RLock()
	e, ok := p.index[key]
	p.mu.RUnlock()
	if !ok {
		return nil, false, nil
	}
	b := make([]byte, e.size)
	_, err := p.file.ReadAt(b, e.at)
	return b, err == nil, err
}

// Put implements Store.
func (p *Pack) Put(key string, value []byte) error {
	p.mu.Lock()
	e := extent{p.end, len(value)}
	p.end += int64(len(value))
	p.mu.Unlock()
	if _, err := p.file.WriteAt(value, e.at); err != nil {
		return err
	}
	p.mu.Lock()
	p.index[key] = e
	p.mu.Unlock()
	return nil
}

// Bodies is the parsed texts of all records. It is safe for concurrent use.
type Bodies struct{ store Store }

// New returns the texts that a store keeps.
func New(store Store) Bodies { return Bodies{store} }

// key says everything that a body is made from: the bytes and where the text
// begins among them.
func key(at diag.Span) string {
	return "body" + string(at.Source.Hash[:]) + string(binary.AppendUvarint(nil, uint64(at.Start)))
}

// Get returns the parsed text of a record, nil where it has none. Whoever asks
// first has it parsed.
func (b Bodies) Get(r *content.Record) (*markup.Body, error) {
	at := r.Body
	if at.Source == nil || at.Start >= at.End {
		return nil, nil
	}
	packed, ok, err := b.store.Get(key(at))
	if err != nil {
		return nil, err
	}
	if !ok {
		return b.parse(at)
	}
	body := new(markup.Body)
	return body, body.UnmarshalBinary(packed)
}

func (b Bodies) parse(at diag.Span) (*markup.Body, error) {
	src, err := at.Source.Bytes()
	if err != nil {
		return nil, err
	}
	body, err := markup.Render(at.Source, src, at.Start, at.End)
	if err != nil {
		return nil, err
	}
	packed, err := body.MarshalBinary()
	if err != nil {
		return nil, err
	}
	return body, b.store.Put(key(at), packed)
}
