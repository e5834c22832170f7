; Bash. Functions and variables are global unless `local` says otherwise; commands are calls of functions or of programs.

(comment) @comment

; -- imports: source file, . "$DIR/file"

(command name: (command_name (word) @c) . argument: [(word) @module (raw_string) @module (string . (string_content) @module .)])
  @import (#any-of? @c "source" ".") (#set! wildcard)
(command name: (command_name (word) @c) .
    argument: [(string (_) . (string_content) @module .) (concatenation (_) . (word) @module .)])
  @import (#any-of? @c "source" ".") (#set! wildcard)

; -- functions

(function_definition) @f @flag.conditional (#has-ancestor? @f if_statement case_statement)
(function_definition name: (word) @name) @def.function (#set! free)

; -- values: declared in a function they are its own, assigned they are everybody's

(declaration_command ["local" "declare" "typeset"] (variable_assignment name: (variable_name) @name)) @def.local
  (#has-ancestor? @name function_definition)
(declaration_command ["local" "declare" "typeset"] (variable_name) @name) @def.local (#has-ancestor? @name function_definition)
(declaration_command "readonly" (variable_assignment name: (variable_name) @name) @extent) @def.constant (#set! global)
(declaration_command "readonly" (variable_name) @name @extent) @def.constant (#set! global)
(declaration_command ["declare" "typeset"] (variable_name) @name @extent) @def.variable (#set! global)
(declaration_command "export" (variable_assignment name: (variable_name) @name) @extent) @def.variable (#set! global) (#set! flag exported)
(variable_assignment name: (variable_name) @name) @a @def.variable (#not-has-parent? @a command) (#set! global)
(command (variable_assignment name: (_) @target)) @role.silent
(variable_assignment name: (_) @target) @role.write
(for_statement variable: (variable_name) @name) @def.local
(command name: (command_name (word) @c) argument: (word) @name) @def.local (#any-of? @c "read" "mapfile" "readarray" "getopts")

; -- names in words: what runs later, or is run by another command

(command name: (command_name (word) @c) . argument: (word) @target) @role.invoke
  (#any-of? @c "trap" "exec" "command" "run" "time" "nohup" "sudo" "xargs") (#not-prefix? @target "-")
(command name: (command_name (word) @c) . argument: [(raw_string) (string)] @target) @role.silent (#eq? @c "alias")
(command_name (word) @w) @role.silent
  (#any-of? @w "[" "[[" ":" "true" "false" "return" "exit" "break" "continue" "shift" "set" "local" "declare" "source" "." "}" "{")
(declaration_command "export" (variable_name) @target) @role.read
(command name: (command_name (word) @c) argument: (word) . argument: (word) @target) @role.mention (#eq? @c "export")

; -- expressions

(command name: (command_name) @callee) @expr.call
(command_name (word)) @expr.name
(variable_name) @v @expr.unknown (#any-of? @v "0" "1" "2" "3" "4" "5" "6" "7" "8" "9")
(variable_name) @expr.name
(subscript name: (_) @base) @expr.index
