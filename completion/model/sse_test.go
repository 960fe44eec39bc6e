package model

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

var serverEventCases = []struct {
	name, stream string
	want         []serverEvent
}{
	{"one line each", "data: a\n\ndata: b\n\n", []serverEvent{{data: "a"}, {data: "b"}}},
	{"line ends of all kinds", "data: a\r\n\r\ndata: b\r\rdata: c\n\n", []serverEvent{{data: "a"}, {data: "b"}, {data: "c"}}},
	{"several lines of data", "data: a\ndata:\ndata: b\n\n", []serverEvent{{data: "a\n\nb"}}},
	{"several lines of data with CRLF", "data: a\r\ndata: b\r\n\r\n", []serverEvent{{data: "a\nb"}}},
	{"a comment keeps the connection open", ": ping\n\n:\n\ndata: a\n\n", []serverEvent{{data: "a"}}},
	{"only one space is not data", "data:a\n\ndata:  b\n\n", []serverEvent{{data: "a"}, {data: " b"}}},
	{"named", "event: delta\nid: 7\nretry: 10\ndata: a\n\n", []serverEvent{{name: "delta", data: "a"}}},
	{"a name without data is nothing", "event: ping\n\ndata: a\n\n", []serverEvent{{data: "a"}}},
	{"error line of llama.cpp", "error: {\"code\":500}\n\n", []serverEvent{{name: "error", data: `{"code":500}`}}},
	{"a colon in the data", "data: {\"a\": 1}\n\n", []serverEvent{{data: `{"a": 1}`}}},
	{"byte order mark", "\ufeffdata: a\n\n", []serverEvent{{data: "a"}}},
	{"no blank line at the end", "data: [DONE]", []serverEvent{{data: "[DONE]"}}},
	{"empty", "", nil},
	{"blank lines alone", "\n\n\r\n\r\n", nil},
}

func readEvents(r io.Reader) (events []serverEvent, last error) {
	for e, err := range serverEvents(r) {
		if err != nil {
			last = err
			continue
		}
		events = append(events, e)
	}
	return events, last
}

func TestServerEventsAreReadAsTheStandardHasThem(t *testing.T) {
	for _, c := range serverEventCases {
		t.Run(c.name, func(t *testing.T) {
			got, err := readEvents(strings.NewReader(c.stream))
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(serverEvent{})); diff != "" || err != nil {
				t.Errorf("error %v, events (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestServerEventsDoNotDependOnHowTheStreamIsCut(t *testing.T) {
	for _, c := range serverEventCases {
		t.Run(c.name, func(t *testing.T) {
			got, err := readEvents(iotest.OneByteReader(strings.NewReader(c.stream)))
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(serverEvent{})); diff != "" || err != nil {
				t.Errorf("error %v, events (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestEventIsThereBeforeTheNextByte(t *testing.T) {
	for _, end := range []string{"\n\n", "\r\n\r\n", "\r\r"} {
		r, w := io.Pipe()
		go func() { io.WriteString(w, "data: a"+end) }() // and stays open
		for e, err := range serverEvents(r) {
			if e.data != "a" || err != nil {
				t.Errorf("after %q: got %q, %v", end, e.data, err)
			}
			break
		}
		r.Close()
	}
}

func TestBrokenStreamEndsInItsError(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("data: a\n\ndata: b"), iotest.ErrReader(io.ErrUnexpectedEOF))
	got, err := readEvents(broken)
	if len(got) != 1 || err != io.ErrUnexpectedEOF {
		t.Errorf("got %v, %v; want the first event and %v", got, err, io.ErrUnexpectedEOF)
	}
}

// naiveEvents is serverEvents on a whole stream, by the words of the standard.
func naiveEvents(stream string) (events []serverEvent) {
	stream = strings.TrimPrefix(stream, "\ufeff")
	stream = strings.ReplaceAll(strings.ReplaceAll(stream, "\r\n", "\n"), "\r", "\n")
	for block := range strings.SplitSeq(stream+"\n", "\n\n") {
		var event serverEvent
		var data []string
		for line := range strings.SplitSeq(block, "\n") {
			field, value, _ := strings.Cut(line, ":")
			value = strings.TrimPrefix(value, " ")
			switch field {
			case "data":
				data = append(data, value)
			case "event":
				event.name = value
			case "error":
				event.name, data = "error", append(data, value)
			}
		}
		if len(data) > 0 {
			event.data = strings.Join(data, "\n")
			events = append(events, event)
		}
	}
	return events
}

func FuzzServerEventsAgreeWithTheNaiveReader(f *testing.F) {
	for _, c := range serverEventCases {
		f.Add(c.stream)
	}
	f.Fuzz(func(t *testing.T, stream string) {
		want := naiveEvents(stream)
		for _, r := range []io.Reader{strings.NewReader(stream), iotest.OneByteReader(strings.NewReader(stream)), iotest.HalfReader(strings.NewReader(stream))} {
			got, err := readEvents(r)
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(serverEvent{})); diff != "" || err != nil {
				t.Errorf("error %v, events of %q (-naive +got):\n%s", err, stream, diff)
			}
		}
	})
}
