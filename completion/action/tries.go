package action

import (
	"context"
	"fmt"
)

const rewriteTries = 2 // the second with what was wrong with the first

// A reading is what an answer of a model comes to.
type reading[T any] struct {
	made    T
	refused error // why nothing can be made of it
	risky   error // why it should not come unasked, if it can be used at all
}

// askTwice asks, and once more if what comes is refused or risky, with the reason.
// What is only risky is made if nothing better comes: the user is told, and
// decides. The error is the asker's, or says why the last answer is of no use.
func askTwice[T any](ctx context.Context, ask Ask, q Question, read func(answer string) reading[T]) (T, error) {
	var refused error
	var nothing T
	var risky *T
	for range rewriteTries {
		answer, err := ask(ctx, q)
		switch {
		case err != nil && risky != nil && ctx.Err() == nil:
			return *risky, nil
		case err != nil:
			return nothing, err
		}
		r := read(answer)
		switch {
		case r.refused != nil:
			refused = r.refused
		case r.risky == nil || risky != nil:
			return r.made, nil
		default:
			risky, refused = &r.made, r.risky
		}
		q.Answer, q.Refused = answer, refused.Error()
	}
	if risky != nil {
		return *risky, nil
	}
	return nothing, fmt.Errorf(errNotUsed, refused)
}
