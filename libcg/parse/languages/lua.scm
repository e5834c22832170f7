; Lua. Tables are modules, classes and objects; what a name is follows from what is assigned to it.

(comment) @comment
(goto_statement) @ignore
(label_statement) @ignore
(attribute) @ignore

; -- imports: local x = require "a.b", local f = require("a.b").f, require "a.b"

(variable_declaration (assignment_statement (variable_list . name: (identifier) @alias .)
    (expression_list . value: (function_call name: (identifier) @f arguments: (arguments . (string content: (_) @module))) .)))
  @import (#eq? @f "require") (#set! namespace)
(variable_declaration (assignment_statement (variable_list . name: (identifier) @alias .)
    (expression_list . value: (dot_index_expression table: (function_call name: (identifier) @f
      arguments: (arguments . (string content: (_) @module))) field: (identifier) @name) .)))
  @import (#eq? @f "require")
(function_call name: (identifier) @f arguments: (arguments . (string content: (_) @module))) @import
  (#any-of? @f "require" "dofile" "loadfile") (#set! quiet)

; -- functions

(variable_declaration) @d @flag.file_local (#has-parent? @d chunk)
(function_declaration "local") @d @flag.file_local (#has-parent? @d chunk)
(function_declaration name: (identifier) @name parameters: (_) @params) @def.function
(function_declaration name: (dot_index_expression) @name parameters: (_) @params) @def.function (#set! flag static)
(function_declaration name: (method_index_expression) @name parameters: (_) @params) @def.function
(variable_declaration (assignment_statement (variable_list . name: (identifier) @name .)
  (expression_list . value: (function_definition parameters: (_) @params) @body))) @def.function
(assignment_statement (variable_list . name: [(identifier) (dot_index_expression)] @name .)
  (expression_list . value: (function_definition parameters: (_) @params) @body)) @def.function
(field name: (identifier) @name value: (function_definition parameters: (_) @params) @body) @def.method
(field name: (string content: (_) @name) value: (function_definition parameters: (_) @params) @body) @def.method
(function_definition) @scope (#set! function)
(parameters name: (identifier) @name) @def.param
(return_statement (expression_list . (_) @value)) @returns

; -- classes, as far as an idiom says so: a table with a base, or what a class library makes

(variable_declaration (assignment_statement (variable_list . name: (identifier) @name .)
    (expression_list . value: (function_call name: (identifier) @f
      arguments: (arguments (table_constructor) . (table_constructor (field name: (identifier) @k value: (_) @extends)))) .)))
  @def.class (#eq? @f "setmetatable") (#eq? @k "__index") (#set! symbol)
(variable_declaration (assignment_statement (variable_list . name: (identifier) @name .)
    (expression_list . value: (function_call name: (method_index_expression table: (identifier) @extends method: (identifier) @m)) .)))
  @def.class (#any-of? @m "extend" "subclass")

; -- values

(variable_declaration (assignment_statement (variable_list . name: (identifier) @name .)
  (expression_list . value: (table_constructor) @body .))) @def.variable (#set! members) (#set! merge)
(variable_declaration (assignment_statement (variable_list name: (identifier) @name) (expression_list) @value)) @def.variable
  (#set! paired) (#set! merge)
(variable_declaration (variable_list name: (identifier) @name)) @def.variable (#set! merge)
(assignment_statement (variable_list name: (identifier) @name) (expression_list) @value) @def.variable
  (#set! paired) (#set! global) (#set! merge)
(assignment_statement (variable_list . name: (dot_index_expression table: (identifier) @o field: (identifier) @name))
  (expression_list . value: (_) @value)) @def.field (#eq? @o "self") (#set! self)
(assignment_statement (variable_list . name: (dot_index_expression table: (identifier)) @name)
  (expression_list . value: (table_constructor) @body)) @a @def.variable (#has-parent? @a chunk) (#set! members)
(assignment_statement (variable_list . name: (dot_index_expression table: (identifier)) @name) (expression_list . value: (_) @value))
  @a @def.variable (#has-parent? @a chunk)
(assignment_statement (variable_list name: [(identifier) (dot_index_expression) (bracket_index_expression)] @target)) @role.write
(field name: (identifier) @target) @role.silent

[(do_statement) (while_statement) (repeat_statement) (if_statement) (elseif_statement) (else_statement) (for_statement)] @scope
(for_numeric_clause name: (identifier) @name) @def.local
(for_generic_clause (variable_list . (_) . name: (identifier) @name)
  (expression_list . (function_call name: (identifier) @f arguments: (arguments . (_) @value)))) @def.local
  (#any-of? @f "ipairs" "pairs") (#set! element)
(for_generic_clause (variable_list name: (identifier) @name) (expression_list . (_) @value)) @def.local (#set! element) (#set! item)

; -- expressions

(function_call name: (identifier) @target) @role.call (#any-of? @target "require" "setmetatable")
(identifier) @expr.name
(dot_index_expression table: (_) @base field: (_) @name) @expr.member
(method_index_expression table: (_) @base method: (_) @name) @expr.member
(bracket_index_expression table: (_) @base) @expr.index
(function_call name: (identifier) @f arguments: (arguments . (string) @module)) @expr.module (#eq? @f "require")
(function_call name: (identifier) @f arguments: (arguments (_) . (identifier) @type)) @expr.instance (#eq? @f "setmetatable")
(function_call name: (_) @callee arguments: (_) @args) @expr.call
(binary_expression left: (_) @arg "or" right: (_) @arg) @expr.union
(binary_expression "and" right: (_) @arg) @expr.union
(binary_expression) @expr.unknown
(unary_expression) @expr.unknown
(field) @expr.unknown
(number) @expr.literal (#set! type "number")
(string) @expr.literal (#set! type "string")
(true) @expr.literal (#set! type "boolean")
(false) @expr.literal (#set! type "boolean")
(nil) @expr.literal (#set! type "nil")
(table_constructor) @expr.literal (#set! type "table")
(function_definition) @expr.function
