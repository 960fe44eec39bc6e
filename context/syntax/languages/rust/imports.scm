(use_declaration argument: (_) @path) @import
(extern_crate_declaration name: (_) @path alias: (_)? @alias) @import
