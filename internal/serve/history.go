package serve

import "context"

// followHistory has pages say when they were changed. It looks again after every
// change that was taken in: a new commit or another branch brings one. A commit
// alone is seen with the next change. It ends with the context, but not before
// the history has been read.
func (s *Server) followHistory(ctx context.Context) {
	for {
		s.readHistory(ctx)
		select {
		case <-ctx.Done():
			return
		case <-s.stirred:
			s.Wait() // the author waits for what is wrong, not for this
		}
	}
}

// readHistory makes the site anew where the history is another. What comes
// before the first build is part of it.
func (s *Server) readHistory(ctx context.Context) {
	h := s.config.History()
	s.making.Lock()
	same := s.history == h || s.now.Load().out == nil
	s.history = h
	s.making.Unlock()
	if same || ctx.Err() != nil {
		return
	}
	if err := s.Update(ctx, []string{}); err != nil && ctx.Err() == nil {
		s.config.Log("the site cannot be made with its history: %v", err)
	}
}

// stir asks for the history to be read again.
func (s *Server) stir() {
	select {
	case s.stirred <- struct{}{}:
	default: // somebody has asked already
	}
}
