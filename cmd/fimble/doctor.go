package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fimble/completion/model"
	"fimble/context/workspace"
	"fimble/server"
)

// errBroken ends a command that has said what is broken.
var errBroken = errors.New("something is broken")

func doctorCommand(o *flags) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Print whether all works, and what to do about what does not",
		Long: `Doctor looks at everything that suggestions depend on, and prints

  fimble   the program, whether editors find it, and where it keeps its files
  options  what is set, and where; what could not be taken
  editors  what yours have set, and what of that could not be taken
  models   what each is, what for, how long it took to fill a small hole, and
           what fails or is odd; "fimble models" explains the lines
  failed   the last ten reasons for which requests of your editors failed: a
           model that an editor has set, and that failed since, is taken for
           broken for an hour, as it is not known here whether it has answered

The options are your own and those of the project in the current directory. What
an editor sets is what it said when it last started a server.

Every model is given the hole, also hosted ones, which bill some dozens of
tokens. No text of yours is sent, and no key is printed.

It exits with 0 when all is fine, 1 when something is broken, and 2 when the
command line makes no sense.`,
		Example: `  fimble doctor
  fimble doctor --json
  fimble doctor --config try.toml`,
		Args: nothingElse,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := examine(cmd, *o)
			if err != nil {
				return err
			}
			if asJSON {
				err = printIndented(cmd.OutOrStdout(), c)
			} else {
				err = c.print(cmd.OutOrStdout())
			}
			if err == nil && !c.Fine {
				err = errBroken
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// A checkup is all that doctor finds.
type checkup struct {
	Fine    bool          `json:"fine"`
	Fimble  installation  `json:"fimble"`
	Options []origin      `json:"options"`
	Wrong   []complaint   `json:"wrong_options"`
	Editors []editorsWord `json:"editors"`
	Models  []finding     `json:"models"`
	Failed  []failure     `json:"last_failures"`
	Down    []string      `json:"editors_models_down"` // models of editors, which cannot be tried from here
}

// A complaint is something that is not as it should be, and what to do.
type complaint struct {
	Text   string `json:"text"`
	Remedy string `json:"remedy"`
}

func examine(cmd *cobra.Command, o flags) (checkup, error) {
	c := checkup{Options: o.origins(cmd), Wrong: []complaint{}, Fimble: install()}
	c.Failed, c.Editors = kept[failure](&c.Fimble, failuresKind), kept[editorsWord](&c.Fimble, editorsKind)
	c.Down = modelsDown(c.Failed, c.Editors, time.Now())
	if _, err := o.layers(); err != nil {
		c.complain(err.Error(), "correct the file, or name another one with --config; the defaults count meanwhile")
		o.config = "none"
	}
	a, err := newApp(o, "")
	if err != nil {
		return c, err
	}
	defer a.close()
	layers := a.layers
	if here, err := os.Getwd(); err == nil {
		if root := workspace.FindRoot(filepath.Join(here, configName)); root != nil {
			project, err := a.projectLayer(root.Dir)
			if err != nil {
				c.complain(err.Error(), "correct the file; none of its options counts meanwhile")
			} else {
				layers = append(layers[:len(layers):len(layers)], project)
			}
		}
	}
	c.diagnose(cmd.Context(), a, layers)
	return c, nil
}

func (c *checkup) complain(text, remedy string) {
	c.Wrong = append(c.Wrong, complaint{discreet(text), remedy})
}

// diagnose looks at the options and what they name.
func (c *checkup) diagnose(ctx context.Context, a *app, layers []server.Layer) {
	set := a.merge(layers)
	c.Options = slices.Concat(originsOf(layers, set.problems), c.Options, proxiesOfEnvironment())
	for _, p := range set.problems {
		c.complain(p.String(), remedyOf(p.Mistake))
	}
	c.Models = a.survey(ctx, set.settings, set.options, func(model.Class) bool { return true })
	c.Fine = len(c.Wrong) == 0 && c.Fimble.Wrong == nil && len(c.Down) == 0
	for i := range c.Models {
		f := &c.Models[i]
		f.Name, f.Error = discreet(f.Name), discreet(f.Error)
		c.Fine = c.Fine && f.Error == ""
	}
}

// remedyOf is what to do about an option with a mistake.
func remedyOf(m server.Mistake) string {
	switch m {
	case server.NotForProject:
		return "take it out of the project's file; where you want it, set it in your own"
	case server.UnknownOption:
		return "correct its name, or take it out: it does nothing"
	case server.OddLanguage:
		return "correct its name, or take it out: no file is of that language"
	case server.UnknownModel:
		return "name a model that is configured, or configure it in a table [models.NAME]"
	}
	return "correct it: it is left out meanwhile"
}

// origins are the options of the command line.
func (o *flags) origins(cmd *cobra.Command) []origin {
	var all []origin
	for _, f := range []struct{ name, value string }{{"config", o.config}, {"log-level", o.logLevel}, {"log-file", o.logFile}} {
		if cmd.Flags().Changed(f.name) {
			all = append(all, origin{f.name, fmt.Sprintf("%q", f.value), "--" + f.name})
		}
	}
	return all
}

// proxiesOfEnvironment are the variables by which models elsewhere are reached,
// where their own option does not say.
func proxiesOfEnvironment() []origin {
	var all []origin
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"} {
		if value := os.Getenv(name); value != "" {
			all = append(all, origin{name, fmt.Sprintf("%q", discreet(value)), "the environment"})
		}
	}
	return all
}

// print writes what was found, a fact a line, and whether that is well.
func (c checkup) print(w io.Writer) error {
	c.Fimble.print(w)
	fmt.Fprintln(w, "\noptions")
	if len(c.Options) == 0 {
		fmt.Fprintln(w, "  none are set: the defaults count")
	}
	width := 0
	for _, o := range c.Options {
		width = max(width, len([]rune(o.Option+o.Value)))
	}
	for _, o := range c.Options {
		fmt.Fprintf(w, "  %s = %s%*s  %s\n", o.Option, o.Value, width-len([]rune(o.Option+o.Value)), "", o.From)
	}
	for _, wrong := range c.Wrong {
		wrong.print(w)
	}
	if len(c.Editors) > 0 {
		fmt.Fprintln(w, "\neditors, whose options count more than those of files")
	}
	for _, e := range c.Editors {
		e.print(w)
	}
	for _, f := range c.Models {
		fmt.Fprintln(w)
		f.print(w)
	}
	if len(c.Failed) > 0 {
		fmt.Fprintln(w, "\nfailed")
	}
	for _, f := range c.Failed {
		f.print(w)
	}
	verdict := "\nAll is fine."
	if !c.Fine {
		verdict = "\nBroken: " + strings.Join(c.broken(), ", ") + ". What to do stands there."
	}
	_, err := fmt.Fprintln(w, verdict)
	return err
}

// broken is where to look.
func (c checkup) broken() []string {
	var all []string
	if c.Fimble.Wrong != nil {
		all = append(all, "fimble")
	}
	if len(c.Wrong) > 0 {
		all = append(all, "options")
	}
	for _, f := range c.Models {
		if f.Error != "" {
			all = append(all, f.Name)
		}
	}
	for _, name := range c.Down {
		all = append(all, name+" of an editor, under \"failed\"")
	}
	return all
}

func (c complaint) print(w io.Writer) {
	fmt.Fprintf(w, "  wrong   %s\n          %s\n", c.Text, c.Remedy)
}
