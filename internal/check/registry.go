package check

// All returns every check, in order of id.
func All() []*Check {
	return []*Check{
		linkBroken,
		referenceMissing,
	}
}
