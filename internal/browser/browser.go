// Package browser holds the tests that open the finished site as readers do: in
// Chromium, in both themes, at three widths, with and without scripts, with an
// accessibility checker and an HTML checker; and that write on a site which
// candor serve shows, and look on as its author does. It has no code of its own.
//
// The tests need node, Chromium and Java; package outside says what becomes of them
// without. With CANDOR_SHOTS=FOLDER the panel of candor serve is photographed there.
package browser
