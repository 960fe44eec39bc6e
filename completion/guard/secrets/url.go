package secrets

import "strings"

// longestAddress is what the part of an address before its path has at most.
const longestAddress = 1 << 10

// credentials finds passwords in addresses: scheme://user:password@host.
func credentials(text string) []span {
	var found []span
	for at := 0; ; {
		i := strings.Index(text[at:], "://")
		if i < 0 {
			return found
		}
		at += i + len("://")
		end := run(text, at, longestAddress, func(c byte) bool { return strings.IndexByte(" \t\r\n\"'`<>\\", c) < 0 })
		address := text[at:end]
		if i := strings.Index(address, "://"); i >= 0 {
			address = address[:i]
		}
		user := strings.IndexByte(address, ':')
		host := strings.LastIndexByte(address, '@')
		if user < 0 || host < user || strings.ContainsAny(address[:user], "/?#") {
			continue
		}
		password := address[user+1 : host]
		if before, _, slash := strings.Cut(password, "/"); slash && (strings.Trim(before, "0123456789") == "" || strings.ContainsAny(password, "?#")) {
			continue // a port and a path
		}
		if !stands(password) {
			found = append(found, span{at + user + 1, at + host})
		}
	}
}

// commonplace are passwords of examples.
var commonplace = map[string]bool{
	"password": true, "passwd": true, "pass": true, "pwd": true, "secret": true, "user": true, "token": true,
	"x-oauth-basic": true, "changeme": true, "your_password": true, "yourpassword": true, "mypassword": true, "my_password": true,
}

// stands reports whether a text stands for a secret: a variable, a place to
// fill in, or a word of an example.
func stands(text string) bool {
	return text == "" || commonplace[strings.ToLower(text)] || strings.Trim(text, text[:1]) == "" ||
		strings.ContainsAny(text[:1], "$%{<[") || strings.Contains(text, "${") || strings.Contains(text, "{{") ||
		strings.HasSuffix(text, "...") || strings.Contains(text, "%s") || strings.Contains(text, "%d") || strings.Contains(text, "%v")
}
