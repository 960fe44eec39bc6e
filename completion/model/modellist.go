package model

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// listedModel is an entry of a list of models: OpenAI's id, and what others
// add to it.
type listedModel struct {
	ID               string `json:"id"`
	Root             string `json:"root"`               // vLLM: what it was loaded from
	Parent           string `json:"parent"`             // vLLM: what an adapter adapts
	MaxModelLen      int    `json:"max_model_len"`      // tokens, by vLLM and SGLang
	ContextLength    int    `json:"context_length"`     // tokens, by OpenRouter
	MaxContextLength int    `json:"max_context_length"` // tokens, by Mistral
	Meta             struct {
		Context int `json:"n_ctx"` // tokens of one slot
	} `json:"meta"` // of llama.cpp
}

func (l listedModel) contextTokens() int {
	return cmp.Or(l.MaxModelLen, l.Meta.Context, l.MaxContextLength, l.ContextLength)
}

func (c *client) list(ctx context.Context, path string) ([]listedModel, error) {
	var answer struct {
		Data []listedModel `json:"data"`
	}
	err := c.endpoint.call(ctx, http.MethodGet, path, nil, &answer)
	return answer.Data, err
}

// names are the models of a list, by which they are asked for.
func (c *client) names(ctx context.Context, path string) ([]string, error) {
	all, err := c.list(ctx, path)
	var names []string
	for _, l := range all {
		names = append(names, l.ID)
	}
	return names, err
}

// look finds in a list the model that the options name, or without one takes
// the first.
func (c *client) look(ctx context.Context, path string) (listedModel, error) {
	wanted := c.options.Model
	all, err := c.list(ctx, path)
	if wanted != "" && hasNoList(err) {
		return listedModel{ID: wanted}, nil
	}
	if err != nil {
		return listedModel{}, err
	}
	if wanted == "" && len(all) == 0 {
		return listedModel{}, c.endpoint.wrap(path, errors.New("the server has no model"))
	}
	if wanted == "" {
		return all[0], nil
	}
	if i := slices.IndexFunc(all, func(l listedModel) bool { return l.ID == wanted }); i >= 0 {
		return all[i], nil
	}
	return listedModel{ID: wanted}, nil // an alias, or the server will tell
}

// hasNoList tells whether a server failed because it lists no models at all.
func hasNoList(err error) bool {
	refusal, ok := errors.AsType[*Refusal](err)
	return ok && slices.Contains([]int{http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented}, refusal.Status)
}

// recogniseListed finds the family by the name of a model, or else by what it
// was made from.
func (c *client) recogniseListed(l listedModel) (family, from string) {
	for _, name := range []string{l.ID, l.Root, l.Parent} {
		if f, how := c.recognise(path.Base(name), nil); family == "" || name != "" && how == "name" {
			family, from = f, how
		}
		if from == "name" {
			break
		}
	}
	return family, from
}

// modelName is what the server is to know the model by. It asks the server if
// nobody has said.
func (c *client) modelName(ctx context.Context, fallback string) (string, error) {
	if name := cmp.Or(c.options.Model, fallback, c.known().runs); name != "" {
		return name, nil
	}
	if err := c.Probe(ctx); err != nil {
		return "", err
	}
	if name := c.known().runs; name != "" {
		return name, nil
	}
	return "", fmt.Errorf("%s: model is empty, and the server names none", c.options.Name)
}

// versionInPath is the version of an API: v1, v1beta, v4.
var versionInPath = regexp.MustCompile(`/v\d+\w*(/|$)`)

// versioned takes what users may copy from examples off the end of the
// addresses, and tells where below them the API is: at "/v1", unless an
// address names another version itself, as Google's does.
func versioned(o Options, ends ...string) (_ Options, prefix string) {
	cut := func(address string) string {
		address = strings.TrimRight(address, "/")
		for _, end := range ends {
			address = strings.TrimRight(strings.TrimSuffix(address, end), "/")
		}
		return address
	}
	o.URL, o.URLs = cut(o.URL), slices.Clone(o.URLs)
	for i, address := range o.URLs {
		o.URLs[i] = cut(address)
	}
	if base, err := url.Parse(cmp.Or(o.URL, first(o.URLs))); err == nil && versionInPath.MatchString(base.Path) {
		return o, ""
	}
	return o, "/v1"
}

func first(addresses []string) string {
	if len(addresses) == 0 {
		return ""
	}
	return addresses[0]
}
