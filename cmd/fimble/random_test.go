package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// heapMargin is how many bytes more a rest may find in use than the first one:
// caches fill up to their limits meanwhile.
const heapMargin = 8 << 20

// TestRandomUserFindsNothingWrong plays 5,000 events. FIMBLE_SEED plays another seed, FIMBLE_EVENTS so
// many events, FIMBLE_KEEP only those with these numbers, FIMBLE_SHRINK=1
// leaves out of a failing run what it fails without, and prints the numbers
// of the rest.
func TestRandomUserFindsNothingWrong(t *testing.T) {
	events := 5000
	if n, err := strconv.Atoi(os.Getenv("FIMBLE_EVENTS")); err == nil {
		events = n
	}
	seeds := []uint64{1}
	if n, err := strconv.ParseUint(os.Getenv("FIMBLE_SEED"), 10, 64); err == nil {
		seeds = []uint64{n}
	}
	var kept []int
	for _, number := range strings.Split(os.Getenv("FIMBLE_KEEP"), ",") {
		if n, err := strconv.Atoi(number); err == nil {
			kept = append(kept, n)
		}
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			fmt.Printf("random user: FIMBLE_SEED=%d FIMBLE_EVENTS=%d\n", seed, events)
			r := round{t: t, seed: seed, events: events}
			last, err := r.play(func(n int) bool { return kept == nil || slices.Contains(kept, n) })
			if err == nil {
				return
			}
			t.Errorf("FIMBLE_SEED=%d: %v", seed, err)
			if os.Getenv("FIMBLE_SHRINK") != "" {
				t.Errorf("it fails with FIMBLE_KEEP=%s", r.shrink(last, kept))
			}
		})
	}
}

// A round is one user's.
type round struct {
	t      *testing.T
	seed   uint64
	events int
}

// play plays the events that keep lets through, in a bubble. It gives the
// last one played, and what was wrong.
func (r round) play(keep func(int) bool) (last int, wrong error) {
	dir := r.t.TempDir()
	synctest.Test(r.t, func(t *testing.T) {
		u, err := newUser(r.seed, dir)
		if err != nil {
			t.Fatal(err)
		}
		wrong = u.play(r.events, keep, func(event int, deed string) {
			last = event
			if os.Getenv("FIMBLE_WATCH") != "" {
				fmt.Println(event, time.Now().Format("04:05.000"), deed, u.at.unit)
			}
		})
		if err := u.end(); wrong == nil {
			wrong = err
		}
		t.Log(u.summary())
		if wrong == nil && r.events >= 1000 && last == r.events {
			wrong = u.idle(r.events)
		}
	})
	return last, wrong
}

// shrink leaves out of the events up to the last one what a failure does not
// need, by halves, quarters and so on.
func (r round) shrink(last int, kept []int) string {
	r.events = last
	if kept == nil {
		for n := range last {
			kept = append(kept, n+1)
		}
	}
	for size := len(kept) / 2; size > 0; size /= 2 {
		for from := 0; from < len(kept); {
			fewer := slices.Delete(slices.Clone(kept), from, min(len(kept), from+size))
			if _, err := r.play(func(n int) bool { _, found := slices.BinarySearch(fewer, n); return found }); err != nil {
				kept = fewer
			} else {
				from += size
			}
		}
	}
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(kept), " ", ","), "[]")
}
