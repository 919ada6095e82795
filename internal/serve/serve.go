// Package serve shows a site to its author while it is being written.
//
// # Pages
//
// Pages are made when they are asked for, from the files as they are. Nothing
// is inspected first: records are judged in the background, and what is wrong
// with them arrives when it is known. A change makes the site anew, at a cost
// that depends on the change and not on the site, and the open pages load again
// where they look different.
//
// After a mistake the last good page stays, under a panel that lists what is
// wrong, where, how to mend it, and leads into the editor; the panel goes when
// the mistake does. A page whose file is gone is gone.
//
// # Safety
//
// The server listens on the loopback interface only and refuses requests that
// name another host, so that no web page can read drafts through the author's
// browser. It answers to GET and HEAD and changes nothing. What the host of the
// site is told to send, in _headers and _redirects, is sent here too.
//
// Everything of its own stands below /.candor/.
package serve

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/pipeline"
)

// Config says what is served.
type Config struct {
	Files, Theme fs.FS
	Dir          string                  // the folder of Files, to be watched
	Options      func() pipeline.Options // of each build; Memo and Changed are the server's

	// Real returns where in Dir a file of the site is, as sitefiles.FS does: content/
	// may be a symbolic link. nil: where its name says.
	Real func(name string) string

	// History returns which commit changed a file last, the same value as long
	// as that holds. It may take its time. nil: pages do not say.
	History func() *content.History

	Editor string // link that opens a file; "": DefaultEditor
	Log    func(format string, args ...any)
}

// DefaultEditor is the link that opens a place in Visual Studio Code.
const DefaultEditor = "vscode://file/{path}:{line}:{column}"

// Server serves one site.
type Server struct {
	config Config
	memo   *pipeline.Memo
	feed   *feed

	making sync.Mutex // one build at a time
	stop   context.CancelFunc
	done   chan struct{} // closed when the inspection under way has ended

	now  atomic.Pointer[view]
	good goodPages

	opened chan struct{} // closed when the first page has been sent
	once   sync.Once

	history *content.History // of the next build; making guards it
	stirred chan struct{}    // asks for the history to be looked at again
}

// grace is how long the first inspection waits for the first page to be asked
// for: both want all that the machine can do.
const grace = 500 * time.Millisecond

// view is the site at one moment. It does not change.
type view struct {
	out       *pipeline.Output
	headers   []header
	redirects map[string]string
	copies    int           // how often a file changed that pages show but do not hold
	next      chan struct{} // closed when another view has taken its place
}

// New returns a server that has not looked at the site yet.
func New(c Config) *Server {
	if c.Editor == "" {
		c.Editor = DefaultEditor
	}
	if c.History == nil {
		c.History = func() *content.History { return nil }
	}
	if c.Log == nil {
		c.Log = func(string, ...any) {}
	}
	s := &Server{config: c, memo: pipeline.NewMemo(), feed: newFeed(), stop: func() {}, done: make(chan struct{}), stirred: make(chan struct{}, 1)}
	close(s.done)
	s.now.Store(&view{out: nil, next: make(chan struct{})})
	return s
}

// Update makes the site anew after changes to these paths, nil for any. When it
// returns, pages are as the files are. What is wrong is found out afterwards;
// the next Update breaks that off.
func (s *Server) Update(ctx context.Context, changed []string) error {
	s.making.Lock()
	defer s.making.Unlock()
	s.stop()
	<-s.done
	o := s.config.Options()
	o.Memo, o.Changed = s.memo, changed
	draft, err := pipeline.Begin(ctx, pipeline.Input{Files: s.config.Files, Theme: s.config.Theme, History: s.history, Options: o})
	if err != nil {
		return err
	}
	if before := s.now.Load(); !draft.Output.Empty() || before.out == nil {
		s.show(draft.Output, before, changed)
	}
	s.feed.changed()
	s.inspect(ctx, draft)
	return nil
}

// show puts a view in the place of the one before.
func (s *Server) show(out *pipeline.Output, before *view, changed []string) {
	v := &view{out: out, copies: before.copies, next: make(chan struct{})}
	if before.out != nil && (changed == nil || slices.ContainsFunc(changed, copied)) {
		v.copies++
	}
	v.headers, v.redirects = hostFiles(out)
	close(s.now.Swap(v).next)
}

// inspect finds out in the background what is wrong.
func (s *Server) inspect(ctx context.Context, draft *pipeline.Draft) {
	ctx, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	s.stop, s.done = stop, done
	go func() {
		defer close(done)
		defer stop()
		if s.opened != nil {
			select {
			case <-s.opened:
			case <-ctx.Done():
			case <-time.After(grace):
			}
		}
		if err := s.find(ctx, draft); err != nil && ctx.Err() == nil && !errors.Is(err, diag.ErrChanged) {
			s.config.Log("the inspection broke off: %v", err)
		}
	}()
}

// find tells what is wrong as soon as it is known: with the records, then with
// the pages.
func (s *Server) find(ctx context.Context, draft *pipeline.Draft) error {
	records, err := draft.Inspect(ctx)
	if err != nil {
		return err
	}
	s.feed.tell(s.problems(records), nil, false)
	pages, err := draft.Output.Inspect(ctx)
	if err != nil {
		return err
	}
	s.feed.tell(s.problems(records), s.problems(pages), true)
	return nil
}

// copied says that a path is that of a file which is copied as it is, an image
// for example, or of a folder of such.
func copied(name string) bool {
	in, _, _ := strings.Cut(name, "/")
	return in == "static" || in == "content" && path.Ext(name) != ".md" && path.Ext(name) != ".toml"
}

// Wait returns when the inspection that is under way has ended.
func (s *Server) Wait() {
	s.making.Lock()
	done := s.done
	s.making.Unlock()
	<-done
}

// Close ends the inspection.
func (s *Server) Close() {
	s.making.Lock()
	defer s.making.Unlock()
	s.stop()
	<-s.done
}

// Base returns the path of the site's address: "/" or "/security/".
func (s *Server) Base() string {
	if v := s.now.Load(); v.out != nil {
		return v.out.Base()
	}
	return "/"
}
