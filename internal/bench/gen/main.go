// Command gen writes a site to measure with: gen FOLDER ARTICLES.
package main

import (
	"fmt"
	"os"
	"strconv"

	"candor/internal/bench"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: gen FOLDER ARTICLES")
		os.Exit(2)
	}
	n, err := strconv.Atoi(os.Args[2])
	if err == nil {
		err = os.CopyFS(os.Args[1], bench.Site(n))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
