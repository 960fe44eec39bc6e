(class_declaration name: (_) @name body: (_) @body) @definition.class
(record_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(annotation_type_declaration name: (_) @name body: (_) @body) @definition.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(module_declaration name: (_) @name body: (_) @body) @definition.module

(method_declaration name: (_) @name body: (_)? @body) @definition.method
(constructor_declaration name: (_) @name body: (_) @body) @definition.method
(compact_constructor_declaration name: (_) @name body: (_) @body) @definition.method
(annotation_type_element_declaration name: (_) @name) @definition.method

(enum_constant name: (_) @name body: (_)? @body) @definition.constant
(constant_declaration declarator: (variable_declarator name: (_) @name)) @definition.constant
(field_declaration (modifiers "static" "final") declarator: (variable_declarator name: (_) @name)) @definition.constant
(field_declaration (modifiers "final" "static") declarator: (variable_declarator name: (_) @name)) @definition.constant
(field_declaration declarator: (variable_declarator name: (_) @name)) @definition.field

; The components of a record are its fields.
(record_declaration parameters: (formal_parameters (formal_parameter name: (_) @name) @span)) @definition.variable
