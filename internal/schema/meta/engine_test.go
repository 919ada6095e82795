package meta_test

import (
	"testing"

	"candor/internal/schema"
	"candor/internal/schema/meta"
)

// The program's own types obey the rules that it sets for others.
func TestEngine(t *testing.T) {
	types, err := meta.Engine()
	if err != nil {
		t.Fatal(err)
	}
	s := (&schema.Set{}).With(types...)
	for _, name := range []string{"commitment", "rule"} {
		if typ := s.Type(name); typ == nil || !typ.Page || typ.Plural == "" || typ.Lookup("/clause/document") == nil {
			t.Errorf("%s: %+v", name, typ)
		}
	}
}
