package modeltest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fimble/completion/model"
)

// A stage plays exchanges to the clients of a server of whatever dialect.
type stage struct {
	exchanges []model.Exchange
	hungUp    chan struct{}

	mu     sync.Mutex
	bodies []string
}

func newStage(exchanges []model.Exchange) *stage {
	return &stage{exchanges: exchanges, hungUp: make(chan struct{}, 64)}
}

// serve starts a server that ends with the test, and gives its address.
func serve(t testing.TB, handler http.Handler) string {
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// hear takes down the body of a request for an answer.
func (s *stage) hear(body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bodies = append(s.bodies, body)
}

// Bodies are those of all requests for an answer, oldest first.
func (s *stage) Bodies() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.bodies)
}

// AwaitHangUp waits until the client of a call has gone, once for each call.
func (s *stage) AwaitHangUp() { <-s.hungUp }

// A voice is how a dialect says what happens in an answer. text is JSON.
type voice struct {
	most  int // tokens of an answer; 0 is no limit
	says  func(candidate int, text string, tokens int)
	fails func(words string)
}

// play streams the exchange whose Before ends the question, and tells whether
// the answer came to its end, and whether that was for want of tokens. A
// question without an exchange has an empty one.
func (s *stage) play(r *http.Request, question string, candidates int, v voice) (ended, cutOff bool) {
	i := slices.IndexFunc(s.exchanges, func(e model.Exchange) bool { return strings.HasSuffix(question, e.Before) })
	if i < 0 {
		return true, false
	}
	predicted := map[int]int{}
	begun := map[int]string{}
	for _, step := range s.exchanges[i].Steps {
		switch {
		case step.Err != "":
			v.fails(step.Err)
			return false, false
		case step.CutOff:
			return true, true
		case step.Hang:
			<-r.Context().Done()
			s.hungUp <- struct{}{}
			return false, false
		case step.Wait > 0:
			select {
			case <-time.After(step.Wait):
			case <-r.Context().Done():
			}
		case step.Candidate < candidates:
			// Real servers, too, hold back the bytes of an unfinished rune.
			begun[step.Candidate] += step.Text
			text, _ := json.Marshal(begun[step.Candidate])
			if strings.Contains(string(text), `\ufffd`) {
				continue
			}
			begun[step.Candidate] = ""
			if v.most > 0 && predicted[step.Candidate] == v.most {
				return true, true
			}
			predicted[step.Candidate]++
			v.says(step.Candidate, string(text), predicted[step.Candidate])
		}
	}
	return true, false
}

// reason is the word for why an answer has ended.
func reason(cutOff bool, limit, whole string) string {
	if cutOff {
		return limit
	}
	return whole
}

// send writes an ordinary event.
func send(w http.ResponseWriter, data string) { inTwo(w, "data: "+data+"\n\n") }

// sendNamed writes an event with a name.
func sendNamed(w http.ResponseWriter, name, data string) {
	inTwo(w, "event: "+name+"\ndata: "+data+"\n\n")
}

// inTwo writes an event in two pieces that are cut in the middle of its first
// rune of several bytes, if it has one.
func inTwo(w http.ResponseWriter, event string) {
	cut := len(event) / 2
	if i := strings.IndexFunc(event, func(r rune) bool { return r >= 0x80 }); i >= 0 {
		cut = i + 1
	}
	for _, piece := range []string{event[:cut], event[cut:]} {
		fmt.Fprint(w, piece)
		w.(http.Flusher).Flush()
	}
}
