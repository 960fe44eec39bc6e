package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func manual(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	cmd := rootCommand()
	cmd.SetOut(&out)
	cmd.SetArgs([]string{"man"})
	if err := cmd.Execute(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestManualNamesEveryCommandAndOption(t *testing.T) {
	page := manual(t)
	root := rootCommand()
	root.InitDefaultHelpFlag()
	root.InitDefaultVersionFlag()
	count := 0
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		count++
		if cmd != root && !strings.Contains(page, "\n.SS \""+cmd.CommandPath()) {
			t.Errorf("nothing of %s", cmd.CommandPath())
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if name := `\-\-` + strings.ReplaceAll(f.Name, "-", `\-`); !f.Hidden && !strings.Contains(page, name) {
				t.Errorf("%s: nothing of %s", cmd.CommandPath(), name)
			}
		})
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(root)
	if count < 10 {
		t.Errorf("only %d commands were looked for", count)
	}
}

// A line that begins with a dot or an apostrophe is a request to the formatter,
// and one that it does not know disappears.
func TestManualHasNoRequestsButItsOwn(t *testing.T) {
	for line := range strings.Lines(manual(t)) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if strings.HasPrefix(line, "'") || strings.HasPrefix(line, ".") && !strings.Contains(" .TH .SH .SS .TP .B .PP .br .nf .fi ", " "+name+" ") {
			t.Errorf("a line that would be lost: %q", line)
		}
	}
}

func TestTextOfTheManualComesOutAsItIs(t *testing.T) {
	for text, want := range map[string]string{
		".gitignore and 'these'": `\&.gitignore and 'these'`,
		"'quoted' first":         `\&'quoted' first`,
		`C:\new`:                 `C:\enew`,
		"--hole":                 `\-\-hole`,
	} {
		if got := roff(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
	var page manPage
	page.macro("SS", `say "yes"`)
	if got, want := page.String(), ".SS \"say \\(dqyes\\(dq\"\n"; got != want {
		t.Errorf("a title with quotes is %q, not %q", got, want)
	}
}
