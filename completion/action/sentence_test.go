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
		{"a.ts", "merge", "export function merge(left: Tree, right: Tree): Tree { return left; }\n", "Merges."},
		{"d.cpp", "DecodeFrom", "Status Edit::DecodeFrom(const Slice& src) { return ok; }\n", "Decodes from the source."},
		{"c.rs", "listen_uds", "fn listen_uds(path: P) { }\n", "Listens on the uds."},
		{"d.ts", "join", "class Words {\n  join(sep: string): string { return sep; }\n}\n", "Joins."},
		{"e.ts", "filter", "export function filter(pred: (n: number) => boolean): Operator { return f; }\n", "Filters."},
		{"f.ts", "sort", "export function sort(ordering: (a: number, b: number) => number): Operator { return f; }\n", "Sorts."},
		{"f.py", "retry", "def retry(times):\n    return times\n", "Retry."},
		{"g.py", "encrypt", "def encrypt(key):\n    return key\n", "Encrypt."},
		{"h.py", "load", "def load(path):\n    return path\n", "Load."},
		{"i.py", "get", "class Cache:\n    def get(self, key):\n        return key\n", "Get."},
		{"j.py", "connect", "def connect(host):\n    return host\n", "Connect."},
		{"k.py", "wait", "def wait(timeout):\n    pass\n", "Wait."},
		{"l.py", "validate", "class Order:\n    def validate(self, rules):\n        return rules\n", "Validate."},
		{"m.py", "parse", "def parse(text):\n    return text\n", "Parse the text."},
		{"n.py", "validate", "def validate(order):\n    return order\n", "Validate the order."},
		{"o.py", "close", "def close(file):\n    file.close()\n", "Close the file."},
		{"q.go", "Listen", "package p\n\nfunc Listen(port int) error { return nil }\n", "Listen listens on the port."},
		{"a.c", "reset", "static void reset(Scanner *scanner) { scanner->n = 0; }\n", "Resets the scanner."},
		{"g.ts", "send", "class Line {\n  send(message: Message): void { }\n}\n", "Sends the message."},
		{"j.java", "validate", "class OrderValidator {\n    void validate(Order order) { }\n}\n", "Validates the order."},
		{"h.ts", "on", "class Bus {\n  on(event: string, listener: Listener): void { }\n}\n", "Registers what is called on the event."},
		{"s.go", "On", "package p\n\nfunc (b *Bus) On(event string, fn func()) { }\n", "On registers what is called on the event."},
		{"t.go", "At", "package p\n\nfunc (l *List) At(i int) int { return 0 }\n", "At returns the element at i."},
		{"u.go", "Is", "package p\n\nfunc (e *Gone) Is(target error) bool { return true }\n", "Is answers with yes or no."},
		{"i.ts", "on", "class Lamp {\n  on(): void { }\n}\n", "Does what its code says."},
		// A yes or no is told, and only where there is one.
		{"g.go", "Enabled", "package p\n\nfunc (l Level) Enabled() bool { return true }\n", "Enabled tells whether it is enabled."},
		{"j.ts", "has", "class Cache {\n  has(key: string): boolean { return true; }\n}\n", "Tells whether it has the key."},
		{"p.py", "has", "class Cache:\n    def has(self, x):\n        return x\n", "Tell whether it has what is asked for."},
		{"r.go", "Has", "package p\n\nfunc (c *Cache) Has(key string) bool { return true }\n", "Has tells whether it has the key."},
		{"g.cpp", "operator==", "struct A {\n    bool operator==(const A& other) const { return true; }\n};\n", "Tells whether both are equal."},
		{"h.cpp", "operator+", "A operator+(const A& a, const A& b) { return a; }\n", "Applies the operator +."},
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
