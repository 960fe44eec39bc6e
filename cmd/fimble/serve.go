package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"syscall"

	"github.com/spf13/cobra"
	"go.uber.org/zap"

	"fimble/server"
)

func serveCommand(o *flags) *cobra.Command {
	var pipe string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Speak LSP with an editor; this is also what the bare command does",
		Long: `Serve speaks LSP on standard input and output until the editor leaves.

With --pipe it listens on a socket at PATH instead, which only its owner may
use, until it is interrupted. Any number of editors may connect; they share one
engine and one index.`,
		Example: `  fimble serve
  fimble serve --pipe /run/user/1000/fimble.sock`,
		Args: nothingElse,
		RunE: func(cmd *cobra.Command, _ []string) error { return serve(cmd, *o, pipe) },
	}
	cmd.Flags().StringVar(&pipe, "pipe", "", "listen on a socket at `PATH`")
	cmd.Flags().Bool("stdio", true, "speak on standard input and output; the default")
	return cmd
}

func serve(cmd *cobra.Command, o flags, pipe string) error {
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	state, err := stateDir()
	if err != nil {
		state = "" // no home, nothing kept
	}
	a, err := newApp(o, state)
	if err != nil {
		return err
	}
	defer a.close()
	if pipe != "" {
		listener, err := listenPrivately(pipe)
		if err != nil {
			return err
		}
		return a.accept(ctx, listener)
	}
	return a.speak(ctx, stdio{cmd.InOrStdin(), cmd.OutOrStdout()}, false)
}

// speak serves one connection.
func (a *app) speak(ctx context.Context, rwc io.ReadWriteCloser, strict bool) error {
	roots := a.roots.join()
	defer roots.leave()
	err := server.Serve(ctx, rwc, a.connection(roots, strict))
	if ctx.Err() != nil {
		return nil // interrupted by whoever may
	}
	return err
}

// connection is what one more editor is served with.
func (a *app) connection(roots *member, strict bool) server.Config {
	return server.Config{
		Engine: a.engine, Session: strconv.FormatInt(a.sessions.Add(1), 10), Workspace: roots, Log: a.log.Named("server"), Version: version(), Strict: strict,
		Layers: a.layers, Own: a.own, Project: a.projectLayer, Options: a.models.options, Sent: a.editors.note,
	}
}

// accept serves every connection until ctx ends.
func (a *app) accept(ctx context.Context, listener net.Listener) error {
	defer context.AfterFunc(ctx, func() { _ = listener.Close() })()
	var editors sync.WaitGroup
	defer editors.Wait()
	for {
		conn, err := listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("accept on %s: %w", listener.Addr(), err)
		}
		editors.Go(func() {
			if err := a.speak(ctx, conn, true); err != nil {
				a.log.Info("connection ended", zap.Error(err))
			}
		})
	}
}

// stdio is the connection to the editor that started the process.
type stdio struct {
	io.Reader
	io.Writer
}

func (stdio) Close() error { return os.Stdin.Close() }
