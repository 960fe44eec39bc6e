// Package buffer holds the open files as the client sees them: their bytes,
// versions, roots and outlines. Its law: what has been handed out never
// changes, so any number of goroutines may read it, and a write publishes a
// new View beside the old one.
package buffer
