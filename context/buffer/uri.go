package buffer

import "strings"

// A URI is the canonical spelling of a document's address, and the key under
// which it is kept: the spellings that clients use for one document have one
// URI. Any scheme is as good as file. What goes back to the client is its own
// spelling, see Snapshot.ClientURI.
type URI string

// Canonical turns the client's spelling into a URI. It never fails: what has
// no scheme is kept as it is. The rest gets small letters in the scheme and
// the host of a file, no host "localhost", a capital drive letter, and escapes
// where RFC 3986 asks for them and nowhere else. An escaped delimiter stays
// escaped, since a bare one means something else.
func Canonical(client string) URI {
	p, ok := split(client)
	if !ok {
		return URI(client)
	}
	if p.scheme == "file" {
		p.canonicalFile()
	}
	return p.join()
}

// FileURI is the URI of an absolute path. Paths in the way of Windows, with a
// drive letter or a server's name, are understood on any system.
func FileURI(path string) URI {
	switch {
	case startsWithDrive(path):
		path = "///" + strings.ReplaceAll(path, `\`, "/")
	case strings.HasPrefix(path, `\\`):
		path = strings.ReplaceAll(path, `\`, "/")
	default:
		path = "//" + path
	}
	return Canonical("file:" + escape(path))
}

// Path is the path of a file URI in the way of the system that it comes from:
// with backslashes if it has a drive letter or a host. It is false for any
// other scheme.
func (u URI) Path() (string, bool) {
	p, ok := split(string(u))
	if !ok || p.scheme != "file" {
		return "", false
	}
	path := unescape(p.path)
	switch {
	case p.host != "":
		return strings.ReplaceAll("//"+p.host+path, "/", `\`), true
	case path != "" && startsWithDrive(path[1:]):
		return strings.ReplaceAll(path[1:], "/", `\`), true
	}
	return path, true
}

// Scheme is what stands before the first colon, or empty if nothing does.
func (u URI) Scheme() string {
	p, _ := split(string(u))
	return p.scheme
}

// within reports whether the URI is that of the folder or of something in it.
func (u URI) within(folder URI) bool {
	rest, ok := strings.CutPrefix(string(u), strings.TrimSuffix(string(folder), "/"))
	return ok && (rest == "" || rest[0] == '/')
}

// name is the path without escapes, whatever the scheme: what tells the
// language when the client does not.
func (u URI) name() string {
	p, ok := split(string(u))
	if !ok {
		return string(u)
	}
	return unescape(p.path)
}

// parts are the pieces of a URI.
type parts struct {
	scheme, host, path string
	tail               string // the query and the fragment, with their signs
	rooted             bool   // has a host, if only an empty one
}

// split takes a URI apart and puts the escapes of each piece in order. It is
// false when there is no scheme.
func split(s string) (parts, bool) {
	scheme, s, ok := strings.Cut(s, ":")
	if !ok || !isScheme(scheme) {
		return parts{}, false
	}
	p := parts{scheme: strings.ToLower(scheme)}
	s, fragment, hasFragment := strings.Cut(s, "#")
	s, query, hasQuery := strings.Cut(s, "?")
	if s, p.rooted = strings.CutPrefix(s, "//"); p.rooted {
		end := len(s)
		if i := strings.IndexByte(s, '/'); i >= 0 {
			end = i
		}
		p.host, s = normal(s[:end], hostRules), s[end:]
	}
	p.path = normal(s, pathRules)
	if hasQuery {
		p.tail = "?" + normal(query, tailRules)
	}
	if hasFragment {
		p.tail += "#" + normal(fragment, tailRules)
	}
	return p, true
}

func (p *parts) canonicalFile() {
	p.rooted = true
	p.host = strings.ToLower(p.host)
	if startsWithDrive(p.host) && len(p.host) == 2 { // file://C:/x, as some clients write it
		p.path, p.host = "/"+p.host+p.path, ""
	}
	if p.host == "localhost" {
		p.host = ""
	}
	if !strings.HasPrefix(p.path, "/") {
		p.path = "/" + p.path
	}
	if startsWithDrive(p.path[1:]) {
		p.path = "/" + strings.ToUpper(p.path[1:2]) + p.path[2:]
	}
}

func (p parts) join() URI {
	if p.rooted {
		p.host = "//" + p.host
	}
	return URI(p.scheme + ":" + p.host + p.path + p.tail)
}

// startsWithDrive reports whether a path starts with a drive of Windows: a
// letter and a colon, then a slash of either sort or nothing.
func startsWithDrive(path string) bool {
	return len(path) >= 2 && isLetter(path[0]) && path[1] == ':' &&
		(len(path) == 2 || path[2] == '/' || path[2] == '\\')
}

func isScheme(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !isLetter(c) && (i == 0 || !isDigit(c) && strings.IndexByte("+-.", c) < 0) {
			return false
		}
	}
	return s != ""
}
