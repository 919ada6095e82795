// Package browser holds the tests that open the finished site as readers do: in
// Chromium, in both themes, at three widths, with and without scripts, with an
// accessibility checker and an HTML checker. It has no code of its own.
//
// The tests need node, Chromium and Java. Without them they are skipped, except
// where CI is set, which promises all three.
package browser
