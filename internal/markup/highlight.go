package markup

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
)

// patience is how long a single token may take. The highlighter leaves out a
// rule that needs longer than 250 ms, without a word: a result that took that
// long is not to be trusted.
const patience = 200 * time.Millisecond

// languages lists the lexers by lower-case name and alias, and then by the
// ending of their files. A lexer compiles its rules at its first use and keeps
// them.
var languages = sync.OnceValue(func() map[string]chroma.Lexer {
	all := lexers.GlobalLexerRegistry.Lexers
	index := make(map[string]chroma.Lexer, 4*len(all))
	for _, l := range all {
		index[strings.ToLower(l.Config().Name)] = l
		for _, alias := range l.Config().Aliases {
			index[strings.ToLower(alias)] = l
		}
	}
	for _, l := range all {
		for _, file := range l.Config().Filenames {
			ending, ok := strings.CutPrefix(strings.ToLower(file), "*.")
			if _, known := index[ending]; ok && !known {
				index[ending] = l
			}
		}
	}
	return index
})

// highlight writes the code in scratch. A language that nobody knows is
// written plainly; so is code that cannot be highlighted, and it is reported.
func (w *writer) highlight(language string, info *ast.Text) {
	lexer := languages()[strings.ToLower(language)]
	if language == "" || lexer == nil {
		w.html = appendEscaped(w.html, w.scratch)
		return
	}
	code, from := string(w.scratch), len(w.html)
	err := w.tokens(lexer, code)
	if err != nil { // perhaps the machine was busy
		w.html = w.html[:from]
		err = w.tokens(lexer, code)
	}
	if err != nil {
		w.html = appendEscaped(w.html[:from], code)
		w.issue("highlight-failed", span{info.Segment.Start, info.Segment.Stop},
			fmt.Sprintf("this block cannot be highlighted as %s: %v", language, err),
			"make it shorter, or take the language off its first line")
	}
}

// tokens writes code as spans with the highlighter's classes.
func (w *writer) tokens(lexer chroma.Lexer, code string) (err error) {
	// The highlighter panics where one of its own rules is wrong.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the rules of that language are broken")
		}
	}()
	next, err := lexer.Tokenise(nil, code)
	if err != nil {
		return fmt.Errorf("the rules of that language are broken")
	}
	before, last := time.Now(), ""
	for t := next(); t != chroma.EOF; t = next() {
		now := time.Now()
		if now.Sub(before) > patience {
			return fmt.Errorf("it takes too long")
		}
		before = now
		last = w.token(t, last)
	}
	if last != "" {
		w.str("</span>")
	}
	return nil
}

// token writes a token, and a span where its class is not that of the last.
func (w *writer) token(t chroma.Token, last string) string {
	class := tokenClass(t.Type)
	if class != last {
		if last != "" {
			w.str("</span>")
		}
		if class != "" {
			w.str(`<span class="` + class + `">`)
		}
	}
	w.escape(t.Value)
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
