// Package local is the embedded engine: it completes from what stands in the
// file and the project already, with nothing installed and nothing asked of
// anyone. Its law: it shows no more than it is sure of, and says how sure.
package local
