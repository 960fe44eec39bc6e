package model

import "errors"

// Remedy is what the user can do about a server that fails.
func Remedy(err error) string {
	switch FaultOf(err) {
	case WrongKey:
		return "set key_env, key_file or key_command to where a key is that the server takes"
	case WrongModel:
		return "set model to one that the server has, or check url"
	case WrongURL:
		return "correct url; a server at an address alone, or with backend = \"auto\", is asked what it speaks"
	case WrongHost:
		return "correct the host in url: there is none of that name"
	case WrongTLS:
		return "write the host in url as the certificate has it, or set ca_file to the certificate of an authority of your own"
	case WrongProxy:
		return "correct proxy, or set it to \"none\"; where it is not set, the environment's counts"
	case Unreached:
		return "start the server, or set url to where it listens"
	case Silent:
		return "wait until the server has loaded its model, or see what keeps it busy"
	case Loading:
		return "wait until the server has loaded its model"
	case Busy:
		return "wait, or use another model: the server wants fewer requests"
	case TooLong:
		return "nothing, if it was once, as the next prompts are shorter; else set context_tokens of the model to what it reads"
	case Broken, Unwanted:
	}
	if _, refused := errors.AsType[*Refusal](err); !refused {
		return "check url, and what the server's own log says"
	}
	return "see what the server's own log says"
}
