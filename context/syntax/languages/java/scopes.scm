[(line_comment) (block_comment)] @scope.comment
[(string_literal) (character_literal)] @scope.string
(import_declaration) @scope.import
[(argument_list) (annotation_argument_list)] @scope.arguments
[(formal_parameters) (inferred_parameters) (type_parameters)] @scope.parameters
[(block) (constructor_body) (switch_block)] @scope.body
[(class_body) (interface_body) (enum_body) (annotation_type_body) (module_body)] @scope.members
