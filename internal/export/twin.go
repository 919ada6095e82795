package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Finish gives a file that a template has made the form of its kind, which the
// ending of its name tells: JSON is written anew with sorted keys, a calendar
// with folded lines, XML is read, and all else stays as it is. The error, a
// *Flaw, says why the text is not of that kind.
func Finish(ext string, text []byte) ([]byte, error) {
	switch ext {
	case ".json":
		return finishJSON(text)
	case ".ics":
		return finishCalendar(text)
	case ".xml":
		return text, wellFormed(text)
	}
	return text, nil
}

// Flaw is why a text is not what the ending of its name says.
type Flaw struct {
	Kind   string // what it should be: "JSON"
	Line   int    // of the text, from 1; 0 where it is the whole
	Reason string
}

// Error says all of it in one line.
func (f *Flaw) Error() string {
	if f.Line == 0 {
		return fmt.Sprintf("it is no %s: %s", f.Kind, f.Reason)
	}
	return fmt.Sprintf("it is no %s in line %d: %s", f.Kind, f.Line, f.Reason)
}

func wellFormed(text []byte) error {
	d := xml.NewDecoder(bytes.NewReader(text))
	elements := 0
	for {
		t, err := d.Token()
		if _, ok := t.(xml.StartElement); ok {
			elements++
		}
		var syntax *xml.SyntaxError
		switch {
		case errors.Is(err, io.EOF) && elements > 0:
			return nil
		case errors.Is(err, io.EOF):
			return &Flaw{Kind: "XML", Reason: "it has no element"}
		case errors.As(err, &syntax):
			return &Flaw{"XML", syntax.Line, syntax.Msg}
		case err != nil:
			return &Flaw{Kind: "XML", Reason: strings.TrimPrefix(err.Error(), "xml: ")}
		}
	}
}
