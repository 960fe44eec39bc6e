package model

import (
	"crypto/x509"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strings"
)

// checkURL is what to do when something else answers than a model's server.
const checkURL = "check url, which takes the address of the model's server"

// checkProxy is what to do when a proxy is in the way.
const checkProxy = `check proxy, which takes "none" or "http://user:password@host:port" and is the environment's if it is not set`

// writeHTTPS is what to do when a server speaks TLS, and was not spoken to so.
const writeHTTPS = "write https:// in url"

// writeHTTP is what to do when a server does not speak TLS.
const writeHTTP = "write http:// in url"

// advised is an error, and what the user can do about it in the options.
type advised struct {
	error
	words string
}

func (a advised) Error() string { return a.error.Error() + ": " + a.words }

func (a advised) Unwrap() error { return a.error }

// fault is what sort of thing the advice is for, empty if it does not tell.
func (a advised) fault() Fault {
	switch a.words {
	case checkURL, writeHTTPS, writeHTTP:
		return WrongURL
	case checkProxy:
		return WrongProxy
	}
	return ""
}

// advise adds what the user can do about an error, where they can do something.
func advise(err error) error {
	if words := advice(err); words != "" {
		return advised{err, words}
	}
	return err
}

func advice(err error) string {
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return "if it is an authority of your own, name the file of its certificate in ca_file"
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return "write the host in url as the certificate has it"
	}
	if isNoHost(err) {
		return checkURL
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok && syntax.Offset <= 1 {
		return checkURL
	}
	if network, ok := errors.AsType[*net.OpError](err); ok && network.Op == "proxyconnect" {
		return checkProxy
	}
	if errors.Is(err, http.ErrSchemeMismatch) {
		return writeHTTP
	}
	return ""
}

// advice is what the user can do. A model's server writes JSON, also when it
// refuses; what else answers 404 is none.
func (r *Refusal) advice(isJSON bool) string {
	switch {
	case r.Status == http.StatusNotFound && !isJSON:
		return checkURL
	case r.Status == http.StatusProxyAuthRequired:
		return checkProxy
	case r.Status == http.StatusUnauthorized:
		return "check the key (key_env, key_file or key_command)"
	case r.Status == http.StatusRequestEntityTooLarge || r.Status == http.StatusBadRequest && speaksOfLength(r.Words):
		return "set context_tokens of the model to what it reads, or a smaller budget.tokens"
	case r.Status == http.StatusBadRequest && strings.Contains(r.Words, "HTTP request to an HTTPS server"):
		return writeHTTPS
	}
	return ""
}
