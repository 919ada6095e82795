package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"candor/internal/diag"
	"candor/internal/printable"
)

// version is that of the program. It is no commit: the same sources give the
// same bytes whichever checkout the program was built in.
const version = "0.1.0"

// Exit statuses.
const (
	exitFine    = 0
	exitContent = 1 // the content has errors
	exitUsage   = 2 // the command was used wrongly
	exitMachine = 3 // the machine failed
)

// errContent says that the diagnostics, already printed, hold an error.
var errContent = errors.New("the content has errors")

// usageError says that the command was used wrongly.
type usageError struct{ error }

// failure says that the machine, not the author, is at fault.
type failure struct{ error }

// run is the command without the process around it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	a := &app{console: console{stdout: stdout, stderr: stderr}}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitFine
	}
	if errors.Is(err, errContent) {
		return exitContent
	}
	fmt.Fprintln(stderr, "candor: "+printable.Lines(err.Error()))
	var f failure
	if errors.As(err, &f) {
		return exitMachine
	}
	fmt.Fprintln(stderr, "try: candor help")
	return exitUsage
}

// app holds what all verbs share.
type app struct {
	console
	dir     string
	format  string
	touched string
}

// console is where the command speaks, and how much of it.
type console struct {
	stdout, stderr io.Writer
	noColor        bool
	quiet          bool
	verbose        bool
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "candor",
		Short: "publish a security programme in the open",
		Long: `candor turns the Markdown and TOML of a security team into a static site, and
refuses to publish when the record and the promise disagree.

A site is a folder with site.toml, content/, schema/ and, where the default
theme does not suit, layouts/ and static/.`,
		Example: `  candor check              what is wrong, where, why, and how to mend it
  candor build              the site, in public/
  candor serve              the site while it is being written
  candor explain link-broken`,
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	f := root.PersistentFlags()
	f.StringVarP(&a.dir, "dir", "C", ".", "the site's `folder`")
	f.StringVar(&a.format, "format", "text", "how to print diagnostics: "+formats)
	f.StringVar(&a.touched, "touched", "", "for --format github: a `file` that lists the files of the pull request, which come first")
	f.BoolVar(&a.noColor, "no-color", false, "no colours, on a terminal either")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "print errors only")
	f.BoolVarP(&a.verbose, "verbose", "v", false, "say more")
	root.AddCommand(a.buildCommand(), a.changesCommand(), a.checkCommand(), a.explainCommand(), a.newCommand(), a.fixCommand(), a.mvCommand(), a.initCommand(), a.schemaCommand(), a.serveCommand(), layoutsHelp())
	return root
}

// print writes diagnostics in the format that was asked for.
func (a *app) print(l diag.List) error { return printer{app: a}.print(l) }

// shown leaves the warnings out for those who asked for quiet.
func (a *app) shown(l diag.List) diag.List {
	if !a.quiet {
		return l
	}
	var out diag.List
	for _, d := range l {
		if d.Severity == diag.Error {
			out = append(out, d)
		}
	}
	return out
}

func (c *console) color() bool {
	return !c.noColor && os.Getenv("NO_COLOR") == "" && terminal(c.stdout)
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// note writes a line that is no result.
func (c *console) note(format string, args ...any) {
	if !c.quiet {
		fmt.Fprintln(c.stderr, printable.Lines(fmt.Sprintf(format, args...)))
	}
}

// seconds writes a duration as people read it.
func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
