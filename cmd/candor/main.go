// Command candor publishes a security programme in the open: it checks the
// records of a site against what was promised, and turns them into a static
// site when the two agree.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// grace is how long an interrupted command may take to end by itself. A layout
// that runs without end never would.
const grace = 5 * time.Second

func main() {
	spareCollections()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go giveUp(ctx, stop)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// giveUp waits for an interruption. From then on a second one kills at once.
func giveUp(ctx context.Context, stop func()) {
	<-ctx.Done()
	stop()
	time.AfterFunc(grace, func() { os.Exit(exitMachine) })
}
