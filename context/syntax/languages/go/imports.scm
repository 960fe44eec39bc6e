(import_spec path: (_) @path) @import
(import_spec name: (_) @name path: (_) @path) @import
