package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"fimble/completion"
	"fimble/context/window"
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
	w, reason := a.engine.Window(cmd.Context(), doc.request(completion.Invoked))
	if reason != "" {
		return fmt.Errorf("no context for %s: %s", at.file, reason)
	}
	printWindow(cmd.OutOrStdout(), w)
	return nil
}

func printWindow(out io.Writer, w *window.Window) {
	fmt.Fprintf(out, "window of %s: %d of %d tokens\n", w.Path, w.Tokens, w.Budget)
	for _, p := range w.Pieces {
		fmt.Fprintf(out, "\n── %s\n%s\n", title(p), strings.TrimSuffix(p.Text, "\n"))
	}
	if len(w.LeftOut) > 0 {
		fmt.Fprintln(out, "\nleft out:")
	}
	for _, p := range w.LeftOut {
		fmt.Fprintf(out, "  %s: %s\n", title(p), p.Reason)
	}
}

func title(p window.Piece) string {
	where := p.Path
	if p.Span.Len() > 0 {
		where = fmt.Sprintf("%s, bytes %d to %d", where, p.Span.Start, p.Span.End)
	}
	if p.Tokens == 0 {
		return fmt.Sprintf("%s, from %s", p.Kind, where)
	}
	return fmt.Sprintf("%s, from %s, %d tokens", p.Kind, where, p.Tokens)
}
