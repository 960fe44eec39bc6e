package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"fimble/completion/model"
)

func modelsCommand(o *flags) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "models",
		Short: "Print what your models are, what for, and how fast",
		Long: `Models asks the server of each model that your options name, and prints

  for      what the model is used for
  runs     what its server runs, how much that reads, and of how many at a time
  family   the prompt format, what told it, and how the model is told of a hole
  offers   all models of that server
  speed    how long a model on this machine takes to fill a small hole
  doubt    what is odd about that answer: the format may be a wrong one

Models elsewhere cost money, so they are not given the hole. No text of yours
is sent.`,
		Example: `  fimble models
  fimble models --json`,
		Args: nothingElse,
		RunE: func(cmd *cobra.Command, _ []string) error { return offers(cmd, *o, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func offers(cmd *cobra.Command, o flags, asJSON bool) error {
	a, err := newApp(o, "")
	if err != nil {
		return err
	}
	defer a.close()
	set := a.merge(a.layers)
	tellProblems(cmd.ErrOrStderr(), set.problems)
	found := a.survey(cmd.Context(), set.settings, set.options, func(c model.Class) bool { return c == model.Machine })
	out := cmd.OutOrStdout()
	if asJSON {
		return printIndented(out, struct {
			Models []finding `json:"models"`
		}{found})
	}
	for i, f := range found {
		if i > 0 {
			fmt.Fprintln(out)
		}
		f.print(out)
	}
	return nil
}

func printIndented(w io.Writer, value any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(value)
}
