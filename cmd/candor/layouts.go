package main

import (
	"github.com/spf13/cobra"

	"candor/internal/render"
)

// layoutsHelp is a help topic: what a layout can use.
func layoutsHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "layouts",
		Short: "what a layout can use: lookup order, data and functions",
		Long:  render.Help(),
	}
}
