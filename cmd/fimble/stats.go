package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"go.uber.org/zap"

	"fimble/completion/feedback"
	"fimble/context/store"
)

func statsCommand() *cobra.Command {
	var asJSON, reset bool
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Print how many suggestions you took",
		Long: `Stats prints what became of the suggestions that your editors showed, for each
language and model:

  shown     suggestions on the screen
  accepted  taken whole
  partly    taken by the word or by the line
  rate      share of what was shown that was taken, whole or in part
  kept      share of what was taken that still stood half a minute later
  rejected  taken and undone, or typed against

The counts lie in one file on this machine and are sent nowhere. They are
numbers for each day, language and model: there is no text of yours in them,
and no name of a file. A running server writes them once a minute and when it
ends.`,
		Example: `  fimble stats
  fimble stats --json
  fimble stats --reset`,
		Args: nothingElse,
		RunE: func(cmd *cobra.Command, _ []string) error { return stats(cmd.OutOrStdout(), asJSON, reset) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON: every day for itself, and the totals")
	cmd.Flags().BoolVar(&reset, "reset", false, "forget all counts")
	return cmd
}

func stats(w io.Writer, asJSON, reset bool) error {
	dir, err := stateDir()
	if err != nil {
		return err
	}
	files := store.At(dir, zap.NewNop())
	if reset {
		if err := feedback.Reset(files); err != nil {
			return err
		}
		_, err := fmt.Fprintln(w, "All counts are forgotten.")
		return err
	}
	counted, err := feedback.Read(files)
	if errors.Is(err, store.ErrDamaged) {
		return fmt.Errorf("%w; the next server that counts sets it aside, and --reset removes it", err)
	}
	if err != nil {
		return err
	}
	if asJSON {
		return printStatsJSON(w, counted)
	}
	return printStats(w, counted)
}

// A total is what was counted of one language and model on all days.
type total struct {
	Language string `json:"language"`
	Model    string `json:"model"`
	feedback.Counts
	Rate     float64 `json:"rate"`
	KeptRate float64 `json:"kept_rate"`
}

// totals sums the days, what was shown most first.
func totals(days []feedback.Row) []total {
	sums := map[[2]string]total{}
	for _, row := range days {
		k := [2]string{row.Language, row.Model}
		sums[k] = totalOf(row.Language, row.Model, sums[k].Plus(row.Counts))
	}
	return slices.SortedFunc(maps.Values(sums), func(a, b total) int {
		return cmp.Or(cmp.Compare(b.Shown, a.Shown), cmp.Compare(a.Language, b.Language), cmp.Compare(a.Model, b.Model))
	})
}

func totalOf(language, model string, c feedback.Counts) total {
	return total{language, model, c, c.Rate(), c.KeptRate()}
}

func printStatsJSON(w io.Writer, counted feedback.Stats) error {
	return printIndented(w, struct {
		Totals []total        `json:"totals"`
		Days   []feedback.Row `json:"days"`
	}{append([]total{}, totals(counted.Days)...), append([]feedback.Row{}, counted.Days...)})
}

func printStats(w io.Writer, counted feedback.Stats) error {
	if len(counted.Days) == 0 {
		_, err := fmt.Fprintln(w, `Nothing is counted yet. Fimble counts when an editor that it runs in shows
suggestions, and writes the counts once a minute.`)
		return err
	}
	fmt.Fprintf(w, "Since %s, on this machine:\n\n", counted.Days[0].Day)
	var all feedback.Counts
	rows := totals(counted.Days)
	for _, t := range rows {
		all = all.Plus(t.Counts)
	}
	if len(rows) > 1 {
		rows = append(rows, totalOf("all", "", all))
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "LANGUAGE\tMODEL\tSHOWN\tACCEPTED\tPARTLY\tRATE\tKEPT\tREJECTED")
	for _, t := range rows {
		kept := ""
		if t.Accepted+t.Partial > 0 {
			kept = fmt.Sprintf("%.0f %%", 100*t.KeptRate)
		}
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\t%.0f %%\t%s\t%d\n",
			t.Language, t.Model, t.Shown, t.Accepted, t.Partial, 100*t.Rate, kept, t.Rejected)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%d of %d suggested characters were taken.\n", all.Taken, all.Suggested)
	return err
}
