package model

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// fields are a request's body, by the names on the wire.
type fields map[string]any

// A diet is what a server's requests go without. Servers of one dialect, and
// models of one server, differ in which fields they take; those that they
// refuse by name are left out from then on.
type diet struct {
	optional []string // what a request may go without

	mu      sync.Mutex
	refused []string
}

// ask sends body by post, and again without each optional field that the
// server's refusal names. post calls took once the server has taken the
// request.
func (d *diet) ask(body fields, post func(body fields, took func()) error) error {
	d.mu.Lock()
	refused := slices.Clone(d.refused)
	d.mu.Unlock()
	for {
		lean := body.without(refused)
		err := post(lean, func() { d.remember(refused) })
		name := d.objection(err, lean)
		if name == "" {
			return err
		}
		refused = append(refused, name)
	}
}

func (d *diet) remember(refused []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, name := range refused {
		if !slices.Contains(d.refused, name) {
			d.refused = append(d.refused, name)
		}
	}
}

// objection is the optional field of body that a refusal names first, empty
// if it names none.
func (d *diet) objection(err error, body fields) (found string) {
	refusal, ok := errors.AsType[*Refusal](err)
	if !ok || refusal.Status != http.StatusBadRequest && refusal.Status != http.StatusUnprocessableEntity {
		return ""
	}
	first := len(refusal.Words)
	for _, name := range d.optional {
		if at := mention(refusal.Words, name); body[name] != nil && at >= 0 && at < first {
			found, first = name, at
		}
	}
	return found
}

// mention is where words name a field, -1 if they do not. Names that are also
// ordinary words, such as "stop", count in quotes or at the beginning alone.
func mention(words, name string) int {
	if strings.HasPrefix(words, name+":") {
		return 0
	}
	if strings.Contains(name, "_") {
		return strings.Index(words, name)
	}
	for _, quote := range []string{"'", `"`, "`"} {
		if at := strings.Index(words, quote+name+quote); at >= 0 {
			return at
		}
	}
	return -1
}

// without leaves fields out. max_tokens has a newer name, by which models that
// refuse the old one want it.
func (f fields) without(names []string) fields {
	rest := maps.Clone(f)
	for _, name := range names {
		if value, ok := rest[name]; ok && name == "max_tokens" {
			rest["max_completion_tokens"] = value
		}
		delete(rest, name)
	}
	return rest
}
