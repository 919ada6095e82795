package markup

import (
	"bytes"
	"fmt"
	"sync"
	"testing"

	"candor/internal/diag"
)

func TestInline(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Plain & simple", "Plain &amp; simple"},
		{"`withdraw` is *not* **safe**, ~~but~~", "<code>withdraw</code> is <em>not</em> <strong>safe</strong>, <del>but</del>"},
		{"2022. A review", "2022. A review"},
		{"# Not a heading", "# Not a heading"},
		{"- no item", "- no item"},
		{"a [link](https://example.com) and ![an *image*](x.png)", "a link and an image"},
		{"<b>shown</b> as written &lt;i>", "&lt;b&gt;shown&lt;/b&gt; as written &lt;i&gt;"},
		{"https://example.com is text", "https://example.com is text"},
		{"[x](javascript:alert)", "x"},
		{"two\n\nparagraphs", "two paragraphs"},
		{"  space  ", "space"},
		{"\x01u0\x01", replacement + "u0" + replacement},
		{"", ""},
	} {
		if got := string(Inline(test.text)); got != test.want {
			t.Errorf("Inline(%q) = %q, want %q", test.text, got, test.want)
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
	for range 8 {
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
