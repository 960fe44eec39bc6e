(function_item name: (_) @name parameters: (_) @parameters return_type: (_)? @returns)
(function_item (function_modifiers "unsafe" @unsafe) name: (_) @name)
(function_signature_item name: (_) @name parameters: (_) @parameters return_type: (_)? @returns)
(function_signature_item (function_modifiers "unsafe" @unsafe) name: (_) @name)

(parameters (parameter pattern: (identifier) @parameter type: (_) @type)) @list
(parameters (parameter
  pattern: [(tuple_pattern) (tuple_struct_pattern) (struct_pattern) (reference_pattern)] @unnamed
  type: (_) @type)) @list

[(function_item) (closure_expression) (async_block)] @function

((macro_invocation macro: (identifier) @error) @raise
  (#match? @error "^(panic|assert|assert_eq|assert_ne|unreachable|todo|unimplemented)$"))

(if_expression condition: (_) @branch)
(match_arm pattern: (_) @branch)
