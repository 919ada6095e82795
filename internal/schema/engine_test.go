package schema

import "testing"

// The program's own types obey the rules that it sets for others.
func TestEngine(t *testing.T) {
	types, err := Engine()
	if err != nil {
		t.Fatal(err)
	}
	s := (&Set{}).With(types...)
	for _, name := range []string{"commitment", "rule"} {
		if typ := s.Type(name); typ == nil || !typ.Page || typ.Plural == "" || typ.Lookup("/clause/document") == nil {
			t.Errorf("%s: %+v", name, typ)
		}
	}
}
