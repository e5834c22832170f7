; Zig. A type is a value that a constant is given; so is an imported file. Inside a function these are symbols too, other values are locals.

(comment) @comment
(block_label) @ignore
(break_label) @ignore

; -- flags

(variable_declaration "pub") @flag.exported
(variable_declaration "export") @flag.exported
(variable_declaration "extern") @flag.declaration
(function_declaration "pub") @flag.exported
(function_declaration "export") @flag.exported
(function_declaration !body) @flag.declaration

; -- imports

((variable_declaration "pub" "const" . (identifier) @alias "=" (builtin_function (builtin_identifier) @b (arguments (string) @module))) @import
  (#eq? @b "@import") (#set! namespace) (#set! reexport))
((variable_declaration "pub" "const" . (identifier) @alias
    "=" (field_expression object: (builtin_function (builtin_identifier) @b (arguments (string) @module)) member: (identifier) @name)) @import
  (#eq? @b "@import") (#set! reexport))
((variable_declaration "const" . (identifier) @alias "=" (builtin_function (builtin_identifier) @b (arguments (string) @module))) @import
  (#eq? @b "@import") (#set! namespace))
((variable_declaration "const" . (identifier) @alias
    "=" (field_expression object: (builtin_function (builtin_identifier) @b (arguments (string) @module)) member: (identifier) @name)) @import
  (#eq? @b "@import"))
((using_namespace_declaration (builtin_function (builtin_identifier) @b (arguments (string) @module))) @import
  (#eq? @b "@import") (#set! wildcard) (#set! reexport))

; -- types

(variable_declaration "const" . (identifier) @name "=" (struct_declaration) @body) @def.struct
(variable_declaration "const" . (identifier) @name "=" (opaque_declaration) @body) @def.struct
(variable_declaration "const" . (identifier) @name "=" (union_declaration) @body) @def.union
(variable_declaration "const" . (identifier) @name "=" (enum_declaration) @body) @def.enum
(variable_declaration "const" . (identifier) @name "=" (error_set_declaration) @body) @def.enum
(struct_declaration) @def.struct (#set! name "<anonymous>") (#set! flag anonymous)
(opaque_declaration) @def.struct (#set! name "<anonymous>") (#set! flag anonymous)
(union_declaration) @def.union (#set! name "<anonymous>") (#set! flag anonymous)
(enum_declaration) @def.enum (#set! name "<anonymous>") (#set! flag anonymous)
((error_set_declaration (identifier) @name) @def.enum_member (#has-parent? @def.enum_member variable_declaration) (#set! inside))
((container_field name: (identifier) @name "=" (_) @value) @def.enum_member
  (#has-parent? @def.enum_member enum_declaration) (#not-eq? @name "_"))
((container_field name: (identifier) @name) @def.enum_member
  (#has-parent? @def.enum_member enum_declaration) (#not-eq? @name "_"))
((container_field name: (identifier) @name type: (_)? @type "=" (_) @value) @def.field (#not-has-parent? @def.field enum_declaration))
((container_field name: (identifier) @name type: (_)? @type) @def.field (#not-has-parent? @def.field enum_declaration))
((variable_declaration "const" . (identifier) @name 
    "=" [(field_expression) (identifier) (pointer_type) (nullable_type) (slice_type) (error_union_type)] @type) @def.type_alias
  (#capital? @name) (#not-has-ancestor? @name block))

; -- functions

(function_declaration name: (_) @name (parameters) @params type: (_)? @type) @def.function
(return_expression (_) @value) @returns
((parameter name: (identifier) @name type: (builtin_type) @t) @def.typeparam (#eq? @t "type"))
(parameter name: (identifier) @name type: (_) @type) @def.param
(test_declaration (string (string_content) @name) (block) @body) @def.test (#set! whole)
(test_declaration . (identifier) @name (block) @body) @def.test (#set! whole) (#set! shared)
(test_declaration . (block) @body) @def.test (#set! name "<test>") (#set! flag anonymous)

; -- values

(variable_declaration "const" . (identifier) @name type: (_)? @type "=" (_) @value) @def.constant
(variable_declaration "var" . (identifier) @name type: (_)? @type "=" (_) @value) @def.variable
(variable_declaration ["const" "var"] . (identifier) @name type: (_)? @type) @def.variable
(for_statement . (_) @value (payload . (identifier) @name)) @def.local (#set! element)
(for_expression . (_) @value (payload . (identifier) @name)) @def.local (#set! element)
(if_statement condition: (_) @value . (payload . (identifier) @name)) @def.local (#set! unwrap)
(if_expression condition: (_) @value . (payload . (identifier) @name)) @def.local (#set! unwrap)
(while_statement condition: (_) @value . (payload . (identifier) @name)) @def.local (#set! unwrap)
(while_expression condition: (_) @value . (payload . (identifier) @name)) @def.local (#set! unwrap)
(payload (identifier) @name) @def.local
[(block) (for_statement) (for_expression) (if_statement) (if_expression) (while_statement) (while_expression) (switch_case) (else_clause)
 (catch_expression) (errdefer_statement)] @scope

; -- how names are used

(variable_declaration . (_) @target) @role.write
((variable_declaration . (identifier) @target) @role.silent (#eq? @target "_"))
(assignment_expression left: (_) @target) @role.write
(assignment_expression) @role.write (#has-parent? @role.write initializer_list)
(unary_expression "&") @role.address
(error_type (identifier) @target) @role.silent
(error_set_declaration (identifier) @target) @role.silent
(pointer_type (_) @target) @role.type
(slice_type (_) @target .) @role.type
(array_type (_) @target .) @role.type
(nullable_type (_) @target) @role.type
(error_union_type ok: (_) @target) @role.type

; -- expressions

(identifier) @expr.name
; The grammar binds ?T.U as (?T).U.
(field_expression object: [(nullable_type (_) @base .) (pointer_type (_) @base .) (slice_type (_) @base .) (array_type (_) @base .)]
  member: (_) @name) @expr.member
(field_expression object: (_) @base member: (_) @name) @expr.member
(field_expression member: (_) @name) @expr.member
((assignment_expression left: (field_expression !object member: (_) @name)) @expr.member
  (#has-parent? @expr.member initializer_list)
  (#ancestor! @base struct_initializer anonymous_struct_initializer))
(assignment_expression left: (_) @base) @expr.unwrap (#set! plain)
(call_expression function: (_) @callee) @expr.call
(struct_initializer . (_) @type) @expr.instance
((anonymous_struct_initializer) @expr.unwrap (#ancestor! @base assignment_expression variable_declaration function_declaration) (#set! plain))
(variable_declaration type: (_) @type) @expr.instance
(variable_declaration . [(dereference_expression) (field_expression) (index_expression)] @base) @expr.unwrap (#set! plain)
(error_type) @expr.unknown
(function_declaration type: (_) @type) @expr.instance
((builtin_function (builtin_identifier) @b (arguments (string) @module)) @expr.module (#eq? @b "@import"))
((builtin_function (builtin_identifier) @b) @expr.self (#eq? @b "@This"))
((builtin_function (builtin_identifier) @b (arguments . (_) @type)) @expr.instance (#eq? @b "@as"))
(builtin_function) @expr.unknown
(index_expression object: (_) @base) @expr.index
(try_expression (_) @base) @expr.unwrap
(catch_expression . (_) @base) @expr.unwrap
(binary_expression left: (_) @base operator: "orelse") @expr.unwrap
(binary_expression) @expr.unknown
(null_coercion_expression (_) @base) @expr.unwrap
(dereference_expression (_) @base) @expr.unwrap
(unary_expression argument: (_) @base) @expr.unwrap (#set! plain)
(if_expression) @expr.unknown
(pointer_type (_) @base .) @expr.unwrap (#set! plain)
(error_union_type ok: (_) @base) @expr.unwrap (#set! plain)
(nullable_type (_) @arg) @expr.generic (#set! type "optional")
(slice_type (_) @arg .) @expr.generic (#set! type "slice")
(array_type (_) @arg .) @expr.generic (#set! type "array")
(builtin_type) @expr.literal (#set! type "*")
(string) @expr.literal (#set! type "[]const u8")
(integer) @expr.literal (#set! type "comptime_int")
(float) @expr.literal (#set! type "comptime_float")
(boolean) @expr.literal (#set! type "bool")
