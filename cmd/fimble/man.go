package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "Print the manual page",
		Long: `Prints the manual page, in the format of man(1). It says what --help says of
every command.`,
		Example: `  mkdir -p ~/.local/share/man/man1; fimble man >~/.local/share/man/man1/fimble.1
  fimble man | man -l -`,
		Args: nothingElse,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var page manPage
			page.of(cmd.Root())
			_, err := io.WriteString(cmd.OutOrStdout(), page.String())
			return err
		},
	}
}

// A manPage is written in the macros of man(7).
type manPage struct{ strings.Builder }

// of writes the page of a program and all its commands.
func (p *manPage) of(root *cobra.Command) {
	// The version of a build is no use in a page that outlives it.
	p.macro("TH", strings.ToUpper(root.Name()), "1")
	p.macro("SH", "NAME")
	p.text(root.Name() + " - " + root.Short)
	p.macro("SH", "SYNOPSIS")
	p.text(root.UseLine())
	p.macro("br")
	p.text(root.Name() + " COMMAND [ARGUMENT...]")
	p.macro("SH", "DESCRIPTION")
	p.text(root.Long)
	p.macro("SH", "OPTIONS")
	root.InitDefaultHelpFlag()
	root.InitDefaultVersionFlag()
	p.flags(root.LocalFlags())
	p.macro("SH", "COMMANDS")
	p.commands(root)
	p.macro("SH", "EXAMPLES")
	p.literal(root.Example)
}

// commands writes those of a command, and theirs.
func (p *manPage) commands(parent *cobra.Command) {
	for _, cmd := range parent.Commands() {
		if cmd.Hidden {
			continue
		}
		p.macro("SS", strings.TrimSuffix(cmd.UseLine(), " [flags]"))
		if cmd.Long != "" {
			p.text(cmd.Long)
		} else {
			p.text(cmd.Short + ".")
		}
		p.flags(cmd.LocalNonPersistentFlags())
		p.literal(cmd.Example)
		p.commands(cmd)
	}
}

func (p *manPage) flags(flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if value != "" {
			name += " " + value
		}
		p.macro("TP")
		p.macro("B", name)
		p.text(usage)
	})
}

// macro writes a request with its arguments.
func (p *manPage) macro(name string, arguments ...string) {
	p.WriteString("." + name)
	for _, a := range arguments {
		fmt.Fprintf(p, ` "%s"`, strings.ReplaceAll(roff(a), `"`, `\(dq`))
	}
	p.WriteString("\n")
}

// text writes paragraphs. Lines that are set in stay as they are.
func (p *manPage) text(text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		switch {
		case strings.HasPrefix(paragraph, " "):
			p.literal(paragraph)
			continue
		case i > 0:
			p.macro("PP")
		}
		for line := range strings.Lines(paragraph + "\n") {
			p.WriteString(roff(line))
		}
	}
}

// literal writes lines of which nothing is filled.
func (p *manPage) literal(text string) {
	if text == "" {
		return
	}
	p.macro("PP")
	p.macro("nf")
	for line := range strings.Lines(strings.TrimRight(text, "\n") + "\n") {
		p.WriteString(roff(line))
	}
	p.macro("fi")
}

// roff escapes what a line of text means to the formatter: backslashes, minus
// signs that shall be copied into a shell, and a control character in front.
func roff(line string) string {
	line = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(line)
	if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
		line = `\&` + line
	}
	return line
}
