[(function_definition) (lambda)] @function
(block) @block

(assignment left: (identifier) @_name right: (_) @_value) @set
(named_expression name: (identifier) @_name value: (_) @_value) @set
(augmented_assignment left: (identifier) @_name right: (_) @_value) @adds

[(parameters) (lambda_parameters) (pattern_list) (tuple_pattern) (list_pattern) (as_pattern_target) (global_statement)] @lost
(for_statement left: (_) @lost)
(for_in_clause left: (_) @lost)
; What a framework fills in stands for where that is from.
((decorated_definition (decorator) @_value definition: (function_definition parameters: (parameters (typed_parameter (identifier) @_name type: (type) @_type) @set)))
  (#match? @_value "^@\\w+\\.(get|post|put|patch|delete)\\(") (#eq? @_type "str"))
((decorated_definition (decorator) @_value definition: (function_definition parameters: (parameters (identifier) @_name @set)))
  (#match? @_value "^@\\w+\\.(get|post|put|patch|delete|route)\\([^<]*<((path|string):)?\\w+>[^<]*$"))

(call) @shut
((call function: (_) @_called) @carries
  (#match? @_called "^(str|bytes|Path|pathlib\\.Path|os\\.path\\.(join|abspath|expanduser))$|\\.(encode|strip|rstrip|lstrip|format|joinpath|lower|replace)$"))
[(dictionary) (set) (list_comprehension) (dictionary_comprehension) (generator_expression)] @blank
