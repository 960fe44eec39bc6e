package model

import (
	"cmp"
	"context"
	"iter"
	"net"
	"sync"
	"time"

	"go.uber.org/zap"
)

// probeTimeout bounds a probe. It is a matter of milliseconds unless the
// server is busy loading.
const probeTimeout = 3 * time.Second

// A Prober is a Model that can find out what its server runs. Probe asks only
// what is not known yet, so it is cheap to call before every request; Info
// tells what it found.
type Prober interface {
	Probe(ctx context.Context) error
}

// A Lister is a Model whose server tells by which names it knows its models.
type Lister interface {
	Models(ctx context.Context) ([]string, error)
}

// facts are what the options or the server said.
type facts struct {
	runs          string // what the server calls its model
	family        string
	familyFrom    string
	contextTokens int
	slots         int // requests that the server works on at a time
}

// A client is what all backends that ask a server have in common: where it is,
// and what it said of itself.
type client struct {
	backend  string // what it speaks
	options  Options
	endpoint *endpoint
	log      *zap.Logger
	ask      func(ctx context.Context) (facts, error) // what the options leave open

	probing chan struct{} // holds a token while no probe runs

	mu      sync.Mutex
	facts   facts
	probed  bool
	learned int // tokens that it reads at most, as a refusal told; 0 while none has
}

// newClient resolves the host, which decides the class, and connects to
// nothing.
func newClient(backend string, o Options, log *zap.Logger) (*client, error) {
	o.Name = cmp.Or(o.Name, backend)
	e, err := newEndpoint(o, net.DefaultResolver.LookupIPAddr)
	if err != nil {
		return nil, err
	}
	c := &client{backend: backend, options: o, endpoint: e, log: log, probing: make(chan struct{}, 1)}
	c.probing <- struct{}{}
	c.facts = facts{family: o.Family, contextTokens: o.ContextTokens}
	if o.Family != "" {
		c.facts.familyFrom = "options"
	}
	return c, nil
}

// bearer sends the key, once it is read, as most servers want it.
func (c *client) bearer() { c.endpoint.key.header, c.endpoint.key.prefix = "Authorization", "Bearer " }

// keyHeader sends the key, once it is read, in a header of its own.
func (c *client) keyHeader(name string) { c.endpoint.key.header, c.endpoint.key.prefix = name, "" }

// Close lets go of idle connections.
func (c *client) Close() { c.endpoint.close() }

// Info is what the options say, and what the server said when it was probed.
func (c *client) Info() Info {
	f, reads := c.knownToRead()
	return Info{
		Name: c.options.Name, Backend: c.backend, Class: c.endpoint.class, Trusted: c.options.Trusted, Server: c.endpoint.server,
		Family: f.family, FamilyFrom: f.familyFrom, Runs: f.runs, ContextTokens: reads, Slots: f.slots,
	}
}

func (c *client) known() facts {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.facts
}

// knownToRead is known, and how many tokens the model reads after all.
func (c *client) knownToRead() (facts, int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.learned > 0 && (c.facts.contextTokens == 0 || c.learned < c.facts.contextTokens) {
		return c.facts, c.learned
	}
	return c.facts, c.facts.contextTokens
}

func (c *client) isProbed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.probed
}

// forget makes the next Probe ask again: after a failure the server may come
// back with another model.
func (c *client) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.probed = false
}

// Probe asks the server what it runs, once until something fails. What the
// options say stands. The choice of the family is logged.
func (c *client) Probe(ctx context.Context) error {
	if c.ask == nil || c.isProbed() {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	select {
	case <-c.probing:
		defer func() { c.probing <- struct{}{} }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if c.isProbed() {
		return nil
	}
	f, err := c.ask(ctx)
	if err == nil {
		err = ctx.Err() // what was asked for on the way was not told in time
	}
	if err != nil {
		return err
	}
	f.contextTokens = cmp.Or(c.options.ContextTokens, f.contextTokens)
	if c.options.Family != "" {
		f.family, f.familyFrom = c.options.Family, "options"
	}
	c.mu.Lock()
	if c.facts.runs != f.runs || c.facts.contextTokens != f.contextTokens {
		c.learned = 0 // of another model
	}
	c.facts, c.probed = f, true
	c.mu.Unlock()
	c.log.Info("model recognised", zap.String("model", c.options.Name), zap.String("runs", f.runs),
		zap.String("family", f.family), zap.String("source", f.familyFrom), zap.Int("tokens", f.contextTokens))
	return nil
}

// recognise finds the family where the options name none. known may be nil.
func (c *client) recognise(name string, known func(markers ...string) bool) (family, from string) {
	if c.options.Family != "" || c.options.Recognise == nil {
		return "", ""
	}
	if known == nil {
		known = func(...string) bool { return false }
	}
	return c.options.Recognise(name, known)
}

// assume sets what all models of a backend have in common, where the options
// do not say otherwise.
func (c *client) assume(family string, contextTokens int) {
	if c.facts.family == "" {
		c.facts.family, c.facts.familyFrom = family, "backend"
	}
	c.facts.contextTokens = cmp.Or(c.facts.contextTokens, contextTokens)
}

// generate makes a stream of what stream says. The error is that of the
// context if it has one; else it is rid of secrets and of what it repeats of the
// request, and the server is probed anew.
func (c *client) generate(ctx context.Context, path string, req Request, stream func(say func(Chunk) bool) error) iter.Seq2[Chunk, error] {
	return func(yield func(Chunk, error) bool) {
		err := stream(func(chunk Chunk) bool { return yield(chunk, nil) })
		if err == nil {
			return
		}
		if cause := ctx.Err(); cause != nil {
			err = cause
		} else {
			c.forget()
			c.learn(err, req.tokens())
			err = rephrase(err, c.endpoint.hide)
			err = withoutEcho(err, c.endpoint.whence(err, path), req.System+req.Prompt+req.Suffix)
		}
		yield(Chunk{}, err)
	}
}
