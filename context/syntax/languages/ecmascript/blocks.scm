(template_substitution) @inert
"{" @open
"}" @close
