package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A usageError is the caller's mistake: the help is worth a look.
type usageError struct{ error }

// flagError says of a flag what it takes, or which one was meant.
func flagError(cmd *cobra.Command, err error) error {
	if value, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		f := value.GetFlag()
		return usageError{fmt.Errorf("--%s is %q: it takes %s", f.Name, value.GetValue(), taken(f))}
	}
	if missing, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		f := missing.GetFlag()
		return usageError{fmt.Errorf("--%s has no value: it takes %s", f.Name, taken(f))}
	}
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		text := err.Error()
		if near := nearestFlag(cmd, unknown.GetSpecifiedName()); near != "" {
			text += fmt.Sprintf("; did you mean --%s?", near)
		}
		return usageError{errors.New(text)}
	}
	return usageError{err}
}

// taken is what a flag takes, in words.
func taken(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "bool":
		return "true or false"
	case "int", "int64":
		return "a whole number"
	case "uint64":
		return "a whole number from 0 up"
	}
	name, _ := pflag.UnquoteUsage(f)
	return "a " + name
}

// nearestFlag is the flag of a command that is spelled most like a name.
func nearestFlag(cmd *cobra.Command, name string) string {
	var all []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { all = append(all, f.Name) })
	return nearest(name, all)
}

// nearest is the name that is spelled most like a word, empty if none is alike.
func nearest(word string, names []string) string {
	const typo = 2 // letters
	best, found := typo+1, ""
	for _, name := range names {
		if d := levenshtein.ComputeDistance(strings.ToLower(word), name); d < best && 2*d < len(name) {
			best, found = d, name
		}
	}
	return found
}
