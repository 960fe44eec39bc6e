(using_declaration "namespace"? @all [(identifier) (qualified_identifier)] @path) @import
