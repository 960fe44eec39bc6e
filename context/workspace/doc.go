// Package workspace is the only room that reads the user's files. Its law:
// nothing outside a root, nothing ignored and no secret is ever read, and
// whoever wants a file's text gets it through ReadFile or not at all.
package workspace
