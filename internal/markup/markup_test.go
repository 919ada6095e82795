package markup

import (
	"bytes"
	"fmt"
	"slices"
	"sync"
	"testing"

	"candor/internal/diag"
)

// TestCode: every range of code is that of a block with its fences, or of a span
// with its backticks.
func TestCode(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"no code", nil},
		{"a `b` and ``c ` d``", []string{"`b`", "``c ` d``"}},
		{"two\n`lines\nof` it", []string{"`lines\nof`"}},
		{"> two\n> ` lines\n> ` of it", []string{"` lines\n> `"}},
		{"`not\n\nclosed`", nil},
		{"\\`escaped\\`", nil},
		{"```sh\na\n```\nb", []string{"```sh\na\n```"}},
		{"````\n```\n````\n", []string{"````\n```\n````"}},
		{"```\n```\nb", []string{"```\n```"}},
		{"~~~\r\na\r\n~~~\r\nb", []string{"~~~\r\na\r\n~~~"}},
		{"~~~\nnever closed\n", []string{"~~~\nnever closed\n"}},
		{"- item\n\n  ```\n  a\n  ```\n", []string{"```\n  a\n  ```"}},
		{"> ```\n> a\n> ```\n", []string{"```\n> a\n> ```"}},
		{"a\n\n    indented\n    code\n\nb", []string{"indented\n    code\n"}},
		{"![shows `x`](y.png)", []string{"`x`"}},
		{"see[^n]\n\n[^n]: a `note`\n\nthen `b`", []string{"`note`", "`b`"}},
	} {
		var got []string
		for _, c := range Fragment([]byte(test.text)).Code {
			got = append(got, test.text[c.Start:c.End])
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

// TestWhole: a link is known with its text, wherever its destination is.
func TestWhole(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"a [b](c.md) d", "[b](c.md)"},
		{"a [b *c* `]`](<d e> \"t\") f", "[b *c* `]`](<d e> \"t\")"},
		{"a [b][c] d\n\n[c]: e.md", "[b][c]"},
		{"a [c] d\n\n[c]: e.md", "[c]"},
		{"a ![b](c.png) d", "![b](c.png)"},
		{"a <https://example.com/> b", "https://example.com/"},
		{"ends with [b](c.md)", "[b](c.md)"},
	} {
		b := Fragment([]byte(test.text))
		if len(b.Links) != 1 {
			t.Fatalf("%q has %d links", test.text, len(b.Links))
		}
		w := b.Links[0].Whole
		if got := test.text[w.Start:w.End]; got != test.want {
			t.Errorf("%q: the link is %q, want %q", test.text, got, test.want)
		}
	}
}

func TestRenderRange(t *testing.T) {
	b := []byte("+++\n+++\n## A [b](c.md)\n\n## Not this\n")
	src := diag.NewSource("a.md", b, nil)
	body, err := Render(src, b, 8, 22)
	if err != nil {
		t.Fatal(err)
	}
	if len(body.Headings) != 1 || len(body.Links) != 1 {
		t.Fatalf("%+v", body)
	}
	l := body.Links[0]
	if got := string(b[l.Start:l.End]); got != "c.md" {
		t.Errorf("the link stands at %q", got)
	}
	for _, r := range [][2]int{{-1, 3}, {0, len(b) + 1}, {5, 4}} {
		if _, err := Render(src, b, r[0], r[1]); err == nil {
			t.Errorf("no error for the range %v", r)
		}
	}
}

func TestRenderByteOrderMark(t *testing.T) {
	b := []byte("\xef\xbb\xbf## Title\n")
	body, err := Render(diag.NewSource("a.md", b, nil), b, 0, len(b))
	if err != nil {
		t.Fatal(err)
	}
	if len(body.Headings) != 1 || body.Headings[0].Start != 6 || body.Text != "Title" {
		t.Errorf("%+v", body)
	}
}

func TestFillEscapes(t *testing.T) {
	body := Fragment([]byte("[](a.md) ![x](b.png)"))
	got := string(body.Fill(func(slot int) Target {
		return Target{URL: fmt.Sprintf(`/%d?"><script>&`, slot), Title: `<b>"T" & U</b>`}
	}))
	want := `<p><a href="/0?&quot;&gt;&lt;script&gt;&amp;">&lt;b&gt;&quot;T&quot; &amp; U&lt;/b&gt;</a> ` +
		`<img src="/1?&quot;&gt;&lt;script&gt;&amp;" alt="x"></p>` + "\n"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestFillDamaged: a body that did not come from here is filled as far as it
// can be.
func TestFillDamaged(t *testing.T) {
	body := &Body{HTML: []byte("a\x01b\x01x1\x01c\x01u0\x01d\x01"), Links: make([]Link, 1)}
	if got := string(body.Fill(func(int) Target { return Target{URL: "/"} })); got != "abx1c/d" {
		t.Errorf("got %q", got)
	}
}

func TestConcurrent(t *testing.T) {
	src := page(t)
	want := Fragment(src).HTML
	var wg sync.WaitGroup
	for range 2 { // more would wait for each other, which the highlighter takes for slow rules
		wg.Go(func() {
			for range 3 {
				if !bytes.Equal(Fragment(src).HTML, want) {
					t.Error("another result beside others")
				}
			}
		})
	}
	wg.Wait()
}
