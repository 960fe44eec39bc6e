package action_test

import (
	"strings"
	"testing"

	"fimble/completion/action"
)

// What people would say of these, whose names are as in real projects.
func TestSentencesSayWhatTheNameSays(t *testing.T) {
	for _, c := range []struct{ file, name, source, want string }{
		// The result, or what has the method, stands for what a name leaves out.
		{"a.rs", "new", "impl Pool {\n    pub fn new(size: usize) -> Self { Pool { size } }\n}\n", "Makes a new pool."},
		{"b.rs", "new", "pub fn new(size: usize) -> Box<Pool> { make(size) }\n", "Makes a new box."},
		{"a.go", "New", "package p\n\nfunc New() *Pool { return nil }\n", "New makes a new pool."},
		{"b.go", "Close", "package p\n\nfunc (f *LogFile) Close() error { return nil }\n", "Close closes the log file."},
		{"c.cpp", "Reset", "void BlockBuilder::Reset() { n = 0; }\n", "Resets the block builder."},
		{"a.java", "run", "class Waiter {\n    void run() { }\n}\n", "Runs the waiter."},
		{"b.java", "parse", "class Parser {\n    Tree parse() { return null; }\n}\n", "Parses."},
		{"d.go", "Copy", "package p\n\nfunc (s Spec) Copy() Other { return s }\n", "Copy copies the spec."},
		// Parameters do so only if they are what the verb is done to.
		{"e.go", "Run", "package p\n\nfunc Run(ctx context.Context) { }\n", "Run runs."},
		{"f.go", "Decode", "package p\n\nfunc (r *Update) Decode(reader io.Reader) error { return nil }\n", "Decode decodes from the reader."},
		{"c.java", "get", "class Bytes {\n    short get(int j) { return 0; }\n}\n", "Gets the element at j."},
		{"d.java", "set", "class Bytes {\n    void set(int index, byte value) { }\n}\n", "Sets the element at the index."},
		{"e.java", "write", "class Call {\n    void write(Protocol output) { }\n}\n", "Writes to the output."},
		{"a.ts", "merge", "export function merge(left: Tree, right: Tree): Tree { return left; }\n", "Merges the left."},
		{"d.cpp", "DecodeFrom", "Status Edit::DecodeFrom(const Slice& src) { return ok; }\n", "Decodes from the source."},
		{"c.rs", "listen_uds", "fn listen_uds(path: P) { }\n", "Listens on the uds."},
		// A yes or no is told, and only where there is one.
		{"g.go", "Enabled", "package p\n\nfunc (l Level) Enabled() bool { return true }\n", "Enabled tells whether it is enabled."},
		{"e.cpp", "Valid", "struct S {\n    bool Valid() const { return true; }\n};\n", "Tells whether it is valid."},
		{"a.py", "abi3_applies", "def abi3_applies(version: str) -> bool:\n    return True\n", "Tell whether the abi3 applies."},
		{"d.rs", "must_write_map_begin", "fn must_write_map_begin() { check(); }\n", "Must write map begin."},
		// Names that begin with a verb and are of a thing, and the other way around.
		{"b.py", "log_group", "class A:\n    def log_group(self) -> Group:\n        return self.g\n", "Return the log group."},
		{"h.go", "logError", "package p\n\nfunc logError(err error) { }\n", "logError logs the error."},
		{"i.go", "Commit", "package p\n\nfunc (t *Change) Commit() error { return nil }\n", "Commit commits the change."},
		{"b.ts", "throwOrPrintError", "function throwOrPrintError(error: Error): void { }\n", "Throws or prints the error."},
		{"f.cpp", "MaybeScheduleCompaction", "void DB::MaybeScheduleCompaction() { n = 1; }\n", "Schedules the compaction if need be."},
		{"c.py", "xml_to_string", "def xml_to_string(content):\n    return str(content)\n", "Convert the xml to a string."},
		{"e.rs", "as_bytes", "fn as_bytes(&self) -> &[u8] { self.b }\n", "Returns it as bytes."},
		{"f.java", "toByteArray", "class A {\n    byte[] toByteArray() { return b; }\n}\n", "Converts it to a byte array."},
		{"j.go", "WithClock", "package p\n\nfunc WithClock(clock Clock) Option { return nil }\n", "WithClock returns one with the clock."},
		{"k.go", "frobbing", "package p\n\nfunc frobbing() { do() }\n", "frobbing performs the frobbing."},
		// Letters that names wear, and words that are cut short.
		{"g.java", "TServlet", "class TServlet {\n    TServlet(int a) { }\n}\n", "Makes a TServlet."},
		{"h.java", "putUInt64", "class A {\n    void putUInt64(long value) { }\n}\n", "Puts the UInt64."},
		{"f.rs", "len", "impl A {\n    fn len(&self) -> usize { 0 }\n}\n", "Returns the length."},
		{"e.py", "__init__", "class MyResource(Resource):\n    def __init__(self, name):\n        self.name = name\n", "Make a MyResource."},
		{"h.rs", "root_unchecked", "unsafe fn root_unchecked(data: &[u8]) -> u8 { 0 }\n", "Returns the root without a check."},
		{"c.ts", "serializeWorkerAsync", "async function serializeWorkerAsync(): Promise<Info> { return i; }\n", "Serializes the worker asynchronously."},
		{"p.go", "Run", "package p\n\nfunc (s *Server) Run(ctx context.Context) { }\n", "Run runs the server."},
		// What all readers of a language know.
		{"d.py", "__hash__", "class A:\n    def __hash__(self):\n        return 1\n", "Return hash(self)."},
		{"l.go", "String", "package p\n\nfunc (l Level) String() string { return \"\" }\n", "String returns it as text."},
		{"m.go", "String", "package p\n\nfunc String(key string) Field { return f }\n", "String returns the string."},
		{"g.rs", "from", "impl From<A> for B {\n    fn from(a: A) -> Self { B }\n}\n", "Converts it to this type."},
		{"n.go", "main", "package main\n\nfunc main() { run() }\n", "main runs the program."},
		{"i.java", "main", "class A {\n    public static void main(String[] args) { }\n}\n", "Runs the program."},
		{"o.go", "BenchmarkWriter", "package p\n\nfunc BenchmarkWriter(b *testing.B) { }\n", "BenchmarkWriter measures writer."},
	} {
		t.Run(c.file+" "+c.name, func(t *testing.T) {
			p, ok := placeIn(t, c.file, c.source, c.name)
			if !ok {
				t.Fatal("it is not there")
			}
			if c.name == "TServlet" { // the class has the name first
				at := strings.LastIndex(c.source, c.name)
				p.Span.Start, p.Span.End = at, at
			}
			edit, err := act(t, action.Docs, p, action.Tools{})
			if err != nil {
				t.Fatal(err)
			}
			if got := firstLine(edit.NewText); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// firstLine is what the first line of a doc comment says that says anything.
func firstLine(doc string) string {
	for line := range strings.Lines(doc) {
		if line = strings.Trim(strings.TrimSpace(line), `/*" `); line != "" {
			return line
		}
	}
	return ""
}
