//go:build !linux || candor_portable

package publish

// oneStep says that this system exchanges folders in one step.
const oneStep = false
