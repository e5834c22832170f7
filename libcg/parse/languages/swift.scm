; Swift. An optional is as good as what it holds: `T?`, `x!` and `try f()` say what T, x and f() say. An extension is a class symbol
; with the flag extension, named by its type. Grammar: a node in several fields is found under `name` (types of parameters, results).

[(comment) (multiline_comment)] @comment
((attribute (user_type (type_identifier) @t)) @ignore
  (#any-of? @t "available" "objc" "discardableResult" "escaping" "testable" "autoclosure" "inlinable" "usableFromInline" "unknown"
    "frozen" "preconcurrency" "Sendable" "warn_unqualified_access" "dynamicCallable" "dynamicMemberLookup" "objcMembers" "convention"))
[(value_argument_label) (availability_condition) (directive) (operator_declaration) (precedence_group_declaration)] @ignore

[(class_declaration (modifiers (visibility_modifier) @v)) (protocol_declaration (modifiers (visibility_modifier) @v))
 (function_declaration (modifiers (visibility_modifier) @v)) (init_declaration (modifiers (visibility_modifier) @v))
 (property_declaration (modifiers (visibility_modifier) @v)) (typealias_declaration (modifiers (visibility_modifier) @v))
 (subscript_declaration (modifiers (visibility_modifier) @v))] @flag.exported (#any-of? @v "public" "open")
[(class_declaration (modifiers (visibility_modifier) @v)) (protocol_declaration (modifiers (visibility_modifier) @v))
 (function_declaration (modifiers (visibility_modifier) @v)) (init_declaration (modifiers (visibility_modifier) @v))
 (property_declaration (modifiers (visibility_modifier) @v)) (typealias_declaration (modifiers (visibility_modifier) @v))] @flag.file_local
  (#any-of? @v "private" "fileprivate")
[(function_declaration (modifiers (property_modifier) @m)) (property_declaration (modifiers (property_modifier) @m))
 (subscript_declaration (modifiers (property_modifier) @m))] @flag.static (#any-of? @m "static" "class")
[(function_declaration (modifiers (member_modifier) @m)) (property_declaration (modifiers (member_modifier) @m))
 (init_declaration (modifiers (member_modifier) @m))] @flag.override (#eq? @m "override")

(import_declaration (identifier) @module) @import (#set! wildcard)

; -- types

(class_declaration declaration_kind: "class" (inheritance_specifier inherits_from: (_) @target)) @role.extends
(class_declaration (inheritance_specifier inherits_from: (_) @target)) @role.implements
(protocol_declaration (inheritance_specifier inherits_from: (_) @target)) @role.extends
(class_declaration declaration_kind: "struct" name: (type_identifier) @name) @def.struct
(class_declaration declaration_kind: "enum" name: (type_identifier) @name) @def.enum
(class_declaration declaration_kind: "extension" name: (_) @name @type) @def.class (#set! flag extension) (#set! shared)
(class_declaration declaration_kind: ["class" "actor"] name: (type_identifier) @name) @def.class
(protocol_declaration name: (type_identifier) @name) @def.interface
(type_parameter (type_identifier) @name name: (_)? @type) @def.typeparam
(typealias_declaration name: (type_identifier) @name name: (_) @type) @def.type_alias
(associatedtype_declaration name: (_) @name) @def.type_alias (#set! flag abstract)
(enum_entry name: (simple_identifier) @name raw_value: (_)? @value) @def.enum_member
(enum_type_parameters (simple_identifier) @target) @role.silent

; -- functions

((function_declaration (modifiers (attribute (user_type (type_identifier) @a))) name: (simple_identifier) @name (parameter)* @param) @def.test
  (#eq? @a "Test"))
((function_declaration name: (simple_identifier) @name (parameter)* @param) @def.test
  (#prefix? @name "test") (#has-parent? @def.test class_body))
(function_declaration name: [(simple_identifier) (custom_operator) "==" "<" ">" "<=" ">=" "!=" "+" "-" "*" "/"] @name (parameter)* @param
  name: [(user_type) (optional_type) (array_type) (dictionary_type) (tuple_type) (opaque_type) (existential_type) (function_type)]? @type)
  @def.function
(protocol_function_declaration name: [(simple_identifier) "==" "<" "+" "-"] @name (parameter)* @param
  name: [(user_type) (optional_type) (array_type) (dictionary_type) (tuple_type) (opaque_type) (existential_type) (function_type)]? @type)
  @def.function (#set! flag abstract)
((init_declaration !body (parameter)* @param) @def.constructor (#has-parent? @def.constructor protocol_body))
  (#set! name "init") (#set! flag abstract)
(init_declaration (parameter)* @param) @def.constructor (#set! name "init")
(deinit_declaration) @def.function (#set! name "deinit")
(subscript_declaration (parameter)* @param
  name: [(user_type) (optional_type) (array_type) (dictionary_type) (tuple_type) (opaque_type) (existential_type)] @type
  (computed_property)? @body) @def.function (#set! name "subscript")

(parameter external_name: (_) @target) @role.silent
(parameter name: (simple_identifier) @name name: (_) @type) @def.param
(lambda_literal) @scope (#set! function)
(lambda_parameter name: (simple_identifier) @name name: (_)? @type) @def.param (#set! given)
(lambda_function_type_parameters (lambda_parameter name: (simple_identifier) @name) @item) @def.param (#set! given)
((lambda_literal) @def.param (#set! name "$0") (#set! given) (#not-has-child? @def.param lambda_function_type))
((lambda_literal) @def.param (#set! name "$1") (#set! given) (#not-has-child? @def.param lambda_function_type))
(capture_list_item name: (simple_identifier) @name value: (_) @value) @def.local

; -- values

(inheritance_constraint constrained_type: (_) @target) @role.silent
(property_declaration name: (pattern bound_identifier: (_) @name) (type_annotation name: (_) @type)? computed_value: (_) @body) @def.function
  (#set! flag property)
(property_declaration name: (pattern bound_identifier: (_) @name) (type_annotation name: (_) @type)? value: (_)? @value) @def.variable
(property_declaration name: (pattern (pattern (simple_identifier) @name) @extent) value: (_) @value) @def.variable (#set! item)
(protocol_property_declaration name: (pattern bound_identifier: (_) @name) (type_annotation name: (_) @type)) @def.field (#set! flag abstract)
(computed_getter) @scope
(computed_setter (simple_identifier) @name) @def.local

[(if_statement) (while_statement) (repeat_while_statement) (for_statement) (do_statement) (catch_block) (switch_entry)] @scope
[(if_statement bound_identifier: (_) @name . condition: (_) @value) (while_statement bound_identifier: (_) @name . condition: (_) @value)
 (guard_statement bound_identifier: (_) @name . condition: (_) @value)] @def.local
(for_statement item: (pattern bound_identifier: (_) @name) collection: (_) @value) @def.local (#set! element)
(for_statement item: (pattern (pattern (simple_identifier) @name) @extent) collection: (_) @value) @def.local (#set! element) (#set! item)
(pattern (value_binding_pattern) (pattern bound_identifier: (simple_identifier) @name) name: (_) @type) @def.local
(pattern bound_identifier: (_) @name) @def.local
((pattern . (simple_identifier) @name .) @def.local (#has-parent? @def.local pattern))

; -- uses

(assignment target: (_) @target) @role.write

; -- operators: calls of what the tree defines for them

[(additive_expression lhs: (_) @base rhs: (_) @arg) (multiplicative_expression lhs: (_) @base rhs: (_) @arg)
 (comparison_expression lhs: (_) @base rhs: (_) @arg) (equality_expression lhs: (_) @base rhs: (_) @arg)
 (bitwise_operation lhs: (_) @base rhs: (_) @arg) (infix_expression lhs: (_) @base rhs: (_) @arg)] @operator (#not-eq? @arg "nil")
  (#set! prefix "") (#set! static) (#set! free)
((call_expression . (_) @base (call_suffix (value_arguments . (value_argument value: (_) @arg) .) @a)) @operator (#prefix? @a "["))
  (#set! name "subscript")

; -- expressions

((simple_identifier) @expr.unknown (#any-of? @expr.unknown "$2" "newValue" "oldValue"))
(simple_identifier) @expr.name
((type_identifier) @expr.literal (#any-of? @expr.literal "String" "Int" "Bool" "Double" "Float" "Void" "Any" "Character" "UInt" "Int64"
  "UInt8" "UInt64" "Int32" "UInt32" "AnyObject")) (#set! type "*")
(type_identifier) @expr.name (#set! type)
(self_expression) @expr.self
(super_expression) @expr.super
(user_type . (type_identifier) @base . (type_arguments name: (_)* @arg) .) @expr.generic
(user_type . (type_identifier) @base . (type_identifier) @name) @expr.member
(array_type name: (_) @arg) @expr.generic (#set! type "Array")
(dictionary_type name: (_)* @arg) @expr.generic (#set! type "Dictionary")
(tuple_type (tuple_type_item name: (_) @arg)*) @expr.generic (#set! type "tuple")
(function_type params: (tuple_type (tuple_type_item name: (_) @arg)*)) @expr.generic (#set! type "Function")
(function_type) @expr.unknown
(navigation_expression target: (_) @base suffix: (navigation_suffix suffix: (simple_identifier) @name)) @expr.member
((prefix_expression target: (simple_identifier) @name) @expr.member (#prefix? @expr.member "."))
((call_expression . (_) @base (call_suffix (value_arguments) @a)) @expr.index (#prefix? @a "["))
(call_expression . (_) @callee (call_suffix (value_arguments)? @args (lambda_literal)* @arg)) @expr.call
(constructor_expression constructed_type: (_) @type (constructor_suffix (value_arguments)? @args)) @expr.new
(macro_invocation . (simple_identifier) @callee (call_suffix (value_arguments)? @args)) @expr.call
(value_argument value: (_) @arg) @expr.union
[(try_expression expr: (_) @arg) (await_expression expr: (_) @arg) (postfix_expression target: (_) @arg)] @expr.union
(as_expression name: (_) @type) @expr.instance
(ternary_expression if_true: (_) @arg if_false: (_) @arg) @expr.union
(nil_coalescing_expression value: (_) @arg if_nil: (_) @arg) @expr.union
(lambda_literal) @expr.function
((pattern . (value_binding_pattern)? . (simple_identifier) @name) @expr.member (#has-parent? @expr.member switch_pattern))
[(line_string_literal) (multi_line_string_literal) (raw_string_literal)] @expr.literal (#set! type "String")
[(integer_literal) (hex_literal) (bin_literal) (oct_literal)] @expr.literal (#set! type "Int")
(real_literal) @expr.literal (#set! type "Double")
(boolean_literal) @expr.literal (#set! type "Bool")
(array_literal) @expr.literal (#set! type "Array")
(dictionary_literal) @expr.literal (#set! type "Dictionary")
