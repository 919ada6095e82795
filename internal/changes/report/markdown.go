package report

import (
	"fmt"
	"io"
	"strings"

	"candor/internal/printable"
	"candor/internal/wording"
)

// Markdown writes the report as GitHub shows it, for a pull request or the
// summary of a run.
func (r *Report) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## What changes from %s to %s\n\n%s.\n", escape(r.Old), escape(r.New), escape(wording.Capital(r.summary())))
	r.shout(&b)
	for _, s := range r.sections() {
		quiet := false
		for _, e := range s.entries {
			if e.grave {
				continue
			}
			if !quiet {
				fmt.Fprintf(&b, "\n### %s\n\n", escape(s.title))
				quiet = true
			}
			e.markdown(&b, "")
		}
	}
	if len(r.Unread) > 0 {
		b.WriteString("\n### Not read in full\n\nWhat changed there may be missing above.\n\n")
	}
	for _, line := range r.unreadLines() {
		fmt.Fprintf(&b, "- %s\n", escape(line))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shout puts what became weaker in front of everything else.
func (r *Report) shout(b *strings.Builder) {
	first := true
	for _, s := range r.sections() {
		for _, e := range s.entries {
			if !e.grave {
				continue
			}
			if first {
				b.WriteString("\n> [!CAUTION]\n> Less is demanded than before, or may be:\n>\n")
				first = false
			}
			e.markdown(b, "> ")
		}
	}
}

func (e *entry) markdown(b *strings.Builder, margin string) {
	shout, names, rest := e.head()
	b.WriteString(margin + "- ")
	if shout != "" {
		b.WriteString(escape(shout) + ": ")
	}
	fmt.Fprintf(b, "**%s**", escape(names))
	if rest != "" {
		b.WriteString(": " + escape(rest))
	}
	b.WriteByte('\n')
	for _, d := range e.details {
		fmt.Fprintf(b, "%s  - %s\n", margin, escape(wording.Capital(d)))
	}
}

// escape keeps what records hold from being Markdown, save code between two
// backquotes. Nobody is notified because a record names them.
func escape(s string) string {
	parts := strings.Split(printable.Line(wording.OneLine(s)), "`")
	if len(parts)%2 == 0 || strings.Contains(s, "``") { // longer runs pair among themselves
		return escapeWords(strings.Join(parts, "'"))
	}
	for i := range parts {
		if i%2 == 0 {
			parts[i] = escapeWords(parts[i])
		}
	}
	return strings.Join(parts, "`")
}

// escapeWords leaves addresses alone, or they would lead elsewhere.
func escapeWords(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		if strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "http://") {
			words[i] = inAddress.Replace(w)
			continue
		}
		words[i] = inText.Replace(w)
	}
	return strings.Join(words, " ")
}

var inAddress = strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C", "@", "%40")

var inText = strings.NewReplacer(
	`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `&lt;`, ">", `&gt;`, "|", `\|`, "~", `\~`,
	"@", "&#64;", "#", "&#35;", "&", "&amp;", "!", `\!`, "$", `\$`,
)
