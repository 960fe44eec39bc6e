(import_declaration [(identifier) (scoped_identifier)] @path (asterisk)? @name) @import
