(function_item name: (_) @name body: (block) @body) @definition.function
(function_signature_item name: (_) @name) @definition.function

; What stands in the parentheses of a tuple says as much as a signature, so it
; is no body.
(struct_item name: (_) @name body: (field_declaration_list)? @body) @definition.struct
(union_item name: (_) @name body: (_) @body) @definition.struct
(field_declaration name: (_) @name) @definition.field

(enum_item name: (_) @name body: (_) @body) @definition.enum
(enum_variant name: (_) @name body: (field_declaration_list)? @body) @definition.constant

(trait_item name: (_) @name body: (_) @body) @definition.interface
[(type_item name: (_) @name) (associated_type name: (_) @name)] @definition.type

; An implementation goes by the name of its type, without what the type is
; applied to.
(impl_item
  type: [
    (type_identifier) @name
    (scoped_type_identifier name: (_) @name)
    (generic_type type: [(type_identifier) @name (scoped_type_identifier name: (_) @name)])
    (primitive_type) @name
    (reference_type) @name
    (pointer_type) @name
    (array_type) @name
    (tuple_type) @name
    (unit_type) @name
    (function_type) @name
    (dynamic_type) @name
    (metavariable) @name
  ]
  body: (_)? @body) @definition.class

(const_item name: (_) @name) @definition.constant
(static_item name: (_) @name) @definition.variable
(mod_item name: (_) @name body: (_)? @body) @definition.module
(macro_definition name: (_) @name) @body @definition.macro

(attribute_item) @attribute

; "//!" and "/*!" document what they stand in.
[(line_comment inner: (_)) (block_comment inner: (_))] @docstring
