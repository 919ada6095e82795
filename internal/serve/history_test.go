package serve

import (
	"sync/atomic"
	"testing"

	"candor/internal/content"
)

// Pages say when they were changed as soon as that is known, and a new commit is
// seen with the next change.
func TestHistory(t *testing.T) {
	commit := func(short string) *content.History {
		return content.NewHistory(func(string) (content.Commit, bool) { return content.Commit{Hash: short, Short: short}, true })
	}
	var now atomic.Pointer[content.History]
	asked, known := make(chan struct{}), make(chan struct{})
	h := newHarness(t, nil)
	first := true
	h.s.config.History = func() *content.History {
		if first {
			first = false
			close(asked)
			<-known // git is slow
		}
		return now.Load()
	}
	base := h.run()
	<-asked
	becomes(t, base+"/boat/anna/", 200, "<i></i>")
	now.Store(commit("c0ffee"))
	close(known)
	becomes(t, base+"/boat/anna/", 200, "<i>c0ffee</i>")
	now.Store(commit("decade"))
	h.write("content/boat/eva.md", "+++\ntitle = \"Eva\"\n+++\n")
	becomes(t, base+"/boat/anna/", 200, "<i>decade</i>")
	now.Store(nil) // the repository has gone
	h.write("content/boat/eva.md", "+++\ntitle = \"Eve\"\n+++\n")
	becomes(t, base+"/boat/anna/", 200, "<i></i>")
}
