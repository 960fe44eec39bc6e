package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"fimble/completion"
	"fimble/context/buffer"
)

// errNothing ends a command that found no suggestion. It has said why.
var errNothing = errors.New("no suggestion")

func completeCommand(o *flags) *cobra.Command {
	var hole, asJSON bool
	cmd := &cobra.Command{
		Use:   "complete FILE:LINE:COL",
		Short: "Print the suggestion at a place of a file",
		Long: `Complete starts the engine on a file and its project, as an editor would, asks
for a completion and prints the text in place, between ├ and ┤.

` + placeHelp + `

With --hole the rest of the line is hidden first, and the last line of the
output says whether the suggestion equals it.

With --json the output is {"items":[{"text","range"}],"reason"}, with --hole also
"hole":{"hidden","equal"}; ranges are LSP's, from 0, with characters counted in
bytes.

It exits with 0 when there is a suggestion, 3 when there is none, 2 when the
command line makes no sense, and 1 when something went wrong.`,
		Example: `  fimble complete main.go:12:9
  fimble complete --hole --json 'C:\src\main.go:12:9'`,
		Args: onePlace,
		RunE: func(cmd *cobra.Command, args []string) error {
			at, err := parsePlace(args[0])
			if err != nil {
				return err
			}
			return complete(cmd, *o, at, hole, asJSON)
		},
	}
	cmd.Flags().BoolVar(&hole, "hole", false, "hide the rest of the line, and say whether the suggestion equals it")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func onePlace(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usageError{fmt.Errorf("it takes one FILE:LINE:COL, and got %d arguments", len(args))}
	}
	return nil
}

func complete(cmd *cobra.Command, o flags, at place, hole, asJSON bool) error {
	a, err := newApp(o, "")
	if err != nil {
		return err
	}
	defer a.close()
	doc, err := a.open(cmd.Context(), at, hole, cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	defer doc.store.Shutdown()
	res := a.engine.Complete(cmd.Context(), doc.request(completion.Invoked))
	if len(res.Items) > 0 { // else the first of them is the reason
		for _, f := range res.Failures {
			fmt.Fprintf(cmd.ErrOrStderr(), "fimble: %v; %s answers instead\n", f.Err, res.Model)
		}
	}
	if asJSON {
		return printJSON(cmd.OutOrStdout(), doc, res)
	}
	return printGhost(cmd.OutOrStdout(), doc, res)
}

type jsonItem struct {
	Text  string    `json:"text"`
	Range positions `json:"range"`
}

// jsonHole is what --hole hid, and whether the first item equals it.
type jsonHole struct {
	Hidden string `json:"hidden"`
	Equal  bool   `json:"equal"`
}

func printJSON(w io.Writer, doc *document, res completion.Result) error {
	out := struct {
		Items  []jsonItem `json:"items"`
		Reason string     `json:"reason"`
		Hole   *jsonHole  `json:"hole,omitempty"`
	}{Items: []jsonItem{}, Reason: reason(res)}
	if doc.hidden != nil {
		out.Hole = &jsonHole{Hidden: *doc.hidden}
		if len(res.Items) > 0 {
			out.Hole.Equal = fills(doc, res.Items[0].Edits[0])
		}
	}
	for _, item := range res.Items {
		edit := item.Edits[0]
		out.Items = append(out.Items, jsonItem{edit.NewText, rangeOf(doc.snapshot.Text(), edit.Span)})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return err
	}
	if len(res.Items) == 0 {
		return errNothing
	}
	return nil
}

// linesAround is how many lines of the file are shown on either side.
const linesAround = 3

// printGhost shows the best suggestion where it belongs.
func printGhost(w io.Writer, doc *document, res completion.Result) error {
	if len(res.Items) == 0 {
		fmt.Fprintln(w, "no suggestion:", reason(res))
		return errNothing
	}
	text := doc.snapshot.Text()
	edit := res.Items[0].Edits[0]
	line := text.LineAt(edit.Span.Start)
	from := text.LineSpan(max(0, line-linesAround)).Start
	to := text.LineSpan(min(text.Lines()-1, line+linesAround)).End
	fmt.Fprintf(w, "%s%s%s\n", text.Slice(from, edit.Span.Start), ghost(w, edit.NewText), text.Slice(edit.Span.End, to))
	if doc.hidden != nil {
		fmt.Fprintln(w, verdict(doc, edit))
	}
	return nil
}

// verdict compares a suggestion with what was hidden.
func verdict(doc *document, edit completion.TextEdit) string {
	if fills(doc, edit) {
		return "hole: equal"
	}
	return fmt.Sprintf("hole: differs, the file says %q", *doc.hidden)
}

// fills reports whether the first line of a suggestion is what was hidden.
func fills(doc *document, edit completion.TextEdit) bool {
	first, _, _ := strings.Cut(edit.NewText, "\n")
	return strings.TrimRight(first, " \t") == strings.TrimRight(*doc.hidden, " \t\r")
}

// ghost marks the suggested text, and on a terminal also dims it.
func ghost(w io.Writer, text string) string {
	if f, ok := w.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return "\x1b[2m├" + text + "┤\x1b[0m"
		}
	}
	return "├" + text + "┤"
}

func reason(res completion.Result) string {
	if res.Err != nil && len(res.Items) == 0 {
		return fmt.Sprintf("%s: %v", res.Reason, res.Err)
	}
	return string(res.Reason)
}

// hide takes the rest of a line away.
func hide(text *buffer.Text, offset int) (*buffer.Text, string) {
	end := text.LineSpan(text.LineAt(offset)).End
	return text.Splice(offset, end, ""), text.Slice(offset, end)
}
