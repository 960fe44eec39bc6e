package server

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
)

const (
	// headerBuffer is how much is read from the connection at a time, in
	// bytes; the messages of a usual edit and of a usual answer fit.
	headerBuffer = 64 << 10
	// lengthLimit is the largest Content-Length that is believed. A larger
	// one is noise: skipping that much would never end.
	lengthLimit = 1 << 30
)

// errHeader ends a strict connection.
var errHeader = errors.New("malformed message header")

var contentLength = []byte("content-length:")

// A header finds the messages in what arrives. On stdio any library of the
// host may have printed a line in between, so that noise is skipped up to the
// next Content-Length. A peer on a socket that sends noise speaks another
// protocol (a browser, say), and a strict header gives up.
type header struct {
	in     *bufio.Reader
	strict bool
}

func newHeader(r io.Reader, strict bool) *header {
	return &header{in: bufio.NewReaderSize(r, headerBuffer), strict: strict}
}

// next reads up to the body of the next message and returns its length.
func (h *header) next() (length int64, err error) {
	found := false
	var carry []byte // the end of what came before on the same line
	for {
		line, err := h.in.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return 0, err
		}
		whole := err == nil
		if len(carry) > 0 {
			line = append(carry, line...)
		}
		value, named, ok := field(line)
		switch {
		case h.strict && !whole, h.strict && !ok, h.strict && named && value < 0:
			return 0, errHeader
		case blank(line):
			if found {
				return length, nil
			}
			if h.strict {
				return 0, errHeader
			}
		case named:
			length, found = value, value >= 0
		}
		carry = nil
		if !whole {
			carry = bytes.Clone(line[max(0, len(line)-2*len(contentLength)):])
		}
	}
}

// field reads one line of a header. named tells that it gives the length of
// the message, which is negative if it is not a number that can be. ok tells
// that it has the form of a field, or ends the header.
func field(line []byte) (length int64, named, ok bool) {
	ok = blank(line) || bytes.IndexByte(line, ':') > 0
	at := lastFold(line, contentLength)
	if at < 0 {
		return 0, false, ok
	}
	length, err := strconv.ParseInt(string(bytes.TrimSpace(line[at+len(contentLength):])), 10, 64)
	if err != nil || length > lengthLimit || length < 0 {
		length = -1
	}
	return length, true, ok && at == 0
}

func blank(line []byte) bool { return len(bytes.TrimRight(line, "\r\n")) == 0 }

// lastFold is where the last occurrence of the name starts in line, in
// letters of either case, or -1. The name is in lower case.
func lastFold(line, name []byte) int {
	for i := len(line) - len(name); i >= 0; i-- {
		if line[i+len(name)-1] == ':' && bytes.EqualFold(line[i:i+len(name)], name) {
			return i
		}
	}
	return -1
}
