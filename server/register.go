package server

import (
	"context"

	"go.lsp.dev/protocol"
	"go.uber.org/zap"
)

// register asks the client for what it lets servers ask for at run time.
func (c *connection) register(ctx context.Context) {
	var all []protocol.Registration
	add := func(wanted bool, method, options string) {
		if wanted {
			all = append(all, protocol.Registration{
				ID: Section + ":" + method, Method: method, RegisterOptions: protocol.LSPAny(options),
			})
		}
	}
	// No selector means that of the client, whose matter it is which files
	// Fimble is for.
	add(c.client.registersInline, protocol.MethodTextDocumentInlineCompletion, `{"documentSelector":null}`)
	add(c.client.registersSettings, protocol.MethodWorkspaceDidChangeConfiguration, `{"section":"`+Section+`"}`)
	add(c.client.registersWatchers, protocol.MethodWorkspaceDidChangeWatchedFiles, `{"watchers":[{"globPattern":"**/*"}]}`)
	if len(all) == 0 {
		return
	}
	err := protocol.Call(ctx, c.conn, protocol.MethodClientRegisterCapability,
		&protocol.RegistrationParams{Registrations: all}, nil)
	if err != nil {
		c.log.Warn("client registered nothing", zap.Error(err))
	}
}
