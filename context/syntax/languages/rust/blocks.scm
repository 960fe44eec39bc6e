"{" @open
"}" @close
