package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/prompt"
	"fimble/server"
)

// checkTimeout is how long a model has to fill the small hole: the time in
// which a machine loads one.
const checkTimeout = 30 * time.Second

// A finding is what one model tells when it is asked.
type finding struct {
	Name          string               `json:"name"`
	Backend       string               `json:"backend"`
	Server        string               `json:"server,omitempty"`
	Class         model.Class          `json:"class"`
	Trusted       bool                 `json:"trusted,omitempty"`
	Uses          []completion.Purpose `json:"uses"`
	Routes        []string             `json:"routes,omitempty"`      // for what files rules name it
	FallbackOf    []string             `json:"fallback_of,omitempty"` // models that it stands in for
	Runs          string               `json:"runs,omitempty"`
	Family        string               `json:"family,omitempty"`
	FamilyFrom    string               `json:"family_from,omitempty"`
	Fills         string               `json:"fills,omitempty"`
	ContextTokens int                  `json:"context_tokens,omitempty"`
	Slots         int                  `json:"slots,omitempty"`
	Offers        []string             `json:"offers,omitempty"`
	Check         *checked             `json:"check,omitempty"` // nil if it was not given the hole
	Error         string               `json:"error,omitempty"`
	Remedy        string               `json:"remedy,omitempty"` // what to do about the error
}

// checked is a completion.Check as JSON.
type checked struct {
	FirstMS         int64   `json:"first_ms"`
	TotalMS         int64   `json:"total_ms"`
	TokensPerSecond float64 `json:"tokens_per_second,omitempty"`
	Doubt           string  `json:"doubt,omitempty"`
}

// survey asks all models, one after the other, as one that is busy is slow.
// those tells which classes are given a hole to fill, which costs tokens.
func (a *app) survey(ctx context.Context, s server.Settings, o *completion.Options, those func(model.Class) bool) []finding {
	local := a.local.Info()
	all := []finding{{Name: local.Name, Backend: "local", Class: local.Class}}
	all[0].used(o, local)
	if those(local.Class) {
		all[0].fill(ctx, a.local)
	}
	for _, name := range slices.Sorted(maps.Keys(o.Models)) {
		f := ask(ctx, o.Models[name], those)
		f.Backend = cmp.Or(f.Backend, s.Models[name].Backend)
		f.used(o, o.Models[name].Info())
		all = append(all, f)
	}
	return all
}

// ask has a model and its server tell of themselves.
func ask(ctx context.Context, m model.Model, those func(model.Class) bool) finding {
	var f finding
	if p, ok := m.(model.Prober); ok {
		f.failed(p.Probe(ctx))
	}
	if l, ok := m.(model.Lister); ok && f.Error == "" {
		// Not every server has a list, and those that do may not show it.
		f.Offers, _ = l.Models(ctx)
	}
	if f.Error == "" && those(m.Info().Class) {
		f.fill(ctx, m)
	}
	i := m.Info()
	f.Name, f.Backend, f.Server, f.Class, f.Trusted, f.Runs = i.Name, i.Backend, discreet(i.Server), i.Class, i.Trusted, i.Runs
	f.Family, f.FamilyFrom, f.ContextTokens, f.Slots = i.Family, i.FamilyFrom, i.ContextTokens, i.Slots
	f.Fills = wayOf(i.Family)
	return f
}

func (f *finding) fill(ctx context.Context, m model.Model) {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	c, err := completion.CheckModel(ctx, m)
	if ctx.Err() == context.DeadlineExceeded {
		err = fmt.Errorf("%s: no answer within %v: %w", m.Info().Name, checkTimeout, ctx.Err())
	}
	if err != nil {
		f.failed(err)
		return
	}
	f.Check = &checked{c.First.Milliseconds(), c.Total.Milliseconds(), c.TokensPerSecond(), c.Doubt}
}

func (f *finding) failed(err error) {
	if err != nil {
		f.Error, f.Remedy = err.Error(), model.Remedy(err)
	}
}

// wayOf is how models of a family are told of the text behind the cursor.
func wayOf(family string) string {
	switch family {
	case "":
		return ""
	case prompt.Plain:
		return "not told of the text behind the cursor"
	case prompt.Chat:
		return "instructed to fill in"
	case prompt.Suffix, prompt.CodestralAPI:
		return "given a suffix"
	}
	return "prompted with markers"
}

// print writes the finding, a fact a line.
func (f finding) print(w io.Writer) {
	fmt.Fprintf(w, "%s: %s, %s\n", f.Name, f.place(), f.privacy())
	line := func(label, format string, args ...any) {
		fmt.Fprintf(w, "  %-8s"+format+"\n", append([]any{label}, args...)...)
	}
	if uses := f.tellUses(); uses != "" {
		line("for", "%s", uses)
	}
	if f.Runs != "" {
		line("runs", "%s", strings.Join(f.size(), ", "))
	}
	if f.Family != "" {
		line("family", "%s, told by %s; %s", f.Family, f.FamilyFrom, f.Fills)
	}
	if len(f.Offers) > 0 {
		line("offers", "%s", strings.Join(f.Offers, ", "))
	}
	if c := f.Check; c != nil {
		line("speed", "%s", c.speed())
	}
	if c := f.Check; c != nil && c.Doubt != "" {
		line("doubt", "%s", f.doubt())
	}
	if f.Error != "" {
		line("error", "%s", f.Error)
		line("", "%s", f.Remedy)
	}
}

func (f finding) place() string {
	if f.Class == model.Embedded && f.Backend == "local" {
		return "the embedded engine"
	}
	if f.Backend == "auto" {
		return "a server at " + f.Server
	}
	return strings.TrimSpace(f.Backend + " " + f.Server)
}

// privacy is where text goes that the model is sent.
func (f finding) privacy() string {
	switch {
	case f.Class == model.Embedded:
		return "in this process"
	case f.Class == model.Machine:
		return "on this machine"
	case f.Trusted:
		return "elsewhere, trusted with secrets"
	}
	return "elsewhere, secrets are replaced"
}

func (f finding) size() []string {
	parts := []string{f.Runs}
	if f.ContextTokens > 0 {
		parts = append(parts, fmt.Sprintf("reads %d tokens", f.ContextTokens))
	}
	if f.Slots > 0 {
		parts = append(parts, fmt.Sprintf("%d at a time", f.Slots))
	}
	return parts
}

func (c *checked) speed() string {
	text := fmt.Sprintf("first text after %d ms, all of it after %d ms", c.FirstMS, c.TotalMS)
	if c.TokensPerSecond > 0 {
		text += fmt.Sprintf(", %.0f tokens a second", c.TokensPerSecond)
	}
	return text
}

// doubt is what speaks against the template, and what to do.
func (f finding) doubt() string {
	if f.Family == "" {
		return f.Check.Doubt
	}
	return fmt.Sprintf("given a hole to fill, %s: if its suggestions are odd, set models.%s.family to what it was trained on (%s), or take a model that was trained to fill in",
		f.Check.Doubt, f.Name, strings.Join(prompt.Families(), ", "))
}
