(import_spec_list "(" @open ")" @close)
(var_spec_list "(" @open ")" @close)
(const_declaration "(" @open ")" @close)
(type_declaration "(" @open ")" @close)
"{" @open
"}" @close
