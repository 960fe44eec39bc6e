package completion

const (
	perKey   = 0.11 // requests that a key typed earns: with those for new lines, some 14 for 100 keys
	fullest  = 4    // requests that may be saved up: as many as a person notices to come in a row
	urgent   = 1    // what must be there for asking at once
	unneeded = 2    // what must be there for asking ahead: one is left for when the user types something else
)

const (
	seldom  = 0.1 // share of suggestions accepted: with less, asking while somebody types is mostly in their way
	telling = 50  // suggestions shown before that share means anything
)

// price is how much must be there for a request to go out at once: twice as
// much where suggestions are seldom taken. Those in a list are in nobody's way.
func (e *Engine) price(q *query) float64 {
	if q.Purpose == List {
		return 1
	}
	counts := e.ledger.Rate(q.site.Language.ID, q.model.info.Name)
	if counts.Shown >= telling && counts.Rate() < seldom {
		return 2
	}
	return 1
}

// A purse pays for asking a model while the user types. Typing fills it, so
// that the load on the model depends on what is typed, never on how often an
// editor asks.
type purse struct{ spent float64 }

func (p *purse) key() { p.spent = max(0, p.spent-perKey) }

func (p *purse) has(n float64) bool { return fullest-p.spent >= n }

// pay takes one request's price. A request that must be made is made, also
// when nothing is left, but no debt is carried on.
func (p *purse) pay() { p.spent = min(fullest, p.spent+1) }
