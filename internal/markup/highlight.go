package markup

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/yuin/goldmark/ast"

	"candor/internal/catalog"
)

// patience is how long a single token may take. The highlighter leaves out a
// rule that needs longer than 250 ms, without a word: a result that took that
// long is not to be trusted.
const patience = 200 * time.Millisecond

// highlight writes code. A language that nobody knows is
// written plainly; so is code that cannot be highlighted, and it is reported.
func highlight(o *output, r *report, code []byte, language string, info *ast.Text) {
	lexer := languages()[strings.ToLower(language)]
	if language == "" || lexer == nil {
		o.html = appendEscaped(o.html, code)
		return
	}
	highlightAs(o, r, lexer, code, language, info)
}

// attempts is how often code that took too long is tried again. The clock does
// not tell a hard match from a machine that was busy elsewhere; the second goes
// away, however busy the machine is, the first does not.
const attempts = 12

// highlightAs writes code by a lexer, or plainly where that
// fails.
func highlightAs(o *output, r *report, lexer chroma.Lexer, raw []byte, language string, info *ast.Text) {
	code, from := prepared(raw), len(o.html)
	err := o.tokens(lexer, code)
	for n := 1; n < attempts && errors.Is(err, errSlow); n++ {
		o.html = o.html[:from]
		err = o.tokens(lexer, code)
	}
	if err != nil {
		o.html = appendEscaped(o.html[:from], code)
		r.add(catalog.HighlightFailed, span{info.Segment.Start, info.Segment.Stop},
			fmt.Sprintf("this block cannot be highlighted as %s: %v", language, err),
			"make it shorter, or take the language off its first line")
	}
}

// What can go wrong with a lexer.
var (
	errSlow   = errors.New("it takes too long")
	errBroken = errors.New("the rules of that language do not fit it")
)

// tokens writes code as spans with the highlighter's classes. It fails with
// errSlow where the result may depend on the machine, and with errBroken where
// the lexer panics, runs in a circle or loses text.
func (o *output) tokens(lexer chroma.Lexer, code string) (err error) {
	defer func() {
		if recover() != nil {
			err = errBroken
		}
	}()
	next, err := lexer.Tokenise(nil, code)
	if err != nil {
		return errBroken
	}
	before, last, size, empty := time.Now(), "", 0, 0
	for t := next(); t != chroma.EOF; t = next() {
		now := time.Now()
		if now.Sub(before) > patience {
			return errSlow
		}
		before = now
		if t.Value == "" {
			if empty++; empty > mostEmpty {
				return errBroken
			}
			continue
		}
		last, size, empty = o.token(t, last), size+len(t.Value), 0
	}
	if last != "" {
		o.str("</span>")
	}
	if size != len(code) {
		return errBroken
	}
	return nil
}

// mostEmpty is how many tokens in a row may hold nothing. Some lexers have a
// rule that matches nothing and changes nothing, for ever.
const mostEmpty = 1000

// prepared returns code as the highlighter wants it: lines that all end with
// line feeds, and valid UTF-8.
func prepared(code []byte) string {
	s := string(code)
	if strings.Contains(s, "\r") {
		s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	}
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return strings.ToValidUTF8(s, replacement)
}

// token writes a token, and a span where its class is not that of the last.
func (o *output) token(t chroma.Token, last string) string {
	class := tokenClass(t.Type)
	if class != last {
		if last != "" {
			o.str("</span>")
		}
		if class != "" {
			o.str(`<span class="` + class + `">`)
		}
	}
	o.escape(t.Value)
	return class
}

// tokenClass returns the highlighter's usual class for a kind of token. Space
// has no colour, so it needs none.
func tokenClass(t chroma.TokenType) string {
	for ; t != 0 && t != chroma.Whitespace; t = t.Parent() {
		if class, ok := chroma.StandardTypes[t]; ok {
			return class
		}
	}
	return ""
}
