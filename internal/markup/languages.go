package markup

import (
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// languages lists the lexers by lower-case name and alias, and then by the
// ending of their files. It is made once and never changes. A lexer compiles
// its rules at its first use and keeps them.
var languages = sync.OnceValue(func() map[string]chroma.Lexer {
	all := lexers.GlobalLexerRegistry.Lexers
	index := make(map[string]chroma.Lexer, 4*len(all))
	for _, l := range all {
		add(index, l, l)
	}
	for _, l := range all {
		for _, file := range l.Config().Filenames {
			ending, ok := strings.CutPrefix(strings.ToLower(file), "*.")
			if _, known := index[ending]; ok && !known {
				index[ending] = l
			}
		}
	}
	if l := lexers.Get("bash-session"); l != nil {
		add(index, l, session(l))
	}
	if l := lexers.Get("solidity"); l != nil {
		add(index, l, chroma.TypeRemappingLexer(l, solidity))
	}
	return index
})

// add lists lexer under the names of named.
func add(index map[string]chroma.Lexer, named, lexer chroma.Lexer) {
	index[strings.ToLower(named.Config().Name)] = lexer
	for _, alias := range named.Config().Aliases {
		index[strings.ToLower(alias)] = lexer
	}
}

// solidity names the words that the lexer does not know yet.
var solidity = chroma.TypeMapping{
	{From: chroma.Name, To: chroma.Keyword, Words: []string{
		"assembly", "calldata", "emit", "error", "fallback", "receive", "transient",
	}},
	{From: chroma.Name, To: chroma.KeywordConstant, Words: []string{"gwei"}},
}

// session reads what a shell showed. It knows prompts such as "user@host:~$",
// takes a command over lines that end with a backslash, and takes no output
// for a command because it begins with the sign of a prompt.
func session(usual chroma.Lexer) chroma.Lexer {
	const prompt = `^(?:\([\w.-]+\)\s)?(?:\[[^\]\n]+@[^\]\n]+\]\s?|[\w.-]+@[\w.-]+(?::\S*)?\s?)?[#$%>]`
	own, err := chroma.NewLexer(usual.Config(), func() chroma.Rules {
		return chroma.Rules{"root": {
			{
				Pattern: "(" + prompt + `)([ \t]+)((?:\\\n|[^\n])*\n?)`,
				Type:    chroma.ByGroups(chroma.GenericPrompt, chroma.Text, chroma.Using("bash")),
			},
			{Pattern: prompt + `\n`, Type: chroma.GenericPrompt},
			{Pattern: `[^\n]*\n`, Type: chroma.GenericOutput},
		}}
	})
	if err != nil {
		return usual
	}
	return own.SetRegistry(lexers.GlobalLexerRegistry)
}
