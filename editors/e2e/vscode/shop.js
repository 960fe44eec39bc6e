// A Go project that says the same thing often enough to be sure of it, and a
// file of it that is about to say it again.
const head = 'package shop\n\nimport (\n\t"fmt"\n\t"os"\n)\n';
const loader = (name, body) => `\nfunc ${name}(path string) error {\n${body}}\n`;
const body = '\tdata, err := os.ReadFile(path)\n\tif err != nil {\n\t\treturn fmt.Errorf("read settings: %w", err)\n\t}\n\treturn parse(data)\n';
const without = '\tdata, err := os.ReadFile(path)\n\tif err != nil {\n\t\t\n\t}\n\treturn parse(data)\n';

module.exports = {
	files: { 'go.mod': 'module shop\n\ngo 1.26\n', 'settings.go': head + ['loadUser', 'loadHost', 'loadSite'].map((name) => loader(name, body)).join('') },
	/** What is typed where `before` has an empty line, and what must be suggested then. */
	typed: 'return fmt.Err',
	rest: 'orf("read settings: %w", err)',
	before: head + loader('loadTeam', without),
	after: head + loader('loadTeam', body),
	line: 11,
};
