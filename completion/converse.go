package completion

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fimble/completion/action"
	"fimble/completion/guard/secrets"
	"fimble/completion/model"
	"fimble/completion/prompt"
	"fimble/context/window"
)

const (
	actionTokens  = 1024     // of an answer at least: words for a doc comment, or a function
	longestAnswer = 64 << 10 // bytes; a model that says more has lost its way
)

// asker is how the user's models are asked for words: the next one where one
// fails. It is nil if the first does not chat.
func (e *Engine) asker(ctx context.Context, q *query, asking func()) (action.Ask, error) {
	if !q.routeAction(e.embedded) {
		return nil, errors.New(string(ReasonNoModel))
	}
	q.deadline = time.Now().Add(actionPatience)
	if info := q.model.info; asking != nil && info.Family == "" && info.Class != embeddedClass {
		asking() // what it is, which takes time where its server is slow
	}
	c := &conversation{engine: e, query: q}
	err := c.untilDone(ctx, c.meet)
	switch {
	case errors.Is(err, errNoChat):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return func(ctx context.Context, question action.Question) (string, error) {
		if asking != nil {
			asking()
		}
		return c.whole(ctx, question)
	}, nil
}

// A conversation is what an action has with the user's models.
type conversation struct {
	engine *Engine
	query  *query
	met    bool // the model was let through and has told what it is, for one question

	longer  bool  // the answer may be twice as long as usual
	room    room  // of the last answer
	cutOff  bool  // it was longer than that
	partial error // why it is not whole; nil if it is
}

// errNoChat is why a model is not asked for words.
var errNoChat = errors.New("the model does not chat")

// untilDone does something with the model, and with the next one when that
// fails. The first error is told.
func (c *conversation) untilDone(ctx context.Context, do func(context.Context) error) error {
	for {
		err := do(ctx)
		switch {
		case err == nil, ctx.Err() != nil, errors.Is(err, errBusy):
			return err
		case errors.Is(err, errNoChat) && len(c.query.failures) == 0:
			return err // nothing has failed
		}
		if !c.query.failOver(err) {
			return c.query.failures[0].told()
		}
	}
}

// put puts a question to the model, and to the next one when that fails.
func (c *conversation) put(ctx context.Context, question action.Question) (answer string, err error) {
	err = c.untilDone(ctx, func(ctx context.Context) error {
		answer, err = c.ask(ctx, question)
		return err
	})
	return answer, err
}

// meet asks the model's breaker for leave, and then the model what it is.
func (c *conversation) meet(ctx context.Context) error {
	e, q := c.engine, c.query
	var why error
	if why, q.probe = e.pace(q.model.Model).breaker.enter(time.Now(), q.insists()); why != nil {
		return why
	}
	if err := c.patiently(ctx, func(ctx context.Context, _ func()) error { return probe(ctx, q.model.Model) }); err != nil {
		return err
	}
	if q.model.info = q.model.Info(); q.model.info.Family != prompt.Chat {
		return errNoChat
	}
	c.met = true
	return nil
}

// ask asks the model, which is met anew for every question but the first.
func (c *conversation) ask(ctx context.Context, question action.Question) (string, error) {
	if !c.met {
		if err := c.meet(ctx); err != nil {
			return "", err
		}
	}
	c.met = false
	return c.utter(ctx, question)
}

// utter puts the question to the query's model: secrets are hidden from one that
// runs elsewhere, and put back into its answer.
func (c *conversation) utter(ctx context.Context, question action.Question) (string, error) {
	e, q := c.engine, c.query
	t := prompt.Task{
		Name: question.Task, Language: question.Language, Path: question.Path, Wanted: question.Wanted,
		Code: question.Code, Context: question.Context, Problem: question.Problem,
		Before: question.Before, Uses: question.Uses, Declared: question.Declared,
		Answer: question.Answer, Refused: question.Refused,
	}
	var veil veil
	files := slices.Clone(question.Files)
	if q.model.info.Class == model.Remote && !q.model.info.Trusted {
		veil.redacted, veil.drawn = e.hide(&t, files), true
	}
	for _, file := range files {
		t.Code += file.String()
	}
	if half := q.model.info.ContextTokens / 2; half > 0 && len(t.Wanted) > 0 {
		for window.Tokens(t.Code) > half { // words can be found for the beginning, too; half a secret would not be known for one
			t.Code = strings.ToValidUTF8(t.Code[:len(t.Code)/2], "")
		}
	}
	p, err := prompt.Instruct(t)
	if err != nil {
		return "", err
	}
	room, err := q.room(question, p, c.longer)
	if err != nil && t.Answer != "" { // what is wrong with it can be told without it
		t.Answer = ""
		if p, err = prompt.Instruct(t); err == nil {
			room, err = q.room(question, p, c.longer)
		}
	}
	if err != nil {
		return "", err
	}
	f := e.plan(q)
	f.waiters = 1
	l := e.lane(q.model.Model)
	if err := l.enter(ctx, f, lanesOf(q.model.info)); err != nil {
		return "", err
	}
	defer l.leave(f)
	var answer strings.Builder
	c.room, c.cutOff, c.partial = room, false, nil
	err = c.patiently(ctx, func(ctx context.Context, heard func()) error {
		for chunk, err := range veil.lift(q.model.Generate(ctx, model.Request{
			System: p.System, Prompt: p.Text, MaxTokens: room.tokens, Temperature: temperature, N: 1,
		})) {
			if err != nil {
				return err
			}
			heard()
			if chunk.CutOff {
				c.cutOff, c.partial = true, room.cutOff(q.model.info)
			}
			if answer.WriteString(chunk.Text); answer.Len() > longestAnswer {
				c.partial = fmt.Errorf(errEndless, q.model.info.Name, longestAnswer>>10)
				break
			}
			if question.Hear != nil && strings.Contains(chunk.Text, "\n") {
				question.Hear(answer.String())
			}
		}
		heard()
		return nil
	})
	return answer.String(), err
}

// hide takes secrets out of a task and of the files that it shows. Which of them
// tell settings counts for each of them; what was done before may be of any.
func (e *Engine) hide(t *prompt.Task, files []action.Shown) secrets.Redacted {
	const settings = "settings.yaml"
	var texts []*string
	var parts []secrets.Part
	add := func(path string, of ...*string) {
		for _, text := range of {
			texts, parts = append(texts, text), append(parts, secrets.Part{Path: path, Text: *text})
		}
	}
	add(t.Path, &t.Code, &t.Context, &t.Problem, &t.Uses, &t.Declared, &t.Path)
	add(settings, &t.Before, &t.Answer, &t.Refused)
	for i := range files {
		add(files[i].Path, &files[i].Text, &files[i].Said)
	}
	red := e.secrets.Redact(parts...)
	for i, text := range texts {
		*text = red.Texts[i]
	}
	return red
}

// patiently does something that the model may be silent at, until it is heard.
// How that ends is noted, unless the user has given up.
func (c *conversation) patiently(ctx context.Context, do func(ctx context.Context, heard func()) error) error {
	e, q := c.engine, c.query
	waited := silence{q.model.info.Name, q.waits()}
	patient, lose := context.WithCancelCause(ctx)
	defer lose(nil)
	timer := time.AfterFunc(waited.lasted, func() { lose(waited) })
	defer timer.Stop()
	said := false
	err := do(patient, func() {
		if !said {
			timer.Stop()
			e.pace(q.model.Model).breaker.answered(time.Now())
		}
		said = true
	})
	switch {
	case err == nil:
		return nil
	case ctx.Err() == context.Canceled, patient.Err() != nil && said:
		return err
	case patient.Err() != nil:
		err = waited
	}
	e.failed(q.model.Model, err)
	return err
}
