// Package workspace is the only room that reads the user's files. Its law:
// nothing outside a root, nothing ignored and no secret is ever read, and
// whoever wants a file's text gets it through ReadFile or not at all. It is
// also the only one that starts processes, and only such as the user's own
// configuration names.
package workspace
