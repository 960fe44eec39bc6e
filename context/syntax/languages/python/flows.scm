[(function_definition) (lambda)] @function
(block) @block

(assignment left: (identifier) @_name right: (_) @_value) @set
(named_expression name: (identifier) @_name value: (_) @_value) @set
(augmented_assignment left: (identifier) @_name right: (_) @_value) @adds

[(parameters) (lambda_parameters) (pattern_list) (tuple_pattern) (list_pattern) (as_pattern_target) (global_statement)] @lost
(for_statement left: (_) @lost)
(for_in_clause left: (_) @lost)

(call) @shut
((call function: (_) @_called) @carries
  (#match? @_called "^(str|bytes|Path|pathlib\\.Path|os\\.path\\.(join|abspath|expanduser))$|\\.(encode|strip|rstrip|lstrip|format|joinpath|lower|replace)$"))
[(dictionary) (set) (list_comprehension) (dictionary_comprehension) (generator_expression)] @blank
