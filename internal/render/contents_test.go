package render

import "testing"

func TestHeadings(t *testing.T) {
	part := `{{define "all"}}{{range .}}[{{.ID}}|{{.Text}}]{{end}}{{end}}`
	for _, c := range []struct{ name, layout, want string }{
		{"what follows", `<h2 id="a">A</h2>{{headings "all"}}<h2 id="b">B</h2><h3 id="c">C</h3><h2 class="x" id="c:d">D</h2>`,
			`<h2 id="a">A</h2>[b|B][c:d|D]<h2 id="b">B</h2><h3 id="c">C</h3><h2 class="x" id="c:d">D</h2>`},
		{"text", `{{headings "all"}}<h2 id="a">1 &lt; <code>2</code> &amp; 3</h2>`, `[a|1 &lt; 2 &amp; 3]<h2 id="a">1 &lt; <code>2</code> &amp; 3</h2>`},
		{"no anchor", `{{headings "all"}}<h2>A</h2>`, `<h2>A</h2>`},
		{"two places", `{{headings "all"}}<h2 id="a">A</h2>{{headings "all"}}<h2 id="b">B</h2>`, `[a|A][b|B]<h2 id="a">A</h2>[b|B]<h2 id="b">B</h2>`},
		{"a text that looks like one", `{{"<!--headings of what follows: all-->"}}<h2 id="a">A</h2>`, `&lt;!--headings of what follows: all--&gt;<h2 id="a">A</h2>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, diags := show(t, part+c.layout)
			if len(diags) > 0 || got != c.want {
				t.Errorf("%v\n%s\nnot\n%s", diags, got, c.want)
			}
		})
	}
}

// TestHeadingsPart holds that the mistakes in such a part are told.
func TestHeadingsPart(t *testing.T) {
	if testing.Short() {
		t.Skip("what does not end takes the race detector long")
	}
	for layout, want := range map[string]string{
		`{{headings "nothing"}}<h2 id="a">A</h2>`:                                              "there is no part called nothing",
		`{{define "all"}}{{range .}}{{.Txt}}{{end}}{{end}}{{headings "all"}}<h2 id="a">A</h2>`: "nothing is called Txt here",
		`{{define "all"}}{{range 1000000000}}x{{end}}{{end}}{{headings "all"}}`:                "a page of this layout does not come to an end",
	} {
		_, diags := show(t, layout)
		if len(diags) != 1 || diags[0].Message != want {
			t.Errorf("%s: %v", layout, diags)
		}
	}
}
