package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"candor/internal/diag"
	"candor/internal/printable"
)

// SARIF prints diagnostics as one run of the Static Analysis Results
// Interchange Format 2.1.0, which code scanners and editors read.
type SARIF struct {
	Version string // of the program
	Prefix  string // the site's folder in the repository, "" where it is the whole

	// Explain returns what is known of a diagnostic's id: a line and a text in
	// Markdown. It may be nil, and both may be empty.
	Explain func(id string) (short, help string)
}

// The names below are those of the specification.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Invocations []sarifInvocation `json:"invocations,omitempty"`
	ColumnKind  string            `json:"columnKind"`
	Results     []sarifResult     `json:"results"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	Level   string       `json:"level"`
	Message sarifMessage `json:"message"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name            string      `json:"name"`
	Version         string      `json:"version,omitempty"`
	SemanticVersion string      `json:"semanticVersion,omitempty"`
	Rules           []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string        `json:"id"`
	Name    string        `json:"name"`
	Short   *sarifMessage `json:"shortDescription,omitempty"`
	Full    *sarifMessage `json:"fullDescription,omitempty"`
	Help    *sarifMessage `json:"help,omitempty"`
	Default sarifDefault  `json:"defaultConfiguration"`
}

type sarifDefault struct {
	Level string `json:"level"`
}

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	RuleIndex int             `json:"ruleIndex"`
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
	Related   []sarifLocation `json:"relatedLocations,omitempty"`
	Fixes     []sarifFix      `json:"fixes,omitempty"`
}

type sarifLocation struct {
	ID       *int           `json:"id,omitempty"`
	Physical *sarifPhysical `json:"physicalLocation,omitempty"`
	Message  *sarifMessage  `json:"message,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifFix struct {
	Description sarifMessage  `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion   `json:"deletedRegion"`
	Inserted *sarifMessage `json:"insertedContent,omitempty"`
}

// mostResults is how many results GitHub takes in a run. It refuses a run with
// more.
const mostResults = 25_000

// keep returns the diagnostics that go into a run, in their order: warnings are
// left out before errors, and later ones before earlier ones.
func keep(l diag.List) diag.List {
	if len(l) <= mostResults {
		return l
	}
	room := map[diag.Severity]int{diag.Error: min(l.Errors(), mostResults)}
	room[diag.Warning] = mostResults - room[diag.Error]
	out := make(diag.List, 0, mostResults)
	for _, d := range l {
		if room[d.Severity] > 0 {
			room[d.Severity]--
			out = append(out, d)
		}
	}
	return out
}

// Print writes the list as one JSON document. A list without diagnostics is a
// run without results, which tells a scanner that all is well again. A list that
// is too long for a run is cut, and the run says how many results it lacks.
func (s SARIF) Print(w io.Writer, l diag.List) error {
	run := s.run(keep(l))
	if left := len(l) - len(run.Results); left > 0 {
		text := fmt.Sprintf("%d more results were left out: a run holds at most %d.", left, mostResults)
		run.Invocations = []sarifInvocation{{true, []sarifNotification{{"warning", sarifMessage{Text: text}}}}}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	})
	if err != nil {
		return err
	}
	_, err = w.Write(printable.JSON(b.Bytes()))
	return err
}

func (s SARIF) run(l diag.List) sarifRun {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "candor", Version: s.Version, SemanticVersion: s.Version, Rules: []sarifRule{}}
	index := map[string]int{}
	for _, d := range l {
		i, known := index[d.ID]
		if !known {
			i = len(run.Tool.Driver.Rules)
			index[d.ID] = i
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, s.rule(d))
		}
		run.Results = append(run.Results, s.result(d, i))
	}
	return run
}

func (s SARIF) rule(d diag.Diagnostic) sarifRule {
	r := sarifRule{ID: d.ID, Name: pascal(d.ID), Default: sarifDefault{d.Severity.String()}}
	if s.Explain == nil {
		return r
	}
	short, help := s.Explain(d.ID)
	if short != "" {
		r.Short = &sarifMessage{Text: sentence(short)}
		r.Full = r.Short // GitHub refuses a rule without it
	}
	if help != "" {
		r.Help = &sarifMessage{Text: help, Markdown: help}
	}
	return r
}

// pascal writes an id as viewers show the name of a rule: LinkBroken.
func pascal(id string) string {
	var b strings.Builder
	for _, word := range strings.Split(id, "-") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}

func (s SARIF) result(d diag.Diagnostic, rule int) sarifResult {
	text := sentence(d.Message)
	if d.Hint != "" {
		text += " Hint: " + sentence(d.Hint)
	}
	r := sarifResult{RuleID: d.ID, RuleIndex: rule, Level: d.Severity.String(), Message: sarifMessage{Text: text}}
	if d.Span.Source != nil {
		r.Locations = []sarifLocation{{Physical: s.physical(d.Span)}}
	}
	for i, rel := range d.Related {
		at := sarifLocation{ID: &i, Message: &sarifMessage{Text: sentence(rel.Message)}}
		if rel.Span.Source != nil {
			at.Physical = s.physical(rel.Span)
		}
		r.Related = append(r.Related, at)
	}
	for _, f := range d.Fixes {
		if fix := s.fix(f); len(fix.Changes) > 0 {
			r.Fixes = append(r.Fixes, fix)
		}
	}
	return r
}

// sentence ends a message with a period, as viewers expect it. What stands
// there ends with none, so that terminals can go on behind it.
func sentence(s string) string {
	if s == "" || strings.ContainsRune(".?!…", []rune(s)[len([]rune(s))-1]) {
		return s
	}
	return s + "."
}

func (s SARIF) artifact(src *diag.Source) sarifArtifact {
	u := url.URL{Path: path.Join(s.Prefix, src.Name)}
	return sarifArtifact{u.EscapedPath()}
}

func (s SARIF) physical(at diag.Span) *sarifPhysical {
	p := &sarifPhysical{Artifact: s.artifact(at.Source)}
	// A folder, and a file that cannot be read, have no lines.
	if r := region(at); r.StartLine > 0 && at.Source.Size > 0 {
		p.Region = &r
	}
	return p
}

func region(at diag.Span) sarifRegion {
	p := at.Position()
	return sarifRegion{p.Line, p.Column, p.EndLine, p.EndColumn}
}

func (s SARIF) fix(f diag.Fix) sarifFix {
	out := sarifFix{Description: sarifMessage{Text: sentence(f.Message)}}
	index := map[*diag.Source]int{}
	for _, e := range f.Edits {
		at := region(e.Span)
		if at.StartLine == 0 { // nobody can apply a fix without a place
			return sarifFix{}
		}
		i, known := index[e.Span.Source]
		if !known {
			i = len(out.Changes)
			index[e.Span.Source] = i
			out.Changes = append(out.Changes, sarifChange{Artifact: s.artifact(e.Span.Source)})
		}
		r := sarifReplacement{Deleted: at}
		if e.Text != "" {
			r.Inserted = &sarifMessage{Text: e.Text}
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, r)
	}
	return out
}
