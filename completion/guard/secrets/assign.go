package secrets

import (
	"path"
	"slices"
	"strings"
)

// A cue is a word at the end of a name that says what the name's value is.
// What it says of a value that is only letters is not sure: that may be a
// label, the name of a field or a type, and stays.
var cues = []string{
	"password", "passwd", "passphrase", "pwd", "secret", "token", "credential", "credentials",
	"api_key", "apikey", "api-key", "access_key", "accesskey", "access-key", "secret_key", "secretkey", "secret-key", "private_key", "privatekey",
	"private-key", "auth_key", "authkey", "account_key", "accountkey", "signing_key", "signingkey", "encryption_key", "encryptionkey",
}

var cueFinder = newLiterals(cues)

const (
	shortestPassword = 6
	longestPassword  = 512 // more is data
)

// configured are the files where a value needs no quotes.
var configured = []string{".env", ".ini", ".cfg", ".conf", ".properties", ".yml", ".yaml", ".toml", ".sh", ".bash", ".zsh", ".service", ".tfvars"}

// assigned finds the values that names of secrets are given: literals in
// quotes, bare values in settings, and bare values inside of strings, as in
// connection strings and queries.
func assigned(file, text string) []span {
	config := slices.Contains(configured, path.Ext(file)) || strings.HasPrefix(path.Base(file), ".env")
	var found []span
	cueFinder.each(text, func(_, end int) {
		if at := valueAt(text, end, config); at >= 0 {
			if s, ok := value(text, at); ok {
				found = append(found, s)
			}
		}
	})
	return found
}

// valueAt is where the value begins that a name is given which ends at a
// place, or -1. Between them stands an operator, perhaps with the name's
// closing quote, type or size.
func valueAt(text string, end int, config bool) int {
	rest := text[end:min(len(text), end+80)]
	line, _, _ := strings.Cut(rest, "\n")
	i := run(line, 0, 3, func(c byte) bool { return c >= '0' && c <= '9' || c == '_' })
	if i < len(line) && wordByte(line[i]) {
		return -1 // the name goes on
	}
	name := i
	i = run(line, i, 4, func(c byte) bool { return strings.IndexByte("\"'`]", c) >= 0 })
	i = run(line, i, 12, blank)
	if i == len(line) {
		return -1
	}
	switch c := line[i]; {
	case c == '[', c == ':' && !strings.HasPrefix(line[i:], ":=") && strings.Contains(line[i:], "="):
		// a size or a type
		if eq := strings.IndexByte(line[i:], '='); eq >= 0 && strings.IndexAny(line[i:i+eq], "\"',;(){}") < 0 {
			i += eq
		}
	case c == '=' || c == ':' || c == ',' || c == '(' || c == '{' || c == '"':
	case c == '\'' || c == '!':
	default:
		return -1
	}
	operator := i
	i = run(line, i, 4, func(c byte) bool { return strings.IndexByte(":=>!({,", c) >= 0 })
	spaced := i
	i = run(line, i, 12, blank)
	i = run(line, i, 3, func(c byte) bool {
		return c|0x20 == 'b' || c|0x20 == 'r' || c|0x20 == 'f' || c|0x20 == 'u' || c == 'L' || c == '@' || c == '#'
	})
	if i < len(line) && strings.IndexByte("\"'`", line[i]) >= 0 && i >= operator {
		return end + i
	}
	i = spaced
	tight := operator == name && spaced == operator+1 && line[operator] == '='
	if config && spaced > operator && strings.IndexByte("=:", line[operator]) >= 0 {
		i = run(line, i, 12, blank)
	} else if !tight || i == len(line) || blank(line[i]) || !bare(text, end+i) {
		return -1
	}
	if i == len(line) || strings.IndexByte("\"'`", line[i]) >= 0 {
		return -1
	}
	return end + i
}

func blank(c byte) bool { return c == ' ' || c == '\t' }

// bare reports whether a value without quotes is in a string, a query or the
// like rather than in code, by what ends it.
func bare(text string, at int) bool {
	end := at + run(text[at:], 0, longestPassword, func(c byte) bool { return c > ' ' && strings.IndexByte(";&\"'`,()[]{}", c) < 0 })
	if end == len(text) {
		return true
	}
	line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
	quotes := strings.Count(line, `"`)%2 + strings.Count(line, `'`)%2 + strings.Count(line, "`")%2
	return quotes > 0 && strings.IndexByte(";&\"'` \n", text[end]) >= 0
}

// value is the secret at a place, with the quotes that it begins with or
// without any; false if it is none.
func value(text string, at int) (span, bool) {
	end, quote := 0, byte(0)
	if strings.IndexByte("\"'`", text[at]) >= 0 {
		quote = text[at]
		at++
		for end = at; end < len(text) && text[end] != quote && text[end] != '\n' && end-at <= longestPassword; end++ {
			if text[end] == '\\' && end+1 < len(text) {
				end++
			}
		}
	} else {
		end = at + run(text[at:], 0, longestPassword+1, func(c byte) bool { return c > ' ' && strings.IndexByte(";&\"'`,", c) < 0 })
	}
	end = min(end, len(text))
	return span{at, end}, secretValue(text[at:end])
}

// secretValue reports whether a value reads as a password or a token: no
// words, no path, no variable, and more than letters.
func secretValue(v string) bool {
	if len(v) < shortestPassword || len(v) > longestPassword || stands(v) || strings.ContainsAny(v, " \t") {
		return false
	}
	if strings.Contains(v, "://") || strings.HasPrefix(v, "/") || strings.HasPrefix(v, "./") || strings.HasPrefix(v, "../") || strings.HasPrefix(v, "#") {
		return false
	}
	digits, symbols, code := 0, 0, 0
	for i := range len(v) {
		switch c := v[i]; {
		case c >= '0' && c <= '9':
			digits++
		case strings.IndexByte("()[]{}<>|\\", c) >= 0:
			code++
		case strings.IndexByte("!@#$%^&*", c) >= 0:
			symbols++
		}
	}
	if code > 0 && digits == 0 || code > 2 {
		return false // an expression or a pattern
	}
	return digits > 0 && digits < len(v) || digits >= shortestPassword+2 || symbols > 0 && symbols < len(v)/2
}
