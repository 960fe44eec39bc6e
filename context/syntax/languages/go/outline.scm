(function_declaration name: (identifier) @name body: (block)? @body) @definition.function

(method_declaration name: (field_identifier) @name body: (block)? @body) @definition.method

; In the parentheses of a group every declaration is its own, elsewhere the
; keyword belongs to it. The patterns for a group come first, since the others
; match in a group too.
(type_declaration "type" @keyword "("
  (type_spec name: (_) @name type: (struct_type (field_declaration_list) @body)) @span) @definition.struct
(type_declaration "type" @keyword "("
  (type_spec name: (_) @name type: (interface_type) @body) @span) @definition.interface
(type_declaration "type" @keyword "(" [(type_spec name: (_) @name) (type_alias name: (_) @name)] @span) @definition.type
(type_declaration (type_spec name: (_) @name type: (struct_type (field_declaration_list) @body))) @definition.struct
(type_declaration (type_spec name: (_) @name type: (interface_type) @body)) @definition.interface
(type_declaration [(type_spec name: (_) @name) (type_alias name: (_) @name)]) @definition.type

(const_declaration "const" @keyword "(" (const_spec name: (identifier) @name) @span) @definition.constant
(const_declaration (const_spec name: (identifier) @name)) @definition.constant
(var_declaration "var" @keyword (var_spec_list (var_spec name: (identifier) @name) @span)) @definition.variable
(var_declaration (var_spec name: (identifier) @name)) @definition.variable

(field_declaration name: (_) @name) @definition.field
(field_declaration !name type: (type_identifier) @name) @definition.field
(field_declaration !name type: (qualified_type name: (_) @name)) @definition.field
(field_declaration !name type: (generic_type type: (type_identifier) @name)) @definition.field
(method_elem name: (_) @name) @definition.method
