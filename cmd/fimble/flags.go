package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"fimble/server"
)

// configName is the file that options stand in: the user's own in their
// configuration directory, a project's at its root.
const configName = "fimble.toml"

// flags are what every command takes.
type flags struct {
	config   string
	logLevel string
	logFile  string
}

func (o *flags) register(cmd *cobra.Command) {
	f := cmd.PersistentFlags()
	f.StringVar(&o.config, "config", "", "read the user's options from `FILE` instead of fimble/fimble.toml in the configuration directory; \"none\" reads none")
	f.StringVar(&o.logLevel, "log-level", "warn", "log at `LEVEL`: debug, info, warn or error; never any text of yours")
	f.StringVar(&o.logFile, "log-file", "", "log to `FILE` instead of standard error")
}

// file is where the user's own options stand, empty if nowhere, and whether
// they must.
func (o *flags) file() (path string, must bool) {
	switch o.config {
	case "none":
		return "", false
	case "":
		dir, err := os.UserConfigDir()
		if err != nil {
			return "", false // no home, no configuration
		}
		return filepath.Join(dir, "fimble", configName), false
	}
	return o.config, true
}

// layers reads the user's own options. There need not be any.
func (o *flags) layers() ([]server.Layer, error) {
	path, must := o.file()
	if path == "" {
		return nil, nil
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !must {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read options: %w", err)
	}
	layer, err := parseLayer(path, data)
	if err != nil {
		return nil, err
	}
	return []server.Layer{layer}, nil
}

// changed is layers if the file is not as it was when it had the stamp, and the
// stamp that it has now.
func (o *flags) changed(stamp string) (layers []server.Layer, now string, err error) {
	path, _ := o.file()
	if path == "" {
		return nil, stamp, nil
	}
	now = "no file"
	if info, err := os.Stat(path); err == nil {
		now = fmt.Sprint(info.ModTime().UnixNano(), info.Size())
	}
	if now == stamp {
		return nil, stamp, nil
	}
	layers, err = o.layers()
	return layers, now, err
}

func parseLayer(name string, data []byte) (server.Layer, error) {
	layer := server.Layer{Name: name}
	err := toml.Unmarshal(data, &layer.Values)
	if decode, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, col := decode.Position()
		return layer, fmt.Errorf("%s:%d:%d: %w", name, line, col, err)
	}
	if err != nil {
		return layer, fmt.Errorf("%s: %w", name, err)
	}
	layer.Lines = linesOf(data)
	return layer, nil
}

func (o *flags) logger() (*zap.Logger, error) {
	level, err := zapcore.ParseLevel(o.logLevel)
	if err != nil {
		return nil, usageError{fmt.Errorf("--log-level is %q: it takes debug, info, warn or error", o.logLevel)}
	}
	cfg := zap.NewProductionConfig()
	cfg.Level = zap.NewAtomicLevelAt(level)
	cfg.Encoding = "console"
	cfg.Sampling = nil // every line of a session counts when something is looked for
	cfg.DisableCaller, cfg.DisableStacktrace = true, true
	cfg.EncoderConfig.EncodeTime = zapcore.TimeEncoderOfLayout("15:04:05.000")
	cfg.EncoderConfig.EncodeDuration = zapcore.MillisDurationEncoder
	cfg.OutputPaths, cfg.ErrorOutputPaths = []string{"stderr"}, []string{"stderr"}
	if o.logFile != "" {
		cfg.OutputPaths = []string{o.logFile}
	}
	log, err := cfg.Build()
	if file, ok := errors.AsType[*fs.PathError](err); ok { // the library's words hold the path twice
		return nil, fmt.Errorf("--log-file: %w", file)
	}
	if err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	return log, nil
}
