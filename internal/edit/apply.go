package edit

import (
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/printable"
)

// Applied is a fix that was made.
type Applied struct {
	ID      string // of the diagnostic
	File    string
	Line    int    // in the file as it was before
	Message string // what was done
}

// Apply makes the safe fixes of the diagnostics, which were found in these
// files. Of fixes that overlap the first one is made; the others are for the
// next round, when the diagnostics are new.
//
// A fix is safe when there is one and no doubt about it: the diagnostic offers
// no other, it is not the kind whose cause may be elsewhere, and either it is
// certain, or the numbers that the author wrote stay the same. A date, an amount
// or the number of a record that resembles another is a fact, not a slip of
// spelling.
func Apply(files fs.FS, diags diag.List) (Changes, []Applied, error) {
	a := applier{files: files, sources: map[string]*file{}}
	var done []Applied
	for _, d := range diags.Sorted() {
		if len(d.Fixes) != 1 || d.Span.Source == nil || !safe(d) {
			continue
		}
		ok, err := a.fix(d.Fixes[0])
		if err != nil {
			return nil, nil, err
		}
		if ok {
			done = append(done, Applied{d.ID, d.Span.Source.Name, d.Span.Position().Line, d.Fixes[0].Message})
		}
	}
	return a.changes(), done, nil
}

// doubtful are the diagnostics whose fix mends the sign of a mistake, which may
// be elsewhere.
var doubtful = []string{
	catalog.AddressChecksum, // the chain may be the wrong one of the two
}

func safe(d diag.Diagnostic) bool {
	if slices.Contains(doubtful, d.ID) {
		return false
	}
	if d.Fixes[0].Certain {
		return true
	}
	for _, e := range d.Fixes[0].Edits {
		if old := string(e.Span.Text()); !sameNumbers(old, e.Text) && !sameLetters(old, e.Text) {
			return false
		}
	}
	return true
}

var number = regexp.MustCompile(`[0-9]+`)

// sameNumbers says that two texts hold the same numbers in the same order,
// however many zeros they begin with.
func sameNumbers(a, b string) bool {
	return slices.Equal(numbers(a), numbers(b))
}

func numbers(s string) []string {
	out := number.FindAllString(strings.ReplaceAll(s, "_", ""), -1)
	for i, n := range out {
		out[i] = strings.TrimLeft(n, "0")
	}
	return out
}

// sameLetters says that two texts differ in capitals and quotation marks at
// most.
func sameLetters(a, b string) bool {
	return strings.EqualFold(strings.Trim(a, `"'`), strings.Trim(b, `"'`))
}

// file is a source that is being edited.
type file struct {
	name  string
	bytes []byte
	edits splices
}

type applier struct {
	files   fs.FS
	sources map[string]*file // nil for those that are not ours to edit
}

// fix makes all edits of a fix or none.
func (a *applier) fix(f diag.Fix) (done bool, err error) {
	before := map[*file]splices{}
	defer func() {
		for src, edits := range before {
			if !done {
				src.edits = edits
			}
		}
	}()
	for _, e := range f.Edits {
		src, err := a.open(e.Span.Source)
		if src == nil || err != nil {
			return false, err
		}
		if _, ok := before[src]; !ok {
			before[src] = slices.Clone(src.edits)
		}
		s := splice{e.Span.Start, e.Span.End, e.Text}
		if s.start < 0 || s.end < s.start || s.end > len(src.bytes) || !src.edits.add(s) {
			return false, nil
		}
	}
	return len(f.Edits) > 0, nil
}

// open returns the file of a source, or nil where it is none of the site: a
// layout of the embedded theme, say.
func (a *applier) open(src *diag.Source) (*file, error) {
	if src == nil {
		return nil, nil
	}
	if f, ok := a.sources[src.Name]; ok {
		return f, nil
	}
	a.sources[src.Name] = nil
	if !exists(a.files, src.Name) {
		return nil, nil
	}
	b, err := fs.ReadFile(a.files, src.Name)
	if err != nil {
		return nil, err
	}
	if diag.HashOf(b) != src.Hash {
		return nil, diag.ErrChanged
	}
	f := &file{name: src.Name, bytes: b}
	a.sources[src.Name] = f
	return f, nil
}

func (a *applier) changes() Changes {
	var out Changes
	for _, f := range a.sources {
		if f != nil && len(f.edits) > 0 {
			out = append(out, Change{Name: f.name, Old: f.bytes, New: f.edits.apply(f.bytes)})
		}
	}
	return out.sorted()
}

// String returns how a fix that was made is told: "file:line: what was done".
func (a Applied) String() string {
	return printable.Name(a.File) + ":" + strconv.Itoa(a.Line) + ": " + a.Message
}
