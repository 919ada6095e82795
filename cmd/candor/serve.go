package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/content"
	"candor/internal/pipeline"
	"candor/internal/serve"
)

// serveFlags are what serve is told beside the flags of all verbs.
type serveFlags struct {
	port   int
	open   bool
	drafts bool
	asOf   string
	editor string
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "show the site while it is being written",
		Long: `serve shows the site on this machine only, and the pages that are open follow
every change. After a mistake the last good page stays, under a list of what is
wrong, where, and how to mend it. Nothing is written.

A busy port moves on to the next.`,
		Example: "  candor serve\n  candor serve -O -D\n  candor serve --editor 'zed://file/{path}:{line}:{column}'",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return server{a}.run(cmd.Context(), f)
		},
	}
	c.Flags().IntVarP(&f.port, "port", "p", 1313, "the first `port` to try; 0 takes any")
	c.Flags().BoolVarP(&f.open, "open", "O", false, "open the site in the browser")
	c.Flags().BoolVarP(&f.drafts, "drafts", "D", false, "show drafts; never what is under embargo or undisclosed")
	c.Flags().StringVar(&f.asOf, "as-of", "", "judge promises on this `day` instead of as_of")
	c.Flags().StringVar(&f.editor, "editor", serve.DefaultEditor, "the `link` that opens a place in the editor")
	return c
}

// server is the verb serve.
type server struct{ *app }

func (a server) run(ctx context.Context, f serveFlags) error {
	start := time.Now()
	if f.port < 0 || f.port > 65535 {
		return usageError{fmt.Errorf("--port takes a number from 0 to 65535, not %d", f.port)}
	}
	files, closeSite, err := a.openSite()
	if err != nil {
		return err
	}
	defer closeSite()
	in, closeInput, err := a.input(files, siteFlags{drafts: f.drafts, asOf: f.asOf})
	if err != nil {
		return err
	}
	defer closeInput()
	in.Options.BaseURL = "" // the pages of a preview elsewhere are not these
	listeners, port, err := serve.Listen(f.port)
	if err != nil {
		return failure{err}
	}
	watched := &follower{app: a.app}
	s := serve.New(serve.Config{
		Files: in.Files, Theme: in.Theme, Dir: a.dir, Real: files.Real, Editor: f.editor, Log: a.progressLog(),
		Options: func() pipeline.Options { return thisHour(in.Options) },
		History: func() *content.History { return watched.history(ctx) },
	})
	// Nothing that is read at the start becomes garbage soon.
	usual := debug.SetGCPercent(startGCPercent)
	err = s.Run(ctx, listeners, func() {
		debug.SetGCPercent(usual)
		a.ready(f, port, s.Base(), time.Since(start))
	})
	if err != nil {
		return failure{err}
	}
	return nil
}

// startGCPercent is how much the memory may grow between two collections until
// the site is ready.
const startGCPercent = 400

// thisHour gives a build the date of its hour. A site is made for a moment, and
// what that moment decides would be judged anew at every change.
func thisHour(o pipeline.Options) pipeline.Options {
	if os.Getenv("SOURCE_DATE_EPOCH") == "" {
		o.BuildDate = time.Now().UTC().Truncate(time.Hour)
	}
	return o
}

// progressLog says what is done after each change, to those who want to know.
func (a server) progressLog() func(string, ...any) {
	if !a.verbose {
		return nil
	}
	return a.note
}

// ready tells where the site is.
func (a server) ready(f serveFlags, port int, base string, took time.Duration) {
	address := "http://" + net.JoinHostPort("localhost", fmt.Sprint(port)) + base
	if port != f.port && f.port != 0 {
		a.note("port %d is in use", f.port)
	}
	fmt.Fprintln(a.stdout, address)
	a.note("ready after %s; Ctrl-C ends it", seconds(took))
	if f.open {
		if err := openBrowser(address); err != nil {
			a.note("no browser could be opened: %v", err)
		}
	}
}

// openBrowser asks the system to open an address. It does not wait.
func openBrowser(address string) error {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	c := exec.Command(name, args...)
	if err := c.Start(); err != nil {
		return err
	}
	go func() { _ = c.Wait() }() // so that it leaves no zombie
	return nil
}
