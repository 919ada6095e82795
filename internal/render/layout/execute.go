package layout

import (
	"errors"

	"candor/internal/catalog"
	"candor/internal/diag"
)

// Execute returns the page that the layout of that name makes of the data. A
// failure is a diagnostic in the layout.
func (l *Set) Execute(name string, data any) ([]byte, diag.List) {
	w := sheets.Get().(*sheet)
	defer w.free()
	diags := l.failure(w, name, l.pages[name].Execute(w, data))
	whole, more := l.fill(name, w.Bytes())
	return whole, append(diags, more...)
}

// failure tells of what went wrong; nothing where nothing did.
func (l *Set) failure(w *sheet, name string, err error) diag.List {
	switch {
	case errors.Is(err, errEndless):
		w.Reset()
		return diag.List{l.endless(name, "page")}
	case err != nil:
		return diag.List{l.fault(name, err)}
	}
	return nil
}

const endlessHint = "look for a part that calls itself, or for lists within lists"

// endless tells that what a layout makes does not end.
func (l *Set) endless(name, what string) diag.Diagnostic {
	return diag.Diagnostic{
		ID: catalog.LayoutFailed, Span: l.sources[name].At(0, 0), Message: "a " + what + " of this layout does not come to an end", Hint: endlessHint,
	}
}
