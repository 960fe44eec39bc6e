package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/prompt"
)

// used notes what the options have a model for.
func (f *finding) used(o *completion.Options, i model.Info) {
	f.Uses = []completion.Purpose{}
	for _, p := range completion.Purposes() {
		serves := o.Use[p]
		switch {
		case p == completion.List:
			serves = cmp.Or(serves, o.Use[completion.Inline])
		case p == completion.Action && i.Chats():
			serves = cmp.Or(serves, o.Use[completion.Invoked])
		}
		if serves == i.Name || serves == "" && i.Class == model.Embedded && i.Name == "local" && p != completion.Action {
			f.Uses = append(f.Uses, p)
		}
	}
	for _, r := range o.Routes {
		if r.Model == i.Name {
			f.Routes = append(f.Routes, scopeOf(r))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.Fallback)) {
		if slices.Contains(o.Fallback[name], i.Name) {
			f.FallbackOf = append(f.FallbackOf, name)
		}
	}
}

// scopeOf is what a rule is for, in words.
func scopeOf(r completion.Rule) string {
	var words []string
	if len(r.Purposes) > 0 {
		words = append(words, joined(r.Purposes))
	}
	if len(r.Languages) > 0 {
		words = append(words, joined(r.Languages))
	}
	if len(r.Paths) > 0 {
		words = append(words, "in "+joined(r.Paths))
	}
	return cmp.Or(strings.Join(words, " "), "all files")
}

func joined[S ~string](all []S) string {
	words := make([]string, len(all))
	for i, s := range all {
		words[i] = string(s)
	}
	return strings.Join(words, ", ")
}

// tellUses is what the model is for, empty if it is for nothing.
func (f finding) tellUses() string {
	var parts []string
	if len(f.Uses) > 0 {
		parts = append(parts, joined(f.Uses))
		if slices.Contains(f.Uses, completion.Action) && f.Family != "" && f.Family != prompt.Chat {
			parts[0] += " (but it does not chat, which code actions need)" // Action is the last purpose
		}
	}
	for _, scope := range f.Routes {
		parts = append(parts, fmt.Sprintf("route (%s)", scope))
	}
	if len(f.FallbackOf) > 0 {
		parts = append(parts, "when "+strings.Join(f.FallbackOf, " or ")+" fails")
	}
	return strings.Join(parts, ", ")
}
