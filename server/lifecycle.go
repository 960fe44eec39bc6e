package server

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"fimble/completion"
	"fimble/context/buffer"
)

// A client is what the editor says of itself in initialize.
type client struct {
	name              string // with its version, in one line
	unit              encoding
	registersInline   bool // and so on: by client/registerCapability
	registersSettings bool
	registersWatchers bool
	answersSettings   bool     // workspace/configuration
	wantsReady        bool     // NotificationReady
	wantsStatus       bool     // NotificationStatus
	knowsCodeActions  bool     // and not commands alone
	resolvesEdits     bool     // of code actions, and keeps their data
	editsByVersion    bool     // an edit may say which version of a document it is for
	operations        []string // on files that an edit may be made of: create, rename, delete
	annotatesEdits    bool     // an edit may say what it is, and wait for the user
	showsProgress     bool     // that the server has begun
}

// initializeParams are the parameters of initialize as far as they matter
// here. The library's own cover all of the protocol, and one odd value in a
// capability that nobody needs would keep the server from starting.
type initializeParams struct {
	ClientInfo struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	} `json:"clientInfo"`
	RootURI               string          `json:"rootUri"`
	RootPath              string          `json:"rootPath"`
	WorkspaceFolders      []folder        `json:"workspaceFolders"`
	InitializationOptions protocol.LSPAny `json:"initializationOptions"`
	Trace                 string          `json:"trace"`
	Capabilities          struct {
		General struct {
			PositionEncodings []encoding `json:"positionEncodings"`
		} `json:"general"`
		TextDocument struct {
			InlineCompletion dynamic         `json:"inlineCompletion"`
			CodeAction       protocol.LSPAny `json:"codeAction"`
		} `json:"textDocument"`
		Workspace struct {
			Configuration          bool    `json:"configuration"`
			DidChangeConfiguration dynamic `json:"didChangeConfiguration"`
			DidChangeWatchedFiles  dynamic `json:"didChangeWatchedFiles"`
			WorkspaceEdit          struct {
				DocumentChanges bool            `json:"documentChanges"`
				Operations      []string        `json:"resourceOperations"`
				Annotations     protocol.LSPAny `json:"changeAnnotationSupport"`
			} `json:"workspaceEdit"`
		} `json:"workspace"`
		Window struct {
			WorkDoneProgress bool `json:"workDoneProgress"`
		} `json:"window"`
		Experimental struct {
			Fimble struct {
				Ready  bool `json:"ready"`
				Status bool `json:"status"`
			} `json:"fimble"`
		} `json:"experimental"`
	} `json:"capabilities"`
}

type dynamic struct {
	Registration bool `json:"dynamicRegistration"`
}

func (c *connection) initialize(p *initializeParams) (any, error) {
	c.client = client{
		name:              strings.Join(strings.Fields(cmp.Or(p.ClientInfo.Name, "an editor")+" "+p.ClientInfo.Version), " "),
		unit:              negotiate(p.Capabilities.General.PositionEncodings),
		registersInline:   p.Capabilities.TextDocument.InlineCompletion.Registration,
		registersSettings: p.Capabilities.Workspace.DidChangeConfiguration.Registration,
		registersWatchers: p.Capabilities.Workspace.DidChangeWatchedFiles.Registration,
		answersSettings:   p.Capabilities.Workspace.Configuration,
		wantsReady:        p.Capabilities.Experimental.Fimble.Ready,
		wantsStatus:       p.Capabilities.Experimental.Fimble.Status,
		operations:        p.Capabilities.Workspace.WorkspaceEdit.Operations,
		annotatesEdits:    len(p.Capabilities.Workspace.WorkspaceEdit.Annotations) > 0,
		showsProgress:     p.Capabilities.Window.WorkDoneProgress,
	}
	// Neovim names operations, which are possible in no other edits.
	c.client.editsByVersion = p.Capabilities.Workspace.WorkspaceEdit.DocumentChanges || len(c.client.operations) > 0
	c.client.readCodeActions(p.Capabilities.TextDocument.CodeAction)
	c.outbox.open.Store(true)
	c.outbox.verbosity(p.Trace)
	c.tell(c.settings.client(c.client.name, editorValues(p.InitializationOptions)))
	c.setFolders(folders(p))
	c.phase.Store(ready)
	c.log.Info("client connected", zap.String("client", p.ClientInfo.Name),
		zap.String("version", p.ClientInfo.Version), zap.String("encoding", string(c.client.unit)))
	return &protocol.InitializeResult{
		Capabilities: c.capabilities(),
		ServerInfo:   protocol.ServerInfo{Name: "Fimble", Version: protocol.NewOptional(c.Version)},
	}, nil
}

// readCodeActions reads how much of code actions the client knows. What cannot be
// read is not known.
func (c *client) readCodeActions(capability protocol.LSPAny) {
	var actions struct {
		LiteralSupport *struct{} `json:"codeActionLiteralSupport"`
		DataSupport    bool      `json:"dataSupport"`
		ResolveSupport struct {
			Properties []string `json:"properties"`
		} `json:"resolveSupport"`
	}
	if json.Unmarshal(capability, &actions) == nil {
		c.knowsCodeActions = actions.LiteralSupport != nil
		c.resolvesEdits = c.knowsCodeActions && actions.DataSupport && slices.Contains(actions.ResolveSupport.Properties, "edit")
	}
}

// negotiate chooses bytes if the client can count them, as nothing needs to be
// converted then. A client that says nothing counts in UTF-16.
func negotiate(offered []encoding) encoding {
	best := protocol.PositionEncodingKindUTF16
	for _, unit := range offered {
		switch unit {
		case protocol.PositionEncodingKindUTF8:
			return unit
		case protocol.PositionEncodingKindUTF32:
			best = unit
		}
	}
	for _, unit := range offered {
		if unit == protocol.PositionEncodingKindUTF16 {
			best = unit
		}
	}
	return best
}

// folders are the workspace folders, from the newest field that the client
// has filled in.
func folders(p *initializeParams) []folder {
	switch {
	case p.WorkspaceFolders != nil:
		return p.WorkspaceFolders
	case p.RootURI != "":
		return []folder{{URI: p.RootURI}}
	case p.RootPath != "":
		return []folder{{URI: string(buffer.FileURI(p.RootPath))}}
	}
	return nil
}

func (c *connection) capabilities() protocol.ServerCapabilities {
	yes, incremental := true, protocol.TextDocumentSyncKindIncremental
	caps := protocol.ServerCapabilities{
		PositionEncoding: c.client.unit,
		TextDocumentSync: &protocol.TextDocumentSyncOptions{
			OpenClose: &yes, Change: &incremental, Save: protocol.Boolean(true),
		},
		NotebookDocumentSync: &protocol.NotebookDocumentSyncOptions{
			NotebookSelector: []protocol.NotebookSelector{
				&protocol.NotebookDocumentFilterWithNotebook{Notebook: protocol.String("*")},
			},
			Save: &yes,
		},
		CompletionProvider:     &protocol.CompletionOptions{TriggerCharacters: []string{"."}}, // editors ask at letters anyway
		ExecuteCommandProvider: protocol.ExecuteCommandOptions{Commands: []string{CommandAccepted, CommandAct, CommandEdit, CommandExplain}},
		CodeActionProvider:     &protocol.CodeActionOptions{CodeActionKinds: actionKinds(), ResolveProvider: &yes},
		Workspace: &protocol.WorkspaceOptions{
			WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{
				Supported: &yes, ChangeNotifications: protocol.Boolean(true),
			},
		},
	}
	if !c.client.registersInline { // both would have the editor ask twice
		caps.InlineCompletionProvider = protocol.Boolean(true)
	}
	return caps
}

// actionKinds are the kinds of code actions that may be offered.
func actionKinds() (kinds []protocol.CodeActionKind) {
	for _, kind := range completion.ActionKinds() {
		kinds = append(kinds, protocol.CodeActionKind(kind))
	}
	return kinds
}

// lastWords is how long the answer to shutdown waits for messages to the user
// that are still to be sent.
const lastWords = 200 * time.Millisecond

// initialized asks the client for what only it can be asked now.
func (c *connection) initialized(*struct{}) error {
	c.start(c.register)
	c.start(c.pullSettings)
	return nil
}

func (c *connection) setTrace(p *protocol.SetTraceParams) error {
	c.outbox.verbosity(string(p.Value))
	return nil
}

// shutdown ends all that must not be lost before it is answered: lsp-mode of
// Emacs kills the process right then.
func (c *connection) shutdown(*struct{}) (any, error) {
	c.phase.Store(stopping)
	c.Engine.Left(c.Session)
	c.outbox.flush(lastWords)
	return nil, nil
}

func (c *connection) exit(*struct{}) error {
	c.stream.finish()
	return nil
}
