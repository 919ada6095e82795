package diag

import "candor/internal/catalog"

// ConflictAt reports lines that git could not merge and that were left in a
// file. It is the same mistake wherever it is met.
func ConflictAt(at Span) Diagnostic {
	return Diagnostic{
		ID: catalog.MergeConflict, Span: at,
		Message: "two versions of these lines are left from a merge",
		Hint:    "keep the lines that are right, and delete the others and those that begin with <<<<<<<, ======= and >>>>>>>",
	}
}
