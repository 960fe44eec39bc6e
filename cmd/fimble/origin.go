package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"fimble/server"
)

// linesOf are the lines of all options and tables of a TOML file, by their
// dotted paths, in which the tables of a list are counted from 1.
func linesOf(file []byte) map[string]int {
	l := lineFinder{at: map[string]int{}, entries: map[string]int{}}
	l.parser.Reset(file)
	table := ""
	for l.parser.NextExpression() {
		switch e := l.parser.Expression(); e.Kind {
		case unstable.Table:
			table = l.key("", e)
		case unstable.ArrayTable:
			list := l.key("", e)
			l.entries[list]++
			table = below(list, strconv.Itoa(l.entries[list]))
			l.at[table] = l.at[list]
		case unstable.KeyValue:
			l.value(l.key(table, e), e.Value())
		}
	}
	return l.at
}

type lineFinder struct {
	parser  unstable.Parser
	at      map[string]int
	entries map[string]int // of lists of tables, so far
}

// key notes the path of a table or an option, and those of the tables that it
// is in where they begin.
func (l *lineFinder) key(table string, n *unstable.Node) string {
	path, line := table, 0
	for parts := n.Key(); parts.Next(); {
		path = below(path, string(parts.Node().Data))
		line = l.parser.Shape(parts.Node().Raw).Start.Line
		if l.at[path] == 0 {
			l.at[path] = line
		}
	}
	l.at[path] = line
	return path
}

// value notes what stands within one.
func (l *lineFinder) value(path string, n *unstable.Node) {
	i := 0
	for inner := n.Children(); inner.Next(); {
		switch entry := inner.Node(); {
		case n.Kind == unstable.InlineTable:
			l.value(l.key(path, entry), entry.Value())
		case n.Kind == unstable.Array && entry.Kind == unstable.InlineTable:
			i++
			l.value(below(path, strconv.Itoa(i)), entry)
		}
	}
}

func below(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// An origin is an option that is set, and where.
type origin struct {
	Option string `json:"option"`
	Value  string `json:"value"`
	From   string `json:"from"`
}

// originsOf are the options that were taken of the layers. What a later layer
// sets again is told of that one alone, unless both count.
func originsOf(layers []server.Layer, problems []server.Problem) []origin {
	all := []origin{}
	for _, layer := range layers {
		for _, o := range leaves(nil, layer.Values) {
			o.From = layer.Where(o.Option)
			if slices.ContainsFunc(problems, func(p server.Problem) bool { return refuses(p, o) }) {
				continue
			}
			first, _, _ := strings.Cut(o.Option, ".")
			if first != "denied" && first != "route" {
				all = slices.DeleteFunc(all, func(earlier origin) bool { return earlier.Option == o.Option })
			}
			all = append(all, o)
		}
	}
	for i := range all {
		all[i].Option = discreet(all[i].Option)
	}
	return all
}

// refuses reports whether a problem is that the option was not taken.
func refuses(p server.Problem, o origin) bool {
	return p.Mistake != server.OddLanguage && p.Place() == o.From && strings.HasPrefix(o.Option+".", p.Option+".")
}

// leaves are the options in a table.
func leaves(path []string, table map[string]any) []origin {
	var all []origin
	for _, key := range slices.Sorted(maps.Keys(table)) {
		here := append(slices.Clone(path), key)
		switch value := table[key].(type) {
		case map[string]any:
			all = append(all, leaves(here, value)...)
			continue
		case []any:
			inner := map[string]any{}
			for i, entry := range value {
				if _, ok := entry.(map[string]any); ok {
					inner[strconv.Itoa(i+1)] = entry
				}
			}
			if len(inner) > 0 {
				all = append(all, leaves(here, inner)...)
				continue
			}
		}
		all = append(all, origin{Option: strings.Join(here, "."), Value: valueToTell(here, table[key])})
	}
	return all
}

const (
	notShown     = "(not shown)"
	longestValue = 60 // letters: the place of it shall fit on the line
)

// valueToTell is a value as it may be told: what can hold a key is not.
func valueToTell(path []string, value any) string {
	if text, _ := value.(string); len(path) > 2 && path[0] == "models" && !tellable(path[2], text) {
		return notShown
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return fmt.Sprintf("%v", value) // a date, which no option takes
	}
	told := []rune(discreet(strings.TrimSpace(out.String())))
	if len(told) > longestValue {
		return string(told[:longestValue]) + "..."
	}
	return string(told)
}

// tellable reports whether the option of a model holds no key. One that is
// spelled in another way than here may.
func tellable(option, text string) bool {
	switch option {
	case "key_env":
		return variableName.MatchString(text)
	case "key_file":
		return filepath.IsAbs(text) || strings.HasPrefix(text, "~/")
	}
	return slices.Contains([]string{
		"backend", "url", "urls", "model", "family", "proxy", "ca_file", "timeout", "context_tokens", "fallback", "trusted",
	}, option)
}

var (
	userInURL  = regexp.MustCompile(`//[^/?#\s"]*@`)
	queryOfURL = regexp.MustCompile(`(://[^?\s"]*)\?[^\s"]*`)
)

// discreet leaves out of addresses what may be a password or a key.
func discreet(text string) string {
	return queryOfURL.ReplaceAllString(userInURL.ReplaceAllString(text, "//"), "$1")
}
