// Command fimble completes code for every editor that speaks the Language
// Server Protocol. Its law: all that comes from outside the editor, the
// environment, flags and files of the user's own, comes in here.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	exitFailed  = 1 // something went wrong, and the message says what
	exitUsage   = 2 // the command line makes no sense
	exitNothing = 3 // there is no suggestion at that place
)

func main() { os.Exit(run()) }

// run is main without the exit, so that tests may call it.
func run() int {
	cmd := rootCommand()
	err := cmd.Execute()
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errNothing):
		return exitNothing
	case errors.Is(err, errBroken):
		return exitFailed
	case errors.As(err, &usage):
		fmt.Fprintf(os.Stderr, "fimble: %v\nTry 'fimble --help'.\n", err)
		return exitUsage
	}
	fmt.Fprintln(os.Stderr, "fimble:", err)
	return exitFailed
}

func rootCommand() *cobra.Command {
	var o flags
	cmd := &cobra.Command{
		Use:   "fimble",
		Short: "Code completion for every editor that speaks LSP",
		Long: `Fimble completes code in any editor that speaks the Language Server Protocol.

Started by an editor it needs no arguments and no configuration: it speaks LSP
on standard input and output, and answers from its embedded engine, which reads
the open files and the project and sends nothing anywhere.`,
		Example: `  fimble                             speak LSP on stdio, as editors start it
  fimble complete main.go:12:9       print the suggestion at line 12, column 9
  fimble complete --hole main.go:12:9
                                     hide the rest of the line and try to guess it
  fimble context main.go:12:9        print what a model would get to see there
  fimble holes .                     measure the suggestions on this project
  fimble doctor                      find out why there are no suggestions`,
		Args:          noArguments,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return serve(cmd, o, "") },
	}
	cmd.SetVersionTemplate("fimble {{.Version}}\n")
	cmd.SetFlagErrorFunc(flagError)
	o.register(cmd)
	cmd.Flags().Bool("stdio", true, "speak LSP on standard input and output; the default, and there for editors that insist")
	cmd.AddCommand(serveCommand(&o), completeCommand(&o), contextCommand(&o), holesCommand(&o), statsCommand(), modelsCommand(&o), doctorCommand(&o), manCommand(), versionCommand())
	refuseUnknown(cmd)
	return cmd
}

// refuseUnknown makes the library's own commands refuse what there is not, for
// which they print help and succeed.
func refuseUnknown(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Args = func(_ *cobra.Command, args []string) error {
				topic, rest, err := root.Find(args)
				if err != nil {
					return usageError{err}
				}
				return noArguments(topic, rest)
			}
		case "completion":
			cmd.Args = func(cmd *cobra.Command, args []string) error {
				if len(args) == 0 {
					return nil
				}
				var shells []string
				for _, shell := range cmd.Commands() {
					shells = append(shells, shell.Name())
				}
				return usageError{fmt.Errorf("there is no script for %q: it takes %s", args[0], strings.Join(shells, ", "))}
			}
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
}

// noArguments tells a mistyped subcommand from a stray argument, and suggests
// what was meant.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	text := fmt.Sprintf("unknown command %q", args[0])
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		text += fmt.Sprintf("; did you mean %q?", near[0])
	}
	return usageError{errors.New(text)}
}

// nothingElse is for commands that take flags only.
func nothingElse(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usageError{fmt.Errorf("it takes no arguments, and got %q", args[0])}
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  nothingElse,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "fimble", version())
			return err
		},
	}
}
