package secrets

import (
	"path"
	"strings"
)

const (
	shortestBlob = 32  // random base64 of this length has about 190 bits
	longestBlob  = 512 // more is data: images, fonts, tables
	contextOfSum = 120 // bytes before a value on its line, where its name stands
	leastEntropy = 4.2 // of base64; names that are as long stay below
)

// locks are files full of sums, which are no secrets.
var locks = map[string]bool{
	"go.sum": true, "package-lock.json": true, "npm-shrinkwrap.json": true, "yarn.lock": true, "pnpm-lock.yaml": true, "Cargo.lock": true,
	"poetry.lock": true, "Pipfile.lock": true, "uv.lock": true, "composer.lock": true, "Gemfile.lock": true, "gradle.lockfile": true, "deno.lock": true,
}

// sums are words that tell on a line that a random value there is a sum or a
// name, which are no secrets.
var sums = newLiterals([]string{
	"sha1", "sha2", "sha3", "sha5", "sha-", "md5", "hash", "checksum", "digest", "integrity", "commit", "revision", "etag", "uuid", "guid", "fingerprint",
	"alphabet", "chars", "base64,", "h1:", "expected", "assert", "public", "certificate", "test", "example", "://",
})

// blobs finds random values: base64 that is all of a string, of a length that
// keys have. Hexadecimal ones are nearly always sums, so only their names tell.
func blobs(file, text string) []span {
	if locks[path.Base(file)] {
		return nil
	}
	var found []span
	for at := 0; at < len(text); {
		if !valueByte(text[at]) {
			at++
			continue
		}
		end := at + run(text[at:], 0, len(text), valueByte)
		if n := end - at; n >= shortestBlob && n <= longestBlob && quoted(text, at, end) && random(text[at:end]) {
			said := false
			sums.each(text[max(at-contextOfSum, strings.LastIndexByte(text[:at], '\n')+1):at], func(int, int) { said = true })
			if !said {
				found = append(found, span{at, end})
			}
		}
		at = end
	}
	return found
}

func quoted(text string, start, end int) bool {
	return start > 0 && end < len(text) && text[start-1] == text[end] && strings.IndexByte("\"'`", text[end]) >= 0
}

// random reports whether a text looks like random base64: all kinds of
// characters, well mixed, and neither in the order of the alphabet nor parted
// into words.
func random(text string) bool {
	var upper, lower, digits, ascending, changes int
	kind := func(c byte) int {
		switch {
		case c >= '0' && c <= '9':
			return 0
		case c >= 'a' && c <= 'z':
			return 1
		case c >= 'A' && c <= 'Z':
			return 2
		}
		return 3
	}
	for i := range len(text) {
		switch kind(text[i]) {
		case 0:
			digits++
		case 1:
			lower++
		case 2:
			upper++
		}
		if i > 0 && text[i] == text[i-1]+1 {
			ascending++
		}
		if i > 0 && kind(text[i]) != kind(text[i-1]) {
			changes++
		}
	}
	return upper > 2 && lower > 2 && digits > 1 && ascending*4 < len(text) && changes*3 > len(text) &&
		strings.Count(text, ".") < 3 && entropy(text) >= leastEntropy
}
