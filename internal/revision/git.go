package revision

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// quiet keeps the repository's own settings from running programs.
var quiet = []string{
	"--no-pager", "--literal-pathspecs",
	"-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull,
	"-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "color.ui=false",
}

// command prepares git in the repository's folder.
func (r *repository) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append(quiet[:len(quiet):len(quiet)], args...)...)
	c.Dir = r.dir
	c.Env = environment(os.Environ())
	return c
}

// environment is the caller's without what would lead git elsewhere. Messages
// are asked for in English because some are looked at.
func environment(from []string) []string {
	var out []string
	for _, v := range from {
		if !strings.HasPrefix(v, "GIT_") && !strings.HasPrefix(v, "LC_ALL=") && !strings.HasPrefix(v, "LANGUAGE=") {
			out = append(out, v)
		}
	}
	return append(out, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0")
}

// failed is what git said when it refused.
type failed struct{ verb, message string }

func (f *failed) Error() string { return fmt.Sprintf("git %s: %s", f.verb, f.message) }

// git runs git and returns what it prints.
func (r *repository) git(ctx context.Context, args ...string) (string, error) {
	var stdout, stderr bytes.Buffer
	c := r.command(ctx, args...)
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", refusal(args[0], stderr.Bytes(), err)
	}
	return stdout.String(), nil
}

// refusal tells git's own no from a git that could not run.
func refusal(verb string, stderr []byte, err error) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return err
	}
	first, _, _ := strings.Cut(strings.TrimSpace(string(stderr)), "\n")
	if first == "" {
		first = err.Error()
	}
	return &failed{verb, strings.TrimPrefix(first, "fatal: ")}
}
