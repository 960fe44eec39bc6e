package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"fimble/server"
	"fimble/server/servertest"
)

// A seat is an editor with a connection of its own. The bytes go through the
// real framing; what has come back is looked at between two deeds, by arrived.
type seat struct {
	user    *user
	unit    string
	cancels bool // cancels a request when it sends the next, as VS Code does and Neovim does not
	ready   bool // wants to be told when asking again is worth it
	pairs   bool // closes brackets and quotes as they are typed
	papers  []*paper
	here    *paper // what the user looks at, or nil
	roots   map[string]bool
	wishes  wishes

	conn   net.Conn
	member *member
	served chan error
	reader chan struct{} // closed when nothing is read any more

	lastID  int
	waiting map[int]func(arrival) error // by the id of a request without an answer

	mu       sync.Mutex
	arrivals []arrival
}

// An arrival is an answer and when it came.
type arrival struct {
	ID     *int            `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
	at  time.Time
	bad error // the server sent what is no message
}

// foldersAtFirst is how many folders an editor has open when it starts.
const foldersAtFirst = 2

// sit connects one more editor.
func (u *user) sit(unit string) (*seat, error) {
	here, there := net.Pipe()
	s := &seat{
		user: u, unit: unit, cancels: u.dice.IntN(2) == 0, pairs: u.dice.IntN(2) == 0, ready: u.dice.IntN(2) == 0,
		roots: map[string]bool{}, wishes: defaultWishes(), member: u.app.roots.join(),
		conn: here, served: make(chan error, 1), reader: make(chan struct{}), waiting: map[int]func(arrival) error{},
	}
	cfg := u.app.connection(s.member, u.dice.IntN(2) == 0)
	cfg.Log, cfg.Options = u.alarm.logger(), u.options
	go func() { s.served <- server.Serve(context.Background(), there, cfg) }()
	go s.read()
	var folders []any
	for _, dir := range u.dirs[:foldersAtFirst] {
		folders = append(folders, folderOf(dir))
		s.roots[dir] = true
	}
	u.seats = append(u.seats, s)
	err := s.ask("initialize", map[string]any{
		"capabilities": map[string]any{
			"general": map[string]any{"positionEncodings": []string{unit}}, "experimental": map[string]any{"fimble": map[string]any{"ready": s.ready}},
		},
		"workspaceFolders": folders,
	}, func(a arrival) error {
		var result struct {
			Capabilities struct{ PositionEncoding string }
		}
		if err := json.Unmarshal(a.Result, &result); err != nil || result.Capabilities.PositionEncoding != unit {
			return fmt.Errorf("initialize was answered with %s", a.Result)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s, errors.Join(u.await(s), s.tell("initialized", map[string]any{}), u.wish(s))
}

// leave ends the connection, as the protocol wants it or by hanging up.
func (s *seat) leave(orderly bool) error {
	want := error(server.ErrExit)
	if orderly {
		want = nil
		if err := s.ask("shutdown", nil, func(a arrival) error { return a.null() }); err != nil {
			return err
		}
		if err := errors.Join(s.user.await(s), s.tell("exit", nil)); err != nil {
			return err
		}
	}
	_ = s.conn.Close()
	err := <-s.served
	<-s.reader
	s.member.leave()
	if !errors.Is(err, want) && !(errors.Is(err, io.ErrClosedPipe) && !orderly) {
		return fmt.Errorf("the server ended with %v, want %v", err, want)
	}
	return nil
}

func (s *seat) tell(method string, params any) error { return s.send(nil, method, params) }

// ask sends a request. Its answer goes to then.
func (s *seat) ask(method string, params any, then func(arrival) error) error {
	s.lastID++
	s.waiting[s.lastID] = then
	return s.send(s.lastID, method, params)
}

func (s *seat) send(id any, method string, params any) error {
	message := map[string]any{"jsonrpc": "2.0", "method": method}
	if id != nil {
		message["id"] = id
	}
	if params != nil {
		message["params"] = params
	}
	body, err := json.Marshal(message)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(s.conn, servertest.Frame(string(body))); err != nil {
		return fmt.Errorf("the server took no %s: %w", method, err)
	}
	return nil
}

func (s *seat) read() {
	defer close(s.reader)
	in := bufio.NewReader(s.conn)
	for {
		header, err := textproto.NewReader(in).ReadMIMEHeader()
		if err != nil {
			return
		}
		var a arrival
		length, err := strconv.Atoi(header.Get("Content-Length"))
		body := make([]byte, length)
		if err == nil {
			if _, err = io.ReadFull(in, body); err != nil {
				return
			}
			err = json.Unmarshal(body, &a)
		}
		a.at, a.bad = time.Now(), err
		s.mu.Lock()
		s.arrivals = append(s.arrivals, a)
		s.mu.Unlock()
	}
}

// arrived deals with the answers that have come.
func (s *seat) arrived() error {
	s.mu.Lock()
	arrivals := s.arrivals
	s.arrivals = nil
	s.mu.Unlock()
	for _, a := range arrivals {
		switch {
		case a.bad != nil:
			return fmt.Errorf("the server sent no message: %w", a.bad)
		case a.Method == server.NotificationReady:
			if err := s.readyFor(a); err != nil {
				return err
			}
			continue
		case a.Method != "":
			continue
		case a.ID == nil:
			return fmt.Errorf("the server refuses something: %s", a.Error.Message)
		}
		then := s.waiting[*a.ID]
		if then == nil {
			return fmt.Errorf("request %d is answered, which waits for no answer", *a.ID)
		}
		delete(s.waiting, *a.ID)
		if err := then(a); err != nil {
			return fmt.Errorf("request %d: %w", *a.ID, err)
		}
	}
	return nil
}

// readyFor asks again, as the server says that it is worth it.
func (s *seat) readyFor(a arrival) error {
	var params struct {
		TextDocument struct {
			URI     string
			Version int32
		}
	}
	if err := json.Unmarshal(a.Params, &params); err != nil {
		return err
	}
	i := slices.IndexFunc(s.papers, func(p *paper) bool { return p.uri == params.TextDocument.URI })
	if i < 0 {
		return nil
	}
	p := s.papers[i]
	if !s.ready || p.version != params.TextDocument.Version && a.at.After(p.changed) {
		return fmt.Errorf("told that something is ready for version %d, and version %d has been there since %v", params.TextDocument.Version, p.version, p.changed)
	}
	s.user.count("ready", 1)
	return p.ask(automatic, nil)
}

// null is an error unless the answer says nothing.
func (a arrival) null() error {
	if a.Error != nil {
		return fmt.Errorf("answered with error %d: %s", a.Error.Code, a.Error.Message)
	}
	if string(a.Result) != "null" {
		return fmt.Errorf("answered with %s", a.Result)
	}
	return nil
}

func folderOf(dir string) map[string]any {
	return map[string]any{"uri": "file://" + dir, "name": dir[strings.LastIndexByte(dir, '/')+1:]}
}
