(method_declaration type: (_) @returns name: (_) @name parameters: (_) @parameters)
(method_declaration type_parameters: (type_parameters (type_parameter (type_identifier) @generic)) name: (_) @name)
(method_declaration name: (_) @name (throws (_) @throws))
(constructor_declaration name: (_) @name parameters: (_) @parameters)
(constructor_declaration type_parameters: (type_parameters (type_parameter (type_identifier) @generic)) name: (_) @name)
(constructor_declaration name: (_) @name (throws (_) @throws))
(class_declaration name: (_) @name type_parameters: (type_parameters (type_parameter (type_identifier) @generic)))
(interface_declaration name: (_) @name type_parameters: (type_parameters (type_parameter (type_identifier) @generic)))
(record_declaration name: (_) @name type_parameters: (type_parameters (type_parameter (type_identifier) @generic)))
(record_declaration name: (_) @name parameters: (_) @parameters)

(formal_parameters (formal_parameter type: (_) @type name: (_) @parameter)) @list
(formal_parameters (spread_parameter (variable_declarator name: (_) @parameter))) @list

[(method_declaration) (constructor_declaration) (compact_constructor_declaration) (lambda_expression)] @function

(throw_statement (object_creation_expression type: (_) @error)) @raise

(try_statement body: (_) @guarded (catch_clause (catch_formal_parameter (catch_type (_) @caught))))
(try_with_resources_statement body: (_) @guarded (catch_clause (catch_formal_parameter (catch_type (_) @caught))))

(if_statement condition: (parenthesized_expression (_) @branch))
(ternary_expression condition: (_) @branch)
(switch_label (_) @branch)

(throw_statement (identifier) @variable) @raise
(catch_clause (catch_formal_parameter (catch_type (_) @handles) name: (identifier) @alias)) @handler

(variable_declarator name: (identifier) @local value: (_)) @set
(variable_declarator name: (identifier) @local value: (object_creation_expression type: (_) @made)) @set
(assignment_expression left: (identifier) @local) @set
(assignment_expression left: (identifier) @local right: (object_creation_expression type: (_) @made)) @set
