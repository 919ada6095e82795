package serve

import (
	"container/list"
	"sync"

	"candor/internal/content"
	"candor/internal/pipeline"
)

// mostGood is how many pages are remembered: those that somebody has open.
const mostGood = 100

// goodPages remembers the last good form of the pages that were opened last.
// The zero value remembers none.
type goodPages struct {
	mu     sync.Mutex
	byPath map[string]*list.Element
	recent *list.List // of goodPage, the latest first
}

type goodPage struct {
	path string
	key  content.Key
	html []byte
}

func (g *goodPages) put(path string, p *pipeline.Page) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.byPath == nil {
		g.byPath, g.recent = map[string]*list.Element{}, list.New()
	}
	if e := g.byPath[path]; e != nil {
		g.recent.Remove(e)
	}
	g.byPath[path] = g.recent.PushFront(goodPage{path, p.Key, p.HTML})
	if g.recent.Len() > mostGood {
		oldest := g.recent.Remove(g.recent.Back()).(goodPage)
		delete(g.byPath, oldest.path)
	}
}

// get returns the last good form of a page.
func (g *goodPages) get(path string) (goodPage, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if e := g.byPath[path]; e != nil {
		return e.Value.(goodPage), true
	}
	return goodPage{}, false
}
