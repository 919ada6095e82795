package serve

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"
)

// Run makes the site, answers requests and follows changes until the context
// ends. It calls ready when the first page can be asked for.
func (s *Server) Run(ctx context.Context, listeners []net.Listener, ready func()) error {
	w, err := newWatcher(s.config.Dir, s.config.Real)
	if err != nil {
		return errors.Join(err, closeAll(listeners))
	}
	g, ctx := errgroup.WithContext(ctx)
	server := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, // no write timeout: events have no end
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	s.opened = make(chan struct{})
	go s.followHistory(ctx)
	if err := s.Update(ctx, nil); err != nil {
		return errors.Join(err, w.fs.Close(), closeAll(listeners))
	}
	for _, l := range listeners {
		g.Go(func() error {
			if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				return err
			}
			return nil
		})
	}
	g.Go(func() error { return w.run(ctx, func(paths []string) { s.follow(ctx, paths) }) })
	g.Go(func() error {
		<-ctx.Done()
		return server.Close()
	})
	ready()
	err = g.Wait()
	s.Close()
	return err
}

// follow takes changes in. One that cannot be read now is tried again with the
// next.
func (s *Server) follow(ctx context.Context, paths []string) {
	start := time.Now()
	if err := s.Update(ctx, paths); err != nil && ctx.Err() == nil {
		s.config.Log("the change cannot be read: %v", err)
		return
	}
	s.config.Log("%s: taken in after %d ms", describe(paths), time.Since(start).Milliseconds())
	s.stir()
}

func describe(paths []string) string {
	switch len(paths) {
	case 0:
		return "everything"
	case 1:
		return paths[0]
	}
	return paths[0] + " and others"
}

func closeAll(listeners []net.Listener) error {
	var all []error
	for _, l := range listeners {
		all = append(all, l.Close())
	}
	return errors.Join(all...)
}
