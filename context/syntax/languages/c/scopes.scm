(comment) @scope.comment
[(string_literal) (char_literal)] @scope.string
(preproc_include) @scope.import
(argument_list) @scope.arguments
[(parameter_list) (preproc_params)] @scope.parameters
(compound_statement) @scope.body
[(field_declaration_list) (enumerator_list) (declaration_list)] @scope.members
