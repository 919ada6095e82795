// Package judges holds the tests in which other programs judge what the command
// writes: the SARIF Multitool its report for code scanners, Taplo and Tombi the
// schemas and settings for editors. It has no code of its own.
//
// The tests need node; package outside says what becomes of them without.
package judges
