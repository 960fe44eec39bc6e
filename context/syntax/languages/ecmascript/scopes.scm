(comment) @scope.comment
[(string) (template_string) (regex)] @scope.string
(template_substitution) @code
(import_statement) @scope.import
(arguments) @scope.arguments
(formal_parameters) @scope.parameters
(statement_block) @scope.body
(class_body) @scope.members
