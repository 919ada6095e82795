package frontmatter_test

import (
	"strings"
	"testing"

	"candor/internal/frontmatter"
)

func TestRead(t *testing.T) {
	for name, tt := range map[string]struct {
		file         string
		problem      frontmatter.Problem
		fields, text string
	}{
		"both":                  {"+++\na = 1\n+++\nText\n", frontmatter.None, "a = 1\n", "Text\n"},
		"byte order mark":       {"\xef\xbb\xbf+++\na = 1\n+++\nText\n", frontmatter.None, "a = 1\n", "Text\n"},
		"lines of Windows":      {"+++\r\na = 1\r\n+++\r\nText\r\n", frontmatter.None, "a = 1\r\n", "Text\r\n"},
		"spaces behind a fence": {"+++ \na = 1\n+++\t \nText", frontmatter.None, "a = 1\n", "Text"},
		"nothing in it":         {"+++\n+++\n", frontmatter.None, "", ""},
		"no text":               {"+++\na = 1\n+++", frontmatter.None, "a = 1\n", ""},
		"four signs":            {"+++\na = 1\n++++\n", frontmatter.Unclosed, "", ""},
		"an indented fence":     {"+++\na = 1\n +++\n", frontmatter.Unclosed, "", ""},
		"the fence alone":       {"+++", frontmatter.Unclosed, "", ""},
		"YAML":                  {"---\na: 1\n---\n", frontmatter.YAML, "", ""},
		"text":                  {"Text\n+++\n", frontmatter.Missing, "", ""},
		"a line above":          {"\n+++\n+++\n", frontmatter.Missing, "", ""},
		"nothing at all":        {"", frontmatter.Missing, "", ""},
	} {
		b := []byte(tt.file)
		m := frontmatter.Read(b)
		if m.Problem != tt.problem {
			t.Errorf("%s: problem %d, want %d", name, m.Problem, tt.problem)
		}
		if m.Problem != frontmatter.None {
			continue
		}
		if fields, text := string(b[m.From:m.To]), string(b[m.Body:]); fields != tt.fields || text != tt.text {
			t.Errorf("%s: %q and %q, want %q and %q", name, fields, text, tt.fields, tt.text)
		}
	}
}

func TestHyphens(t *testing.T) {
	b := []byte("\xef\xbb\xbf---\na = 1\nb = 2\n--- \nText\n---\n")
	from, to, line := frontmatter.Read(b).Hyphens(b)
	if got := string(b[from:to]); got != "a = 1\nb = 2\n" || line != 4 {
		t.Errorf("%q up to line %d", got, line)
	}
	b = []byte("---\na = 1\n----\n")
	if _, _, line := frontmatter.Read(b).Hyphens(b); line != 0 {
		t.Errorf("line %d closes what nothing closes", line)
	}
}

func TestLate(t *testing.T) {
	for file, want := range map[string]bool{"\n \n+++\n": true, "\xef\xbb\xbf\n+++": true, "Text\n+++\n": false, "": false} {
		if got := frontmatter.Late([]byte(file)); got != want {
			t.Errorf("%q: %v", file, got)
		}
	}
}

// Whatever a file holds, its parts are in order and within it, and what was
// wrapped is found again.
func FuzzRead(f *testing.F) {
	f.Add("+++\ntitle = \"A\"\n+++\nText\n")
	f.Add("\xef\xbb\xbf+++\r\n+++\r\n")
	f.Add("+++\n+++")
	f.Add("+++")
	f.Add("---\n---")
	f.Fuzz(func(t *testing.T, file string) {
		m := frontmatter.Read([]byte(file))
		m.Hyphens([]byte(file))
		if m.Problem == frontmatter.None && (m.Start >= m.Head || m.Head >= m.From || m.From > m.To || m.To >= m.Body || m.Body > len(file)) {
			t.Errorf("%+v of %d bytes", m, len(file))
		}
		if strings.Contains(file, frontmatter.Fence) {
			return
		}
		whole := frontmatter.Wrap(file+"\n", file)
		m = frontmatter.Read([]byte(whole))
		if m.Problem != frontmatter.None || whole[m.From:m.To] != file+"\n" || whole[m.Body:] != file {
			t.Errorf("%q became %+v", file, m)
		}
	})
}
