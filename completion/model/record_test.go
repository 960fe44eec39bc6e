package model_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

func TestRecorderKeepsTheContract(t *testing.T) {
	modeltest.Contract(t, func(t *testing.T) model.Model {
		return model.NewRecorder(model.NewReplay(modeltest.Exchanges(t)...), new(bytes.Buffer))
	})
}

func TestRecordingPlaysWhatWasSaid(t *testing.T) {
	original := model.NewReplay(modeltest.Exchanges(t)...)
	var recording bytes.Buffer
	recorder := model.NewRecorder(original, &recording)
	questions := []string{"whole", "empty", "broken"}
	for _, q := range questions {
		for range recorder.Generate(t.Context(), modeltest.Ask(q)) {
		}
	}
	exchanges, err := model.ParseExchanges(&recording)
	if err != nil {
		t.Fatal(err)
	}
	replay := model.NewReplay(exchanges...)
	for _, q := range questions {
		if diff := cmp.Diff(everything(t, original, q), everything(t, replay, q)); diff != "" {
			t.Errorf("%s (-original +replayed):\n%s", q, diff)
		}
	}
}

// everything is all that a stream yields, as text.
func everything(t *testing.T, m model.Model, question string) (stream []string) {
	for chunk, err := range m.Generate(t.Context(), modeltest.Ask(question)) {
		if err != nil {
			chunk.Text = "error: " + err.Error()
		}
		stream = append(stream, chunk.Text)
	}
	return stream
}

func TestRecordingIsReadable(t *testing.T) {
	var recording bytes.Buffer
	m := model.NewRecorder(model.NewReplay(model.Exchange{Steps: []model.Step{
		{Text: "(a, b int) int {"}, {Text: "\n\treturn a + b"}, {Text: "\n}\n"},
	}}), &recording)
	said(t, m, "sum.go", strings.Repeat("// Package sum adds.\n", 10)+"\nfunc add█\n\nfunc sub() {}\n", 1)
	const want = `path: sum.go
before: "// Package sum adds.\n// Package sum adds.\n// Package sum adds.\n// Package sum adds.\n// Package sum adds.\n\nfunc add"
after: "\n"
> (a, b int) int {
| 	return a + b
"\n}\n"

`
	if diff := cmp.Diff(want, recording.String()); diff != "" {
		t.Errorf("recording (-want +got):\n%s", diff)
	}
}

func TestRecordedHangUpHangs(t *testing.T) {
	var recording bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for range model.NewRecorder(model.NewReplay(modeltest.Exchanges(t)...), &recording).Generate(ctx, modeltest.Ask("silent")) {
		cancel()
	}
	const want = "before: silent\n> some\nhang:\n\n"
	if recording.String() != want {
		t.Errorf("recorded %q, want %q", recording.String(), want)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestLostRecordingIsAnError(t *testing.T) {
	m := model.NewRecorder(model.NewReplay(modeltest.Exchanges(t)...), fullDisk{})
	var last error
	for _, err := range m.Generate(t.Context(), modeltest.Ask("whole")) {
		last = err
	}
	if last == nil || last.Error() != "record exchange: disk full" {
		t.Errorf("the stream ended with %v", last)
	}
}
