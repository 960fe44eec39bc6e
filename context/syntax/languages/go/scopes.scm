(comment) @scope.comment
[(interpreted_string_literal) (raw_string_literal) (rune_literal)] @scope.string
(import_declaration) @scope.import
(argument_list) @scope.arguments
[(parameter_list) (type_parameter_list)] @scope.parameters
(block) @scope.body
[(field_declaration_list) (interface_type)] @scope.members
