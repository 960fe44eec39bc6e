package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"fimble/completion"
)

func contextCommand(o *flags) *cobra.Command {
	return &cobra.Command{
		Use:   "context FILE:LINE:COL",
		Short: "Print what a model would get to see at a place",
		Long: `Context prints the window that a model would get for a place: each piece with
its source and its estimated tokens, in the order in which it is sent, and
then what was left out and why.

` + placeHelp,
		Example: `  fimble context main.go:12:9`,
		Args:    onePlace,
		RunE: func(cmd *cobra.Command, args []string) error {
			at, err := parsePlace(args[0])
			if err != nil {
				return err
			}
			return showContext(cmd, *o, at)
		},
	}
}

func showContext(cmd *cobra.Command, o flags, at place) error {
	a, err := newApp(o, "")
	if err != nil {
		return err
	}
	defer a.close()
	doc, err := a.open(cmd.Context(), at, false, cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	defer doc.store.Shutdown()
	text, reason := a.engine.Context(cmd.Context(), doc.request(completion.Invoked))
	if reason != "" {
		return fmt.Errorf("no context for %s: %s", at.file, reason)
	}
	_, err = io.WriteString(cmd.OutOrStdout(), text)
	return err
}
