(comment) @scope.comment
(string) @scope.string
(interpolation) @code
[(import_statement) (import_from_statement) (future_import_statement)] @scope.import
(argument_list) @scope.arguments
(parameters) @scope.parameters

; The body of a class is told from others by the class.
(block) @scope.body
