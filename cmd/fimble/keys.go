package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"fimble/completion/model"
	"fimble/context/workspace"
	"fimble/server"
)

// maxKeyFile is the size, in bytes, of a file that can hold a key and nothing
// else.
const maxKeyFile = 64 << 10

// keyOf is the key of a model, nil if it needs none. Nothing is read or run
// before a server is asked. Errors of the settings name the options, those of
// the key its place.
func keyOf(s server.ModelSettings) (model.Key, error) {
	var set []string
	var key model.Key
	if s.KeyEnv != "" {
		set, key = append(set, "key_env"), keyOfVariable(s.KeyEnv)
	}
	if s.KeyFile != "" {
		file, err := homed("key_file", s.KeyFile)
		if err != nil {
			return nil, err
		}
		set, key = append(set, "key_file"), keyOfFile(file)
	}
	if len(s.KeyCommand) > 0 {
		set, key = append(set, "key_command"), func(ctx context.Context) (string, error) {
			value, err := workspace.Output(ctx, s.KeyCommand)
			if err != nil {
				err = fmt.Errorf("key_command: %w", err)
			}
			return value, err
		}
	}
	if len(set) > 1 {
		return nil, fmt.Errorf("%s are set: a key comes from one of them", strings.Join(set, " and "))
	}
	return key, nil
}

// variableName is one as people write it. What is none and is not there may be
// a key in the wrong place, and must not be repeated.
var variableName = regexp.MustCompile(`^[A-Z_][A-Z0-9_]*$`)

func keyOfVariable(name string) model.Key {
	return func(context.Context) (string, error) {
		value := os.Getenv(name)
		if value == "" && !variableName.MatchString(name) {
			return "", errors.New("key_env names no variable of Fimble's environment: it takes a name like CODESTRAL_KEY, never the key itself")
		}
		if value == "" {
			return "", fmt.Errorf("key_env is %q: there is no such variable in Fimble's environment, or it is empty", name)
		}
		return value, nil
	}
}

func keyOfFile(file string) model.Key {
	return func(context.Context) (string, error) {
		info, err := os.Stat(file)
		if err != nil {
			return "", fmt.Errorf("key_file: %w", err)
		}
		// A pipe may never end, and a key is small.
		if !info.Mode().IsRegular() || info.Size() > maxKeyFile {
			return "", fmt.Errorf("key_file is %q: it takes a file with a key and nothing else", file)
		}
		value, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("key_file: %w", err)
		}
		return string(value), nil
	}
}

// homed is a path of an option, with the home directory for "~". One that
// depends on where Fimble was started is refused: that is a project, which
// must not bring keys or authorities along.
func homed(option, path string) (string, error) {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("%s is %q: %w", option, path, err)
		}
		return filepath.Join(home, rest), nil
	}
	if !filepath.IsAbs(path) {
		if option == "key_file" { // this may be the key in the wrong place
			return "", errors.New(`key_file takes a path from the root or from "~/", never the key itself`)
		}
		return "", fmt.Errorf(`%s is %q: it takes a path from the root or from "~/"`, option, path)
	}
	return path, nil
}
