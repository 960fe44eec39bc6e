package model

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
)

// A Fault is what sort of thing went wrong, which decides who is told, and
// whether it is worth asking again.
type Fault string

const (
	// The set-up is wrong: no request will succeed until the user changes it.
	WrongKey   Fault = "wrong key"   // none could be read, or the server does not take it
	WrongModel Fault = "wrong model" // the server does not have it
	WrongURL   Fault = "wrong url"   // something else answers there
	WrongHost  Fault = "wrong host"  // there is no such host
	WrongTLS   Fault = "wrong tls"   // the certificate, or what should be one
	WrongProxy Fault = "wrong proxy"

	// The server may do better later.
	Unreached Fault = "unreached" // refused, reset, no way there
	Silent    Fault = "silent"    // no answer in time
	Busy      Fault = "busy"      // it wants to be left in peace
	Loading   Fault = "loading"   // it is up, and reads its model from disk
	Broken    Fault = "broken"    // an error of its own, or an answer that makes no sense

	// The server is well, and only this request is not.
	TooLong  Fault = "too long" // more text than the model reads or the server takes
	Unwanted Fault = "unwanted" // refused for another reason
)

// SetUp reports whether only the user can put it right.
func (f Fault) SetUp() bool {
	return slices.Contains([]Fault{WrongKey, WrongModel, WrongURL, WrongHost, WrongTLS, WrongProxy}, f)
}

// OfRequest reports whether another request may be answered at once.
func (f Fault) OfRequest() bool { return f == TooLong || f == Unwanted }

// FaultOf is what sort of thing an error of a backend says. What is not known
// is Broken.
func FaultOf(err error) Fault {
	if r, ok := errors.AsType[*rephrased](err); ok {
		return r.fault
	}
	var advice Fault
	if a, ok := errors.AsType[advised](err); ok {
		advice = a.fault()
	}
	if r, ok := errors.AsType[*Refusal](err); ok {
		return r.fault(advice)
	}
	if is[unnamed](err) {
		return WrongModel
	}
	network, _ := errors.AsType[net.Error](err)
	switch {
	case is[keyError](err):
		return WrongKey
	case isNoHost(err):
		return WrongHost
	case advice != "":
		return advice
	case errors.Is(err, http.ErrSchemeMismatch):
		return WrongURL
	case isOfTLS(err):
		return WrongTLS
	case errors.Is(err, context.DeadlineExceeded), network != nil && network.Timeout():
		return Silent
	case network != nil:
		return Unreached
	}
	return Broken
}

// fault is what sort of thing a refusal says. advice is what the advice on it is
// for, if that tells.
func (r *Refusal) fault(advice Fault) Fault {
	switch status := r.Status; {
	case status == http.StatusProxyAuthRequired:
		return WrongProxy
	case status == http.StatusUnauthorized, status == http.StatusPaymentRequired, status == http.StatusForbidden:
		return WrongKey
	case status < 400, status == http.StatusMethodNotAllowed, advice == WrongURL:
		return WrongURL
	case status == http.StatusNotFound:
		return WrongModel
	case status == http.StatusTooManyRequests, status == statusOverloaded, r.RetryAfter > 0:
		return Busy
	case status == http.StatusServiceUnavailable && speaksOfLoading(r.Words):
		return Loading
	case status == http.StatusRequestTimeout:
		return Silent
	case status >= 500:
		return Broken
	case status == http.StatusRequestEntityTooLarge, speaksOfLength(r.Words):
		return TooLong
	}
	return Unwanted
}

// speaksOfLoading reports whether words are those of a server that loads its
// model, as llama.cpp ("Loading model") and TGI ("Model x is currently loading")
// say it. Ollama keeps the request waiting, and vLLM does not listen yet.
func speaksOfLoading(words string) bool {
	words = strings.ToLower(words)
	return strings.Contains(words, "loading") && strings.Contains(words, "model")
}

// speaksOfLength reports whether words are about a prompt that is too long, as
// llama.cpp ("exceeds the available context size"), Ollama, vLLM and OpenAI
// ("maximum context length"), Anthropic ("prompt is too long"), SGLang ("longer
// than the model's context length") and TGI ("`inputs` tokens must be <=") say it.
func speaksOfLength(words string) bool {
	words = strings.ToLower(words)
	return strings.Contains(words, "context") && (strings.Contains(words, "exceed") || strings.Contains(words, "maximum")) ||
		strings.Contains(words, "too long") || limits.MatchString(words)
}

func isOfTLS(err error) bool {
	return is[*tls.CertificateVerificationError](err) || is[tls.RecordHeaderError](err) || is[tls.AlertError](err) ||
		is[x509.UnknownAuthorityError](err) || is[x509.HostnameError](err) || is[x509.CertificateInvalidError](err)
}

func isNoHost(err error) bool {
	lookUp, ok := errors.AsType[*net.DNSError](err)
	return ok && lookUp.IsNotFound
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}
