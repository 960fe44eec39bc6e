package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"fimble/completion"
	"fimble/context/buffer"
	"fimble/context/workspace"
	"fimble/server"
)

// A document is a file opened as an editor would, with the cursor in it.
type document struct {
	store    *buffer.Store
	snapshot *buffer.Snapshot
	options  *completion.Options
	offset   int
	hidden   *string // what --hole took away
}

// open reads a file and its project. Options that cannot be taken are told.
func (a *app) open(ctx context.Context, at place, hole bool, tell io.Writer) (*document, error) {
	path, err := filepath.Abs(at.file)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", at.file, err)
	}
	root := workspace.FindRoot(path)
	source, err := a.workspace.ReadNamed(root, path)
	if err != nil {
		return nil, err
	}
	text := buffer.NewText(source)
	offset, err := at.offset(text)
	if err != nil {
		return nil, err
	}
	doc := &document{store: buffer.NewStore(), offset: offset}
	if hole {
		shown, hidden := hide(text, offset)
		source, doc.hidden = shown.String(), &hidden
	}
	if root != nil {
		doc.store.SetRoots([]buffer.Root{*root})
	}
	doc.snapshot = doc.store.Open(buffer.OpenParams{Client: string(buffer.FileURI(path)), Text: source})
	doc.options, err = a.follow(ctx, doc.snapshot.Root(), tell)
	return doc, err
}

// follow settles the options for a project and waits until the embedded engine
// knows its files, but for those that are denied. The root may be nil.
func (a *app) follow(ctx context.Context, root *buffer.Root, tell io.Writer) (*completion.Options, error) {
	options, err := a.settings(root, tell)
	if err != nil || root == nil {
		return options, err
	}
	a.workspace.Deny(root.Dir, options.Denied)
	a.workspace.SetRoots([]*buffer.Root{root})
	if err := a.local.Wait(ctx, root); err != nil {
		return nil, fmt.Errorf("read the project: %w", err)
	}
	return options, nil
}

// request asks for a completion at the cursor.
func (d *document) request(purpose completion.Purpose) completion.Request {
	return completion.Request{View: d.store.View(), URI: d.snapshot.URI(), Offset: d.offset, Purpose: purpose, Options: d.options}
}

// settings merges the user's options with those of the document's project, and
// tells which could not be taken.
func (a *app) settings(root *buffer.Root, tell io.Writer) (*completion.Options, error) {
	layers := a.layers
	if root != nil {
		project, err := a.projectLayer(root.Dir)
		if err != nil {
			return nil, err
		}
		layers = append(layers[:len(layers):len(layers)], project)
	}
	set := a.merge(layers)
	tellProblems(tell, set.problems)
	return set.options, nil
}

// A setup is what has become of the layers.
type setup struct {
	settings server.Settings
	options  *completion.Options
	problems []server.Problem
}

func (a *app) merge(layers []server.Layer) setup {
	s, problems := server.Merge(layers)
	o, more := a.models.options(s)
	return setup{s, o, server.InOrder(append(problems, more...), layers)}
}

func tellProblems(w io.Writer, problems []server.Problem) {
	for _, p := range problems {
		fmt.Fprintln(w, "fimble:", p)
	}
}

// projectLayer reads the options at a project's root. They may only narrow.
func (a *app) projectLayer(dir string) (server.Layer, error) {
	path := filepath.Join(dir, configName)
	layer := server.Layer{Name: path, Project: true}
	source, err := a.workspace.ReadFile(&buffer.Root{URI: buffer.FileURI(dir), Dir: dir}, path)
	if err != nil {
		return layer, nil // most projects have none
	}
	parsed, err := parseLayer(path, []byte(source))
	parsed.Project = true
	return parsed, err
}
