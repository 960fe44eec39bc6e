package server

import (
	"context"
	"encoding/json"
	"fmt"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"fimble/context/buffer"
)

// table lists every message that is understood. The verb says when it is
// handled: state changes in the order of the wire, questions beside it.
func (c *connection) table() map[string]method {
	return map[string]method{
		protocol.MethodInitialize:    answered(c.initialize),
		protocol.MethodInitialized:   noted(c.initialized),
		protocol.MethodShutdown:      answered(c.shutdown),
		protocol.MethodExit:          noted(c.exit),
		protocol.MethodSetTrace:      noted(c.setTrace),
		protocol.MethodCancelRequest: noted(c.cancelRequest),

		protocol.MethodTextDocumentDidOpen:   noted(c.didOpen),
		protocol.MethodTextDocumentDidChange: noted(c.didChange),
		protocol.MethodTextDocumentDidSave:   noted(c.didSave),
		protocol.MethodTextDocumentDidClose:  noted(c.didClose),

		protocol.MethodNotebookDocumentDidOpen:   noted(c.didOpenNotebook),
		protocol.MethodNotebookDocumentDidChange: noted(c.didChangeNotebook),
		protocol.MethodNotebookDocumentDidSave:   noted(c.didSaveNotebook),
		protocol.MethodNotebookDocumentDidClose:  noted(c.didCloseNotebook),

		protocol.MethodWorkspaceDidChangeWorkspaceFolders: noted(c.didChangeWorkspaceFolders),
		protocol.MethodWorkspaceDidChangeWatchedFiles:     noted(c.didChangeWatchedFiles),
		protocol.MethodWorkspaceDidChangeConfiguration:    noted(c.didChangeConfiguration),
		protocol.MethodWorkspaceExecuteCommand:            answered(c.executeCommand),

		protocol.MethodWindowWorkDoneProgressCancel: noted(c.cancelProgress),

		NotificationDidShow:            noted(c.didShowCompletion),
		NotificationDidPartiallyAccept: noted(c.didPartiallyAcceptCompletion),

		protocol.MethodTextDocumentInlineCompletion: newest(c.inlineCompletion, c.overtaken),
		protocol.MethodTextDocumentCompletion:       asked(c.completion),
		RequestContext:                              asked(c.context),
		RequestExplain:                              asked(c.explain),
		protocol.MethodTextDocumentCodeAction:       asked(c.codeAction),
		protocol.MethodCodeActionResolve:            asked(c.resolveCodeAction),
	}
}

// A method is how one message is handled.
type method struct {
	order order
	read  func(params jsonrpc2.RawMessage) (task, error)
}

type order int

const (
	inOrder order = iota // before the next message is read
	aside                // while later messages are read
)

// A task is a message that has been read.
type task struct {
	run       func(ctx context.Context, at moment) (any, error)
	claims    buffer.URI          // the document whose earlier call it supersedes, or empty
	overtaken func(at moment) any // its answer when a later call has claimed the document
}

// noted is a notification. An error is logged; the protocol has no way to
// tell the client.
func noted[P any](handle func(*P) error) method {
	return method{inOrder, func(params jsonrpc2.RawMessage) (task, error) {
		p, err := read[P](params)
		return task{run: func(context.Context, moment) (any, error) { return nil, handle(p) }}, err
	}}
}

// answered is a call that changes state, so that its turn is its place on the
// wire.
func answered[P any](handle func(*P) (any, error)) method {
	return method{inOrder, func(params jsonrpc2.RawMessage) (task, error) {
		p, err := read[P](params)
		return task{run: func(context.Context, moment) (any, error) { return handle(p) }}, err
	}}
}

// asked is a call that only looks.
func asked[P any](handle func(context.Context, moment, *P) (any, error)) method {
	return method{aside, func(params jsonrpc2.RawMessage) (task, error) {
		p, err := read[P](params)
		return task{run: func(ctx context.Context, at moment) (any, error) { return handle(ctx, at, p) }}, err
	}}
}

// newest is a call of which only the last one for a document matters. The one
// before is answered as overtaken, and that before the new one is looked at.
func newest[P any, D interface {
	*P
	document() buffer.URI
}](handle func(context.Context, moment, *P) (any, error), overtaken func(moment, *P) any) method {
	return method{aside, func(params jsonrpc2.RawMessage) (task, error) {
		p, err := read[P](params)
		return task{
			claims:    D(p).document(),
			run:       func(ctx context.Context, at moment) (any, error) { return handle(ctx, at, p) },
			overtaken: func(at moment) any { return overtaken(at, p) },
		}, err
	}}
}

// read makes parameters of JSON. Missing ones are the zero value.
func read[P any](params jsonrpc2.RawMessage) (*P, error) {
	p := new(P)
	if len(params) == 0 {
		return p, nil
	}
	if err := protocol.Unmarshal(params, p); err != nil {
		if !json.Valid(params) {
			return p, errSyntax
		}
		return p, fmt.Errorf("%w: %w", errParams, err)
	}
	return p, nil
}
