package main

import (
	"sync/atomic"

	"go.uber.org/zap"

	"fimble/completion"
	"fimble/completion/feedback"
	"fimble/completion/model/local"
	"fimble/context/store"
	"fimble/context/workspace"
	"fimble/server"
)

// An app is everything wired together: what a server and the commands share.
type app struct {
	log       *zap.Logger
	layers    []server.Layer // the user's own options
	own       func(stamp string) ([]server.Layer, string, error)
	workspace *workspace.Workspace
	local     *local.Model
	engine    *completion.Engine
	models    *models
	roots     *roots
	failures  *failures
	editors   *editors
	sessions  atomic.Int64 // connections so far
}

// newApp wires everything together. What becomes of suggestions, and why there
// were none, is kept in the folder state, or nowhere if that is empty.
func newApp(o flags, state string) (*app, error) {
	log, err := o.logger()
	if err != nil {
		return nil, err
	}
	layers, err := o.layers()
	if err != nil {
		return nil, err
	}
	var files *store.Dir
	if state != "" {
		files = store.At(state, log.Named("store"))
	}
	ledger := feedback.New(files, log.Named("feedback"))
	ws := workspace.New(workspace.DefaultOptions(), log.Named("workspace"))
	embedded := local.New(ws, local.DefaultOptions(), log.Named("local"))
	a := &app{
		log: log, layers: layers, own: o.changed, workspace: ws, local: embedded,
		engine:   completion.NewEngine(embedded, ws, ledger, log.Named("completion")),
		models:   newModels(log.Named("model")),
		roots:    newRoots(ws),
		failures: newFailures(files, log.Named("failures")),
		editors:  newEditors(files, log.Named("editors")),
	}
	a.engine.Watch(a.failures.add)
	return a, nil
}

func (a *app) close() {
	a.engine.Close()
	a.failures.close()
	a.editors.close()
	a.workspace.Close()
	_ = a.log.Sync() // a terminal cannot be synced, and says so
}
