// Command serve measures what an author waits for: serve CANDOR SITE runs that
// executable over a generated site of 10,000 articles and over a copy of that
// site, and prints how long it takes from the start to the first page, from a
// change of a text to the page that shows it, and from a change of a title to
// the list that shows it.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"candor/internal/bench"
)

const (
	articles = 10_000
	starts   = 5
	edits    = 9
	patience = 10 * time.Minute // a machine that others use too is slow to look at everything
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: serve CANDOR SITE")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(candor, site string) error {
	dir, err := os.MkdirTemp("", "candor-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	large, real := filepath.Join(dir, "large"), filepath.Join(dir, "real")
	if err := os.CopyFS(large, bench.Site(articles)); err != nil {
		return err
	}
	for _, name := range []string{"content", "schema", "layouts", "static"} {
		if err := os.CopyFS(filepath.Join(real, name), os.DirFS(filepath.Join(site, name))); err != nil {
			return err
		}
	}
	b, err := os.ReadFile(filepath.Join(site, "site.toml"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(real, "site.toml"), b, 0o600); err != nil {
		return err
	}
	fmt.Printf("%-28s %12s %12s %12s %12s\n", "ms", "first page", "its CPU", "text edited", "title edited")
	return errors.Join(measure(candor, large, fmt.Sprintf("%d articles", articles)), measure(candor, real, "this site"))
}

// measure prints two lines about a site: the medians, and the best, which is what
// a machine can do that others use too.
func measure(candor, dir, name string) error {
	var first, cpu []time.Duration
	for range starts {
		s, err := start(candor, dir)
		if err != nil {
			return err
		}
		first, cpu = append(first, s.first), append(cpu, s.stop())
	}
	s, err := start(candor, dir)
	if err != nil {
		return err
	}
	defer s.stop()
	if _, err := s.until("/.candor/problems", `"whole":true`); err != nil {
		return err
	}
	a, err := s.article()
	if err != nil {
		return err
	}
	text, err := s.times(a, a.url, func(mark string) string { return a.text + "\n" + mark + "\n" })
	if err != nil {
		return err
	}
	field, err := s.times(a, path.Dir(strings.TrimSuffix(a.url, "/"))+"/", func(mark string) string {
		at := titled.FindStringIndex(a.text)
		return a.text[:at[1]] + mark + " " + a.text[at[1]:]
	})
	if err != nil {
		return err
	}
	for _, row := range []struct {
		name string
		of   func([]time.Duration) time.Duration
	}{{"median", median}, {"best", slices.Min[[]time.Duration]}} {
		fmt.Printf("%-28s", name+", "+row.name)
		for _, times := range [][]time.Duration{first, cpu, text, field} {
			fmt.Printf(" %12.0f", float64(row.of(times).Microseconds())/1000)
		}
		fmt.Println()
	}
	return nil
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

// server is a running candor serve.
type server struct {
	dir, address string
	first        time.Duration        // from the start of the process to its first page
	stop         func() time.Duration // ends it and returns the processor time that it took
}

func start(candor, dir string) (*server, error) {
	ctx, cancel := context.WithCancel(context.Background())
	c := exec.CommandContext(ctx, candor, "-C", dir, "-q", "serve", "-p", "0")
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		cancel()
		return nil, err
	}
	s := &server{dir: dir, stop: func() time.Duration {
		cancel()
		_ = c.Wait() // it was killed
		return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}}
	began := time.Now()
	if err := c.Start(); err != nil {
		cancel()
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		s.stop()
		return nil, err
	}
	s.address = strings.TrimSuffix(strings.TrimSpace(line), "/")
	if _, err := s.until("/", "<title>"); err != nil {
		s.stop()
		return nil, err
	}
	s.first = time.Since(began)
	return s, nil
}

// until asks for a path until the answer has a part, and returns how long that
// took.
func (s *server) until(path, part string) (time.Duration, error) {
	began := time.Now()
	for time.Since(began) < patience {
		b, err := s.get(path)
		if err != nil {
			return 0, err
		}
		if strings.Contains(b, part) {
			return time.Since(began), nil
		}
		time.Sleep(time.Millisecond)
	}
	return 0, fmt.Errorf("%s never showed %q", path, part)
}

func (s *server) get(path string) (string, error) {
	r, err := http.Get(s.address + path)
	if err != nil {
		return "", err
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	return string(b), err
}

// article is a record that is measured with.
type article struct{ file, text, url string }

// titled ends where the text of a title begins.
var titled = regexp.MustCompile(`(?m)^title\s*=\s*"`)

var location = regexp.MustCompile(`<loc>https?://[^/]+([^<]*)</loc>`)

// article returns a Markdown record with a title whose page is among those of
// the sitemap.
func (s *server) article() (article, error) {
	sitemap, err := s.get("/sitemap.xml")
	if err != nil {
		return article{}, err
	}
	urls := map[string]string{}
	for _, m := range location.FindAllStringSubmatch(sitemap, -1) {
		urls[path.Base(m[1])] = m[1]
	}
	var found article
	err = filepath.WalkDir(filepath.Join(s.dir, "content"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".md" || strings.HasPrefix(d.Name(), "_") {
			return err
		}
		b, err := os.ReadFile(name)
		url := urls[strings.TrimSuffix(d.Name(), ".md")]
		if err != nil || url == "" || !titled.Match(b) {
			return err
		}
		found = article{name, string(b), url}
		return fs.SkipAll
	})
	if err == nil && found.file == "" {
		err = errors.New("the site has no article to measure with")
	}
	return found, err
}

// times edits an article again and again and returns how long each edit took to
// show on a page.
func (s *server) times(a article, page string, edit func(mark string) string) ([]time.Duration, error) {
	var out []time.Duration
	for i := range edits {
		mark := fmt.Sprintf("Mark%d", time.Now().UnixNano()+int64(i))
		text := edit(mark)
		began := time.Now()
		if err := os.WriteFile(a.file, []byte(text), 0o600); err != nil {
			return nil, err
		}
		if _, err := s.until(page, mark); err != nil {
			return nil, err
		}
		out = append(out, time.Since(began))
		if _, err := s.until("/.candor/problems", `"whole":true`); err != nil {
			return nil, err
		}
	}
	return out, os.WriteFile(a.file, []byte(a.text), 0o600)
}
