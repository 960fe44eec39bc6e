(raw_string_literal) @scope.string
(using_declaration) @scope.import
(template_parameter_list) @scope.parameters
(requirement_seq) @scope.body
