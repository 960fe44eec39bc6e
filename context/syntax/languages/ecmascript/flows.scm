[(function_declaration) (function_expression) (arrow_function) (method_definition) (generator_function) (generator_function_declaration)] @function
[(statement_block) (switch_case) (switch_default)] @block
(if_statement consequence: (_) @block)
(else_clause (_) @block)

(variable_declarator name: (identifier) @_name value: (_) @_value) @declares
(variable_declarator name: (object_pattern (shorthand_property_identifier_pattern) @_name) value: (_) @_value) @declares
(assignment_expression left: (identifier) @_name right: (_) @_value) @set
(augmented_assignment_expression left: (identifier) @_name right: (_) @_value) @adds

(formal_parameters) @lost
(arrow_function parameter: (identifier) @lost)
(variable_declarator name: (array_pattern) @lost)
(for_in_statement left: (_) @lost)
(catch_clause parameter: (_) @lost)

[(call_expression) (new_expression)] @shut
((call_expression function: (_) @_called) @carries
  (#match? @_called "^(String|(path\\.)?(join|resolve|normalize)|Buffer\\.from|decodeURIComponent)$|\\.(toString|trim|concat|encode|replace|toLowerCase)$"))
(object) @blank
