; These go before the queries of C, which hold for C++ too.

[(template_declaration) (linkage_specification) (friend_declaration)] @wrap

(class_specifier
  name: [
    (type_identifier) @name
    (template_type name: (_) @name)
    (qualified_identifier name: (type_identifier) @name)
  ]
  body: (_) @body) @definition.class
(struct_specifier
  name: [(template_type name: (_) @name) (qualified_identifier name: (type_identifier) @name)]
  body: (_) @body) @definition.struct

(namespace_definition name: (_) @name body: (_) @body) @definition.module
(namespace_alias_definition name: (_) @name) @definition.module
(concept_definition name: (_) @name) @definition.interface
(alias_declaration name: (_) @name) @definition.type

; With the name of a class in front of its own, a function is a method of that
; class. That the name may be one of a namespace is the rarer case.
(function_definition
  declarator: [
    (function_declarator declarator: (qualified_identifier name: [
      (identifier) @name
      (destructor_name) @name
      (operator_name) @name
      (template_function name: (_) @name)
      (qualified_identifier name: [(identifier) @name (destructor_name) @name (operator_name) @name])
      (qualified_identifier name: (qualified_identifier name: [(identifier) @name (destructor_name) @name (operator_name) @name]))
    ]))
    (pointer_declarator declarator: (function_declarator declarator: (qualified_identifier name: [
      (identifier) @name
      (operator_name) @name
      (qualified_identifier name: [(identifier) @name (operator_name) @name])
      (qualified_identifier name: (qualified_identifier name: [(identifier) @name (operator_name) @name]))
    ])))
    (reference_declarator (function_declarator declarator: (qualified_identifier name: [
      (identifier) @name
      (operator_name) @name
      (qualified_identifier name: [(identifier) @name (operator_name) @name])
      (qualified_identifier name: (qualified_identifier name: [(identifier) @name (operator_name) @name]))
    ])))
    (qualified_identifier name: (operator_cast "operator" @name))
  ]
  (field_initializer_list)? @aside
  body: (_)? @body) @definition.method

(function_definition
  declarator: [
    (function_declarator declarator: [
      (identifier) @name
      (field_identifier) @name
      (destructor_name) @name
      (operator_name) @name
      (template_function name: (_) @name)
    ])
    (pointer_declarator declarator: (function_declarator declarator: [(field_identifier) @name (operator_name) @name]))
    (reference_declarator (function_declarator declarator: [(identifier) @name (field_identifier) @name (operator_name) @name]))
    (operator_cast "operator" @name)
  ]
  (field_initializer_list)? @aside
  body: (_)? @body) @definition.function

(declaration
  declarator: [
    (function_declarator declarator: [(destructor_name) @name (operator_name) @name])
    (pointer_declarator declarator: (function_declarator declarator: (operator_name) @name))
    (reference_declarator (function_declarator declarator: [(identifier) @name (operator_name) @name]))
    (operator_cast "operator" @name)
  ]) @definition.prototype
(field_declaration
  declarator: [
    (function_declarator declarator: [(field_identifier) @name (operator_name) @name])
    (pointer_declarator declarator: (function_declarator declarator: [(field_identifier) @name (operator_name) @name]))
    (reference_declarator (function_declarator declarator: [(field_identifier) @name (operator_name) @name]))
  ]) @definition.prototype

(declaration
  (type_qualifier "constexpr")
  declarator: [
    (identifier) @name
    (init_declarator declarator: (identifier) @name)
    (init_declarator declarator: (array_declarator declarator: (identifier) @name))
  ]) @definition.constant
(declaration
  declarator: [
    (reference_declarator (identifier) @name)
    (init_declarator declarator: [
      (reference_declarator (identifier) @name)
      (qualified_identifier name: (identifier) @name)
      (qualified_identifier name: (qualified_identifier name: (identifier) @name))
    ])
  ]) @definition.variable

(field_declaration (type_qualifier "constexpr") declarator: (field_identifier) @name) @definition.constant
(field_declaration declarator: (reference_declarator (field_identifier) @name)) @definition.field

; The grammar takes the "= 0" of a field for that of a virtual method.
(function_definition
  declarator: [(field_identifier) @name (pointer_declarator declarator: (field_identifier) @name)]
  (pure_virtual_clause)) @definition.field
