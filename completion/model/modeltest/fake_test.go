package modeltest_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"

	"go.uber.org/goleak"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func read(ctx context.Context, m model.Model, upTo int) (texts []string, last error) {
	for chunk, err := range m.Generate(ctx, model.Request{}) {
		if err != nil {
			last = err
			continue
		}
		texts = append(texts, chunk.Text)
		if len(texts) == upTo {
			break
		}
	}
	return texts, last
}

func TestFakeSaysItsPieces(t *testing.T) {
	fake := modeltest.NewFake(modeltest.Says("a", "b"))
	texts, err := read(t.Context(), fake, -1)
	if !slices.Equal(texts, []string{"a", "b"}) || err != nil {
		t.Errorf("got %q, %v", texts, err)
	}
	if fake.HungUp() != 0 || len(fake.Calls()) != 1 {
		t.Errorf("%d calls, %d hung up; want 1 and 0", len(fake.Calls()), fake.HungUp())
	}
}

func TestFakeCountsABreakAsHungUp(t *testing.T) {
	fake := modeltest.NewFake(modeltest.Says("a", "b"))
	if texts, _ := read(t.Context(), fake, 1); !slices.Equal(texts, []string{"a"}) {
		t.Errorf("got %q", texts)
	}
	if fake.HungUp() != 1 {
		t.Errorf("%d hung up, want 1", fake.HungUp())
	}
}

func TestFakeScriptsPlayInTurn(t *testing.T) {
	broken := errors.New("broken")
	fake := modeltest.NewFake(modeltest.InTurn(modeltest.Fails(broken, "a"), modeltest.Says("b")))
	if texts, err := read(t.Context(), fake, -1); !slices.Equal(texts, []string{"a"}) || err != broken {
		t.Errorf("first call: %q, %v", texts, err)
	}
	for range 2 {
		if texts, err := read(t.Context(), fake, -1); !slices.Equal(texts, []string{"b"}) || err != nil {
			t.Errorf("later call: %q, %v", texts, err)
		}
	}
}

func TestHangingFakeEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		fake := modeltest.NewFake(modeltest.Hangs("a"))
		var texts []string
		var err error
		go func() { texts, err = read(ctx, fake, -1) }()
		call := fake.Await()
		synctest.Wait()
		select {
		case <-call.Done():
			t.Fatal("the call is over before it was cancelled")
		default:
		}
		cancel()
		synctest.Wait()
		if !slices.Equal(texts, []string{"a"}) || err != context.Canceled || !call.HungUp() {
			t.Errorf("got %q, %v, hung up %v", texts, err, call.HungUp())
		}
	})
}

func TestTheTestDrivesACall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := modeltest.NewFake(modeltest.Driven())
		var texts []string
		go func() { texts, _ = read(t.Context(), fake, 2) }()
		call := fake.Await()
		if !call.Say("a") {
			t.Error("the reader hung up after the first chunk")
		}
		if call.Say("b") {
			t.Error("the reader wants more than two chunks")
		}
		if call.Say("c") {
			t.Error("a call that is over takes another chunk")
		}
		call.End(nil)
		synctest.Wait()
		if !slices.Equal(texts, []string{"a", "b"}) || fake.HungUp() != 1 {
			t.Errorf("got %q, %d hung up", texts, fake.HungUp())
		}
	})
}
