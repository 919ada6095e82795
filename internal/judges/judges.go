// Package judges holds the tests in which other programs judge what the command
// writes: the SARIF Multitool its report for code scanners, Taplo and Tombi the
// schemas and settings for editors. It has no code of its own.
//
// The tests need node. Without it they are skipped, except where CI is set,
// which promises it.
package judges
