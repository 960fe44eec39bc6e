package server

import (
	"context"
	"errors"
	"fmt"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.uber.org/zap"
)

var (
	errSyntax           = errors.New("the parameters are not JSON")
	errParams           = errors.New("the parameters are not those of the method")
	errNotInitialized   = errors.New("the server is not initialized yet")
	errInitializedTwice = errors.New("the server is initialized already")
	errShutDown         = errors.New("the server is shut down")
	errUnknownMethod    = errors.New("no such method")
	errUnknownCommand   = errors.New("no such command")
	errDuplicate        = errors.New("a request with this id is open already")
	errPanic            = errors.New("the server has a bug; its log says more")
)

// wire is the one table from errors to what the client is told. What is not in
// it is a bug, so that it is logged too.
func (c *connection) wire(err error) error {
	if err == nil {
		return nil
	}
	for _, row := range []struct {
		err  error
		code jsonrpc2.Code
	}{
		{context.Canceled, protocol.CodeRequestCancelled},
		{errSyntax, jsonrpc2.ParseError},
		{errParams, jsonrpc2.InvalidParams},
		{errUnknownCommand, jsonrpc2.InvalidParams},
		{errNotInitialized, jsonrpc2.ServerNotInitialized},
		{errInitializedTwice, jsonrpc2.InvalidRequest},
		{errShutDown, jsonrpc2.InvalidRequest},
		{errDuplicate, jsonrpc2.InvalidRequest},
		{errUnknownMethod, jsonrpc2.MethodNotFound},
		{errPanic, jsonrpc2.InternalError},
	} {
		if errors.Is(err, row.err) {
			return jsonrpc2.NewError(row.code, err.Error())
		}
	}
	c.log.Error("call failed", zap.Error(err))
	return jsonrpc2.NewError(jsonrpc2.InternalError, fmt.Sprintf("internal error: %v", err))
}
