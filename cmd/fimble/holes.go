package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"fimble/completion"
	"fimble/completion/eval"
	"fimble/context/buffer"
)

// holesFlags are what the command takes beside the common ones.
type holesFlags struct {
	eval.Options
	asJSON bool
}

func holesCommand(o *flags) *cobra.Command {
	var h holesFlags
	cmd := &cobra.Command{
		Use:   "holes DIR",
		Short: "Measure the suggestions on a project",
		Long: `Holes hides the rest of a line at random places of a project, asks for a
completion there and compares it with what was hidden. The lines after it stay,
and the file as it lies on disk is not known to the engine.

It asks twice. Asked for, the engine gives all that it has:

  exact      share of the holes filled to the letter
  similar    mean of 1 - edit distance / length of the longer text

Unasked, as while typing, it shows what it is sure of:

  coverage   share of the holes at which it shows something
  precision  share of those at which all that it shows is right
  whole      share of those at which that is the whole rest of the line
  bytes      mean length of what it shows and is right

and p50 and p99 are how long an answer takes. The same seed gives the same
holes as long as the project does not change.`,
		Example: `  fimble holes .
  fimble holes --language go --n 1000 --seed 7 --json ~/src/project`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{fmt.Errorf("it takes one DIR, and got %d arguments", len(args))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return holes(cmd, *o, h, args[0]) },
	}
	f := cmd.Flags()
	f.Uint64Var(&h.Seed, "seed", 1, "choose the holes by `N`")
	f.IntVar(&h.Count, "n", 300, "make at most `N` holes")
	f.StringVar(&h.Language, "language", "", "only in files of this language, `ID` as in LSP: go, python, typescript, ...")
	f.IntVar(&h.Begun, "begun", 0, "holes only within words, behind the first `N` bytes of them")
	f.BoolVar(&h.asJSON, "json", false, "print JSON, times in nanoseconds")
	return cmd
}

func holes(cmd *cobra.Command, o flags, h holesFlags, dir string) error {
	if h.Count <= 0 {
		return usageError{fmt.Errorf("--n is %d: it takes a number above 0", h.Count)}
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("measure %s: %w", dir, err)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return usageError{fmt.Errorf("%s is no directory", dir)}
	}
	a, err := newApp(o, "")
	if err != nil {
		return err
	}
	defer a.close()
	root := buffer.Root{Client: string(buffer.FileURI(dir)), Name: filepath.Base(dir)}
	opened := buffer.NewStore()
	defer opened.Shutdown()
	opened.SetRoots([]buffer.Root{root})
	roots := opened.View().Roots()
	options, err := a.follow(cmd.Context(), roots[0], cmd.ErrOrStderr())
	if err != nil {
		return fmt.Errorf("measure %s: %w", dir, err)
	}
	found, err := eval.Holes(cmd.Context(), a.workspace, roots[0], h.Options)
	if err != nil {
		return fmt.Errorf("measure %s: %w", dir, err)
	}
	if len(found) == 0 {
		return fmt.Errorf("measure %s: %w", dir, errors.New("no file of a known language is long enough for a hole"))
	}
	asked := 0
	score, err := eval.Run(cmd.Context(), found, func(ctx context.Context, hole eval.Hole, sure bool) (eval.Answer, error) {
		asked++
		return a.ask(ctx, hole, sure, completion.Request{Session: fmt.Sprintf("hole %d", asked), Options: options})
	})
	if err != nil {
		return err
	}
	if h.asJSON {
		return json.NewEncoder(cmd.OutOrStdout()).Encode(score)
	}
	return printScore(cmd.OutOrStdout(), score)
}

// ask opens the file with the hole and asks the engine for it, in a session of
// its own, so that no answer to another hole is taken up.
func (a *app) ask(ctx context.Context, hole eval.Hole, sure bool, req completion.Request) (eval.Answer, error) {
	store := buffer.NewStore()
	defer store.Shutdown()
	store.SetRoots([]buffer.Root{*hole.Root})
	s := store.Open(buffer.OpenParams{
		Client: string(buffer.FileURI(hole.File.Path)), LanguageID: hole.File.Language.ID, Version: 1, Text: hole.Text,
	})
	s.Outline(time.Second)
	req.View, req.URI, req.Offset, req.Purpose = store.View(), s.URI(), hole.Offset, completion.Invoked
	if sure {
		req.Purpose = completion.Inline
	}
	defer a.engine.Closed(req.Session, req.URI)
	start := time.Now()
	res := a.engine.Complete(ctx, req)
	answer := eval.Answer{Took: time.Since(start)}
	if len(res.Items) > 0 {
		edit := res.Items[0].Edits[0]
		typed := hole.Text[min(edit.Span.Start, hole.Offset):hole.Offset]
		answer.Text = strings.TrimPrefix(edit.NewText, typed)
	}
	if len(res.Failures) > 0 {
		return answer, res.Failures[0].Err // another model's answers are not what is measured
	}
	return answer, res.Err
}

func printScore(w io.Writer, s eval.Score) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "holes\texact\tsimilar\tcoverage\tprecision\twhole\tbytes\tp50\tp99\t")
	fmt.Fprintf(t, "%d\t%.1f%%\t%.1f%%\t%.1f%%\t%.1f%%\t%.1f%%\t%.1f\t%s\t%s\t\n", s.Holes, 100*s.Exact, 100*s.Similarity,
		100*s.Coverage, 100*s.Precision, 100*s.Whole, s.Shown, milliseconds(s.P50), milliseconds(s.P99))
	return t.Flush()
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1fms", float64(d.Microseconds())/1000)
}
