(import_statement source: (string) @path) @import
(import_statement (import_clause (identifier) @name) source: (string) @path) @import
(import_statement (import_clause (namespace_import (identifier) @name)) source: (string) @path) @import
(import_statement
  (import_clause (named_imports (import_specifier name: (_) @name alias: (identifier)? @alias)))
  source: (string) @path) @import
(export_statement source: (string) @path) @import

; const name = require("path"), const {a, b: c} = require("path"), require("path")
((lexical_declaration (variable_declarator
  name: [
    (identifier) @name
    (object_pattern (shorthand_property_identifier_pattern) @name)
    (object_pattern (pair_pattern value: (identifier) @name))
  ]
  value: (call_expression function: (identifier) @test arguments: (arguments . (string) @path)))) @import
  (#eq? @test "require"))
((variable_declaration (variable_declarator
  name: [
    (identifier) @name
    (object_pattern (shorthand_property_identifier_pattern) @name)
    (object_pattern (pair_pattern value: (identifier) @name))
  ]
  value: (call_expression function: (identifier) @test arguments: (arguments . (string) @path)))) @import
  (#eq? @test "require"))
((expression_statement
  (call_expression function: (identifier) @test arguments: (arguments . (string) @path))) @import
  (#eq? @test "require"))
