package model

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A clock goes only when the test lets it.
type clock struct{ time time.Time }

func (c *clock) now() time.Time        { return c.time }
func (c *clock) sleep(d time.Duration) { c.time = c.time.Add(d) }

// A team is servers of one model that count who asks them.
type team struct {
	*endpoint
	*clock
	servers []*httptest.Server // in the order of the endpoint
	answer  []http.HandlerFunc // of each; nil for a plain one
	asked   []int
}

func newTeam(t *testing.T, size int) *team {
	team := &team{clock: &clock{time: time.Unix(1e9, 0)}, answer: make([]http.HandlerFunc, size), asked: make([]int, size)}
	o := Options{Name: "m"}
	for range size {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			i := slices.IndexFunc(team.fleet.replicas, func(one *replica) bool { return one.base.Host == r.Host })
			team.asked[i]++
			if team.answer[i] != nil {
				team.answer[i](w, r)
			}
		}))
		t.Cleanup(server.Close)
		team.servers = append(team.servers, server)
		o.URLs = append(o.URLs, server.URL)
	}
	var err error
	if team.endpoint, err = newEndpoint(o, resolvesTo("127.0.0.1")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(team.close)
	team.fleet.now = team.now
	slices.SortFunc(team.servers, func(a, b *httptest.Server) int { return team.place(a.URL) - team.place(b.URL) })
	return team
}

func (team *team) place(address string) int {
	return slices.IndexFunc(team.fleet.replicas, func(r *replica) bool { return r.base.String() == address })
}

func (team *team) ask(t *testing.T, ctx context.Context) error {
	t.Helper()
	resp, err := team.do(ctx, http.MethodPost, "/completion", "text")
	if err == nil {
		resp.Body.Close()
	}
	return err
}

// expect asks once and says which server is to answer.
func (team *team) expect(t *testing.T, when string, server int) {
	t.Helper()
	before := slices.Clone(team.asked)
	if err := team.ask(t, t.Context()); err != nil {
		t.Errorf("%s: %v", when, err)
	}
	if team.asked[server] != before[server]+1 {
		t.Errorf("%s: servers were asked %v times, before %v; want server %d", when, team.asked, before, server)
	}
}

func refuses(status int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if len(header) == 2 {
			w.Header().Set(header[0], header[1])
		}
		w.WriteHeader(status)
	}
}

func TestAProcessStaysWithItsServer(t *testing.T) {
	team := newTeam(t, 3)
	for range 5 {
		team.expect(t, "all are up", 0)
	}
}

func TestTheNextServerTakesOverUntilTheFirstIsBack(t *testing.T) {
	team := newTeam(t, 2)
	team.answer[0] = refuses(http.StatusServiceUnavailable)
	team.expect(t, "the first is down", 1)
	team.answer[0] = nil
	team.expect(t, "the first rests", 1)
	if team.asked[0] != 1 {
		t.Errorf("a server that rests was asked %d times", team.asked[0])
	}
	team.sleep(firstRest)
	team.expect(t, "the first is back", 0)
}

func TestAServerThatStaysAwayIsAskedLessAndLess(t *testing.T) {
	team := newTeam(t, 2)
	team.answer[0] = refuses(http.StatusServiceUnavailable)
	for range 600 {
		team.expect(t, "the first is down", 1)
		team.sleep(time.Second)
	}
	// After 0, 2, 6, 14, 30 and 62 seconds and then every minute.
	if team.asked[0] != 5+1+8 {
		t.Errorf("it was asked %d times in ten minutes", team.asked[0])
	}
}

func TestAServerRestsForAsLongAsItAsks(t *testing.T) {
	team := newTeam(t, 2)
	team.answer[0] = refuses(http.StatusServiceUnavailable, "Retry-After", "30")
	team.expect(t, "the first is down", 1)
	team.answer[0] = nil
	team.sleep(29 * time.Second)
	team.expect(t, "the first rests", 1)
	team.sleep(time.Second)
	team.expect(t, "the first is back", 0)
}

func TestADeadServerHandsOver(t *testing.T) {
	for name, kill := range map[string]func(*team){
		"refused": func(team *team) { team.servers[0].Close() },
		"reset": func(team *team) {
			team.answer[0] = func(w http.ResponseWriter, _ *http.Request) {
				conn, _, _ := w.(http.Hijacker).Hijack()
				conn.Close()
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			team := newTeam(t, 2)
			team.expect(t, "before", 0)
			kill(team)
			team.expect(t, "after", 1)
		})
	}
}

func TestWhatIsWrongWithTheRequestStaysWithTheServer(t *testing.T) {
	for _, status := range []int{400, 401, 404, 413, 429, 500} {
		team := newTeam(t, 2)
		team.answer[0] = refuses(status)
		err := team.ask(t, t.Context())
		if refusal, ok := errors.AsType[*Refusal](err); !ok || refusal.Status != status || team.asked[1] != 0 {
			t.Errorf("got %v, and the other server was asked %d times", err, team.asked[1])
		}
	}
}

func TestWhenAllAreDownTheFirstIsNamed(t *testing.T) {
	team := newTeam(t, 3)
	for i := range team.answer {
		team.answer[i] = refuses(http.StatusServiceUnavailable)
	}
	for range 2 {
		err := team.ask(t, t.Context())
		if want := "m " + team.servers[0].URL + "/completion: 503 Service Unavailable"; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if !slices.Equal(team.asked, []int{2, 2, 2}) {
		t.Errorf("servers were asked %v times, want all, though they rest", team.asked)
	}
}

// A host that is switched off answers nothing at all, and the user types on
// before the time for a connection is over.
func TestASilentHostHandsOverThoughNobodyWaitsForIt(t *testing.T) {
	team := newTeam(t, 2)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	transport := team.client.Transport.(*http.Transport)
	dial := transport.DialContext
	transport.DialContext = func(dialing context.Context, network, address string) (net.Conn, error) {
		switch {
		case address != team.fleet.replicas[0].base.Host:
			return dial(dialing, network, address)
		case ctx.Err() != nil:
			return nil, errors.New("the silent host is asked again")
		}
		team.sleep(patience)
		cancel()
		<-dialing.Done()
		return nil, dialing.Err()
	}
	if err := team.ask(t, ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	team.expect(t, "the first is silent", 1)
}

func TestAHurriedRequestSaysNothingOfTheServer(t *testing.T) {
	team := newTeam(t, 2)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := team.ask(t, ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	team.expect(t, "afterwards", 0)
}

func TestATeamSpreadsAndMovesOnlyWithItsServer(t *testing.T) {
	var all []*url.URL
	for i := range 4 {
		all = append(all, &url.URL{Scheme: "http", Host: "replica-" + strconv.Itoa(i)})
	}
	with, moved := map[string]int{}, 0
	for i := range 1000 {
		seat := strconv.Itoa(i)
		first := newFleet(all, seat).replicas[0].base.Host
		with[first]++
		if again := newFleet([]*url.URL{all[3], all[1], all[0], all[2]}, seat).replicas[0].base.Host; again != first {
			t.Fatalf("seat %s is with %s, and with %s when the list is in another order", seat, first, again)
		}
		if left := newFleet(all[1:], seat).replicas[0].base.Host; left != first {
			moved++
		}
	}
	for _, base := range all {
		if n := with[base.Host]; n < 200 || n > 300 {
			t.Errorf("%s has %d of 1000 processes", base.Host, n)
		}
	}
	if moved != with["replica-0"] {
		t.Errorf("%d processes moved as the server of %d went", moved, with["replica-0"])
	}
}

func TestURLsOfTwoClassesAreRefused(t *testing.T) {
	resolve := func(_ context.Context, host string) ([]net.IPAddr, error) {
		return []net.IPAddr{{IP: net.ParseIP(host)}}, nil
	}
	_, err := newEndpoint(Options{Name: "m", URL: "http://127.0.0.1:8080", URLs: []string{"http://[::1]:8080", "https://u:hunter2@192.0.2.1"}}, resolve)
	if err == nil || !strings.HasPrefix(err.Error(), "urls are of two classes, http://127.0.0.1:8080 is machine and https://u:xxxxx@192.0.2.1 is remote: ") {
		t.Errorf("got %v", err)
	}
}

func TestEveryURLCountsOnce(t *testing.T) {
	e, err := newEndpoint(Options{Name: "m", URL: "http://a", URLs: []string{"http://b/", "http://a/", "http://b"}}, resolvesTo("127.0.0.1"))
	if err != nil || len(e.fleet.replicas) != 2 {
		t.Errorf("got %v, %v", e.fleet.replicas, err)
	}
}
