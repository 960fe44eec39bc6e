package workspace

// Options bound what is read.
type Options struct {
	// MaxFiles is how many files of a root are followed. It bounds the walk
	// of a home directory opened by mistake to about a second.
	MaxFiles int
	// MaxBytes is how much text of a root is followed, in bytes. Projects
	// above it are rare, and the nearest files come first.
	MaxBytes int64
	// MaxFileBytes is the largest file that is read, in bytes. Longer ones
	// are data or generated.
	MaxFileBytes int64
	// Deny are more patterns, in the syntax of .gitignore, of what may not be read.
	Deny []string
	// ExcludesFile is the user's own git ignore file (core.excludesFile), or empty.
	ExcludesFile string
}

// DefaultOptions are 20,000 files, 64 MB in all and 1 MB each.
func DefaultOptions() Options {
	return Options{MaxFiles: 20_000, MaxBytes: 64 << 20, MaxFileBytes: 1 << 20}
}
