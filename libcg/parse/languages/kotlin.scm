; Kotlin. The grammar has hardly any fields, so that order and anchors tell children apart. The members of a companion object are
; members of its class, because that is how they are named.

[(line_comment) (block_comment)] @comment

; -- the file

(package_header (_) @name) @def.module (#set! flat) (#set! whole)
((import (qualified_identifier) @module "*") @import (#set! wildcard))
(import (qualified_identifier) @module (identifier) @alias) @import (#set! split)
((import (qualified_identifier) @module .) @import (#set! split) (#not-has-child? @import "*"))
(type_alias type: (identifier) @name (_) @type .) @def.type_alias

; -- modifiers

[(class_declaration (modifiers (visibility_modifier) @m)) (object_declaration (modifiers (visibility_modifier) @m))
 (function_declaration (modifiers (visibility_modifier) @m)) (property_declaration (modifiers (visibility_modifier) @m))
 (class_parameter (modifiers (visibility_modifier) @m))] @flag.file_local (#eq? @m "private")
[(class_declaration (modifiers (visibility_modifier) @m)) (object_declaration (modifiers (visibility_modifier) @m))
 (function_declaration (modifiers (visibility_modifier) @m)) (property_declaration (modifiers (visibility_modifier) @m))
 ] @flag.exported (#eq? @m "public")
[(class_declaration (modifiers (inheritance_modifier) @m)) (function_declaration (modifiers (inheritance_modifier) @m))
 (property_declaration (modifiers (inheritance_modifier) @m))] @flag.abstract (#eq? @m "abstract")
(class_declaration "interface") @flag.abstract
((function_declaration) @flag.abstract (#not-has-child? @flag.abstract function_body))
[(function_declaration (modifiers (member_modifier) @m)) (property_declaration (modifiers (member_modifier) @m))
 (class_parameter (modifiers (member_modifier) @m))] @flag.override (#eq? @m "override")
[(object_declaration) (companion_object)] @flag.static
((function_declaration [(user_type) (nullable_type) (parenthesized_type)] . name: (_)) @flag.extension)
((property_declaration [(user_type) (nullable_type) (parenthesized_type)] . (variable_declaration)) @flag.extension)

; -- types

(class_declaration "interface" (delegation_specifiers (delegation_specifier (user_type) @target))) @role.extends
[(class_declaration (delegation_specifiers (delegation_specifier (constructor_invocation . (_) @target))))
 (object_declaration (delegation_specifiers (delegation_specifier (constructor_invocation . (_) @target))))] @role.extends
[(class_declaration (delegation_specifiers (delegation_specifier [(user_type) @target (explicit_delegation . (_) @target)])))
 (object_declaration (delegation_specifiers (delegation_specifier [(user_type) @target (explicit_delegation . (_) @target)])))] @role.implements
(class_declaration "interface" name: (_) @name) @def.interface
(class_declaration name: (_) @name (primary_constructor (class_parameters (class_parameter)* @param) @params)? (enum_class_body)) @def.enum
(class_declaration name: (_) @name (primary_constructor (class_parameters (class_parameter)* @param) @params)?) @def.class
(object_declaration name: (_) @name) @def.class
(companion_object name: (_) @name) @def.class (#set! flat)
(companion_object !name) @def.class (#set! name "Companion") (#set! flat)
(object_literal (delegation_specifiers (delegation_specifier [(constructor_invocation . (_) @extends) (user_type) @implements (explicit_delegation . (_) @implements)])*)?
  (class_body) @body) @def.class (#set! name "<anonymous>") (#set! flag anonymous)
(enum_entry (identifier) @name (class_body) @body) @def.enum_member (#set! members)
(enum_entry (identifier) @name) @def.enum_member
(type_constraint . (identifier) @name (_) @type) @def.typeparam
(type_parameter (identifier) @name (_)? @type) @def.typeparam
(class_parameter ["val" "var"] (identifier) @name . (_) @type . (_)? @value) @def.field
(class_parameter (identifier) @name . (_) @type . (_)? @value) @def.param

; -- functions; a receiver is the owner

(function_declaration (modifiers (annotation (user_type (identifier) @a))) name: (_) @name (function_value_parameters (parameter)* @param) @params) @def.test
  (#any-of? @a "Test" "ParameterizedTest" "RepeatedTest")
(function_declaration [(user_type) (nullable_type) (parenthesized_type)] @owner . name: (_) @name (function_value_parameters (parameter)* @param) @params
  . [(user_type) (nullable_type) (function_type) (parenthesized_type) (non_nullable_type)]? @type) @def.function
(function_declaration name: (_) @name (function_value_parameters (parameter)* @param) @params
  . [(user_type) (nullable_type) (function_type) (parenthesized_type) (non_nullable_type)]? @type) @def.function
(secondary_constructor (function_value_parameters (parameter)* @param) @params) @def.constructor (#set! name "constructor")
((function_body . (_) @value) @returns (#not-has-child? @returns block))
(parameter . (identifier) @name (_) @type) @def.param

; -- values

(property_declaration [(user_type) (nullable_type) (parenthesized_type)] @owner . (variable_declaration (identifier) @name (_)? @type)
  (getter)) @def.function (#set! flag property)
((property_declaration (variable_declaration (identifier) @name (_)? @type) [(getter (function_body)) (setter (function_body))]) @def.function
  (#set! flag property))
((property_declaration (modifiers (property_modifier) @m) (variable_declaration (identifier) @name (_)? @type) . (_)? @value) @def.constant (#eq? @m "const"))
(property_declaration (variable_declaration (identifier) @name (_)? @type) . (_)? @value) @def.variable
(property_declaration (multi_variable_declaration (variable_declaration (identifier) @name (_)? @type) @extent) . (_) @value) @def.variable (#set! item)
[(getter) (setter)] @scope (#set! function)
[(getter) (setter)] @def.param (#set! name "field")
(setter (identifier) @name) @def.param

; -- locals

[(block) (when_expression) (for_statement) (catch_block)] @scope
[(lambda_literal) (anonymous_function)] @scope (#set! function)
((lambda_literal) @def.param (#set! name "it") (#set! given) (#not-has-child? @def.param lambda_parameters))
(if_expression condition: (is_expression left: (identifier) @name "is" right: (_) @type) . (_) @body) @def.local (#set! shared)
(if_expression condition: (binary_expression left: (is_expression left: (identifier) @name "is" right: (_) @type) operator: "&&") . (_) @body) @def.local (#set! shared)
(binary_expression left: (is_expression left: (identifier) @name "is" right: (_) @type) operator: "&&" right: (_) @body) @def.local (#set! shared)
(when_expression (when_subject (identifier) @name) (when_entry condition: (type_test (_) @type) . (_) @body)) @def.local (#set! shared)
(lambda_parameters (variable_declaration (identifier) @name (_)? @type) @item) @def.param (#set! given)
(lambda_parameters (multi_variable_declaration (variable_declaration (identifier) @name (_)? @type))) @def.param
(when_subject (variable_declaration (identifier) @name (_)? @type) (_) @value) @def.local
(for_statement (variable_declaration (identifier) @name (_)? @type) . (_) @value) @def.local (#set! element)
(for_statement (multi_variable_declaration (variable_declaration (identifier) @name) @extent) . (_) @value) @def.local (#set! element) (#set! item)
(catch_block (identifier) @name . (_) @type) @def.param

; -- what is no reference, and what is another kind

[(value_argument . (identifier) @target . (_)) (this_expression (identifier) @target) (labeled_expression (label) (identifier) @target)
 (return_expression label: (_) @target)] @role.silent
(user_type) @role.type
[(annotation (constructor_invocation . (_) @target)) (file_annotation (constructor_invocation . (_) @target))] @role.type
(assignment left: (_) @target) @role.write
(unary_expression argument: (_) @target ["++" "--"]) @role.write
(unary_expression ["++" "--"] argument: (_) @target) @role.write

; -- operators: calls of what the tree defines for them

((binary_expression left: (_) @base right: (_) @arg) @operator (#not-eq? @arg "null"))
  (#set! names "+ plus - minus * times / div % rem == equals != equals < compareTo > compareTo <= compareTo >= compareTo")
(assignment left: (index_expression . (_) @base . (_) @arg .) right: (_) @arg) @operator (#set! name "set")
(index_expression . (_) @base . (_) @arg .) @operator (#set! name "get")
(assignment left: (_) @base right: (_) @arg) @operator (#set! names "+= plusAssign -= minusAssign *= timesAssign /= divAssign %= remAssign")
(in_expression left: (_) @arg right: (_) @base) @operator (#set! name "contains")
(range_expression . (_) @base . (_) @arg .) @operator (#set! names ".. rangeTo ..< rangeUntil")
(unary_expression argument: (_) @base) @operator (#set! names "- unaryMinus + unaryPlus ! not ++ inc -- dec")

; -- expressions

((identifier) @expr.unknown (#any-of? @expr.unknown "null" "class"))
((identifier) @expr.literal (#any-of? @expr.literal "true" "false") (#set! type "Boolean"))
(identifier) @expr.name
(this_expression) @expr.self
(super_expression) @expr.super
"this" @expr.self
"super" @expr.super
((navigation_expression (identifier) @n .) @expr.literal (#eq? @n "class") (#set! type "KClass"))
(navigation_expression . (_) @base (identifier) @name .) @expr.member
(call_expression . (call_expression . (_) @callee (value_arguments) @args) (annotated_lambda) @arg) @expr.call
(call_expression . (_) @callee (value_arguments)? @args (annotated_lambda)? @arg) @expr.call
(infix_expression . (_) @base . (identifier) @name . (_) @arg) @expr.call
(constructor_delegation_call ["this" "super"] @callee (value_arguments) @args) @expr.call
((constructor_invocation . (_) @type (value_arguments) @args) @expr.new (#not-has-parent? @expr.new annotation file_annotation))
(user_type . (identifier) @base . (type_arguments (type_projection)* @arg) .) @expr.generic
(user_type . (identifier) @base (identifier) @name .) @expr.member (#set! type)
(user_type . (identifier) @base (identifier) @name . (type_arguments)) @expr.member (#set! type)
(type_projection [(user_type) (nullable_type) (function_type)] @arg) @expr.union
(function_type (_) @returns .) @expr.function
(value_argument . (identifier) . (_) @arg) @expr.union
(index_expression . (_) @base) @expr.index
(as_expression right: (_) @type) @expr.instance
(property_delegate (_) @base) @expr.unwrap
(if_expression condition: (_) . (_) @arg (_)? @arg) @expr.union
(binary_expression operator: ["==" "!=" "===" "!==" "<" ">" "<=" ">=" "&&" "||"]) @expr.literal (#set! type "Boolean")
(binary_expression left: (_) @arg right: (_) @arg) @expr.union
(lambda_literal (lambda_parameters) . (_) @returns .) @expr.function
(lambda_literal . (_) @returns .) @expr.function
[(lambda_literal) (when_expression) (try_expression) (object_literal)] @expr.unknown
[(is_expression) (in_expression)] @expr.literal (#set! type "Boolean")
[(string_literal) (multiline_string_literal)] @expr.literal (#set! type "String")
(character_literal) @expr.literal (#set! type "Char")
(number_literal) @expr.literal (#set! type "Int")
(float_literal) @expr.literal (#set! type "Double")
