[(line_comment) (block_comment)] @scope.comment
[(string_literal) (raw_string_literal) (char_literal)] @scope.string
[(use_declaration) (extern_crate_declaration)] @scope.import
(arguments) @scope.arguments
[(parameters) (closure_parameters) (type_parameters)] @scope.parameters
[(block) (match_block)] @scope.body
[(field_declaration_list) (ordered_field_declaration_list) (enum_variant_list) (declaration_list)] @scope.members

; Macros take tokens. Most of them read those in braces as statements, the
; others as arguments.
(token_tree ["(" "["]) @scope.arguments
(token_tree "{") @scope.body
(token_tree_pattern) @scope.parameters
