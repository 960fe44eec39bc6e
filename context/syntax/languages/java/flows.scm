[(method_declaration) (constructor_declaration) (lambda_expression)] @function
[(block) (constructor_body) (class_body) (switch_block_statement_group) (for_statement) (try_with_resources_statement)] @block
(if_statement consequence: (_) @block)
(if_statement alternative: (_) @block)

(variable_declarator name: (identifier) @_name value: (_) @_value) @declares
((assignment_expression left: (identifier) @_name operator: _ @_operator right: (_) @_value) @set (#eq? @_operator "="))
((assignment_expression left: (identifier) @_name operator: _ @_operator right: (_) @_value) @adds (#eq? @_operator "+="))
; A StringBuilder is what has been appended to it.
((expression_statement (method_invocation object: [(identifier) @_name
    (method_invocation object: (identifier) @_name) (method_invocation object: (method_invocation object: (identifier) @_name))] name: (identifier) @_append) @_value) @set
  (#eq? @_append "append"))

(formal_parameters) @lost
(lambda_expression parameters: (identifier) @lost)
(inferred_parameters) @lost
; What a framework fills in stands for where that is from.
((formal_parameter (modifiers [(annotation) (marker_annotation)] @_value) type: (_) @_type name: (identifier) @_name) @declares
  (#match? @_value "^@(RequestParam|PathVariable|RequestHeader|QueryParam|PathParam)\\b") (#eq? @_type "String"))
(enhanced_for_statement name: (_) @lost)
(catch_formal_parameter name: (_) @lost)

[(method_invocation) (object_creation_expression)] @shut
((method_invocation name: (identifier) @_called) @carries
  (#match? @_called "^(toString|trim|getBytes|toCharArray|append|concat|strip|toLowerCase|replace|formatted)$"))
((method_invocation object: (identifier) @_on name: (identifier) @_called) @carries
  (#match? @_on "^(String|Paths?)$") (#match? @_called "^(format|valueOf|get|of|join)$"))
((method_invocation object: (_) @_on name: (identifier) @_called) @carries
  (#match? @_on "URLDecoder$") (#eq? @_called "decode"))
((object_creation_expression type: (_) @_type) @carries
  (#match? @_type "^(String|StringBuilder|StringBuffer|File)$"))
