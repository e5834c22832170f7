; Java. A method and a variable may share a name, so a call without a receiver names its callee by @name: variables never hide it.

[(line_comment) (block_comment)] @comment

; -- the file

(package_declaration [(identifier) (scoped_identifier)] @name) @def.module (#set! flat) (#set! whole)
(module_declaration name: (_) @name) @def.module (#set! whole)
[(requires_module_directive) (exports_module_directive) (opens_module_directive)] @role.silent

((import_declaration (scoped_identifier scope: (_) @module name: (_) @name)) @import
  (#not-has-child? @import "static" asterisk))
((import_declaration (scoped_identifier) @module (asterisk)) @import (#set! wildcard) (#not-has-child? @import "static"))
((import_declaration "static" (scoped_identifier scope: (_) @module name: (_) @name)) @import (#set! static)
  (#not-has-child? @import asterisk))
(import_declaration "static" (_) @module (asterisk)) @import (#set! static) (#set! wildcard)
((import_declaration (identifier) @name) @import (#not-has-child? @import asterisk))
((import_declaration (identifier) @module (asterisk)) @import (#set! wildcard))

; -- modifiers

[(class_declaration (modifiers "public"))
 (interface_declaration (modifiers "public"))
 (enum_declaration (modifiers "public"))
 (record_declaration (modifiers "public"))
 (annotation_type_declaration (modifiers "public"))
 (method_declaration (modifiers "public"))
 (constructor_declaration (modifiers "public"))
 (field_declaration (modifiers "public"))] @flag.exported
[(class_declaration (modifiers "private"))
 (interface_declaration (modifiers "private"))
 (enum_declaration (modifiers "private"))
 (record_declaration (modifiers "private"))
 (method_declaration (modifiers "private"))
 (constructor_declaration (modifiers "private"))
 (field_declaration (modifiers "private"))] @flag.file_local
[(class_declaration (modifiers "static"))
 (method_declaration (modifiers "static"))
 (field_declaration (modifiers "static"))
 (constant_declaration)
 (enum_constant)] @flag.static
[(class_declaration (modifiers "abstract"))
 (method_declaration (modifiers "abstract"))
 (interface_declaration)] @flag.abstract
((method_declaration !body) @flag.abstract (#has-parent? @flag.abstract interface_body))
((method_declaration (modifiers (marker_annotation name: (identifier) @a))) @flag.override (#eq? @a "Override"))

; -- types

(class_declaration name: (_) @name superclass: (superclass (_) @extends)? interfaces: (super_interfaces (type_list (_)* @implements))?) @def.class
(interface_declaration name: (_) @name (extends_interfaces (type_list (_)* @extends))?) @def.interface
(enum_declaration name: (_) @name interfaces: (super_interfaces (type_list (_)* @implements))?) @def.enum
(record_declaration name: (_) @name parameters: (_) @params interfaces: (super_interfaces (type_list (_)* @implements))?) @def.class
(annotation_type_declaration name: (_) @name) @def.interface
(object_creation_expression type: (_) @extends (class_body) @body) @def.class (#set! name "<anonymous>") (#set! flag anonymous)
(enum_constant name: (_) @name body: (class_body) @body) @def.enum_member (#set! members)
(enum_constant name: (_) @name) @def.enum_member
(type_parameter (type_identifier) @name (type_bound . (_) @type)?) @def.typeparam

; -- members

((method_declaration (modifiers [(marker_annotation name: (_) @a) (annotation name: (_) @a)]) type: (_) @type name: (_) @name
    parameters: (_) @params) @def.test
  (#any-of? @a "Test" "ParameterizedTest" "RepeatedTest" "TestFactory" "TestTemplate"))
(method_declaration type: (_) @type name: (_) @name parameters: (_) @params) @def.method
(constructor_declaration name: (_) @name parameters: (_) @params) @def.constructor
(compact_constructor_declaration name: (_) @name) @def.constructor
(annotation_type_element_declaration type: (_) @type name: (_) @name) @def.method (#set! flag abstract)
(field_declaration type: (_) @type declarator: (variable_declarator name: (_) @name value: (_)? @value)) @def.field
(constant_declaration type: (_) @type declarator: (variable_declarator name: (_) @name value: (_)? @value)) @def.field

; -- locals; the components of a record are its fields

(formal_parameter type: (_) @type name: (_) @name) @def.variable
(spread_parameter [(type_identifier) (generic_type) (scoped_type_identifier) (array_type) (integral_type) (floating_point_type) (boolean_type)] @type
  (variable_declarator name: (_) @name)) @def.variable
[(block) (switch_block) (for_statement) (try_with_resources_statement) (catch_clause)] @scope
(lambda_expression) @scope (#set! function)
(lambda_expression parameters: (identifier) @name) @def.param (#set! given)
(inferred_parameters (identifier) @name) @def.param (#set! given)
(local_variable_declaration type: (_) @type declarator: (variable_declarator name: (_) @name value: (_)? @value)) @def.local
(enhanced_for_statement) @scope
(enhanced_for_statement type: (_) @type name: (_) @name value: (_) @value) @def.local (#set! element)
(resource type: (_) @type name: (_) @name value: (_)? @value) @def.local
(catch_formal_parameter (catch_type) @type name: (_) @name) @def.param
(instanceof_expression right: (_) @type name: (_) @name) @def.local
(type_pattern (_) @type (identifier) @name .) @def.local
(record_pattern_component (_) @type (identifier) @name .) @def.local
(record_pattern . (identifier) @target) @role.type

; -- what is no reference, and what is another kind

(labeled_statement . (identifier) @target) @role.silent
(break_statement (identifier) @target) @role.silent
(continue_statement (identifier) @target) @role.silent
(element_value_pair key: (_) @target) @role.silent
[(annotation name: (_) @target) (marker_annotation name: (_) @target)] @role.type
(method_reference . (_) @target "new") @role.new
(assignment_expression left: (_) @target) @role.write
(update_expression (_) @target) @role.write

; -- expressions

(identifier) @expr.name
((type_identifier) @expr.unknown (#eq? @expr.unknown "var"))
(type_identifier) @expr.name (#set! type)
(this) @expr.self
(super) @expr.super
(method_invocation object: (_) (super) @base name: (_) @name arguments: (_) @args) @expr.call
(method_invocation object: (_) @base name: (_) @name arguments: (_) @args) @expr.call
(method_invocation name: (_) @name arguments: (_) @args) @expr.call
(explicit_constructor_invocation constructor: (_) @callee arguments: (_) @args) @expr.call
(object_creation_expression type: (_) @type arguments: (_) @args) @expr.new
(field_access object: (_) @type field: (this)) @expr.instance
(field_access object: (_) @base field: (identifier) @name) @expr.member
(method_reference . (_) @base (identifier) @name .) @expr.member (#set! static)
(method_reference . (_) @returns "new") @expr.function
(scoped_type_identifier . (_) @base (type_identifier) @name .) @expr.member (#set! type)
(scoped_identifier scope: (_) @base name: (_) @name) @expr.member
(generic_type . (_) @base (type_arguments (_)* @arg)) @expr.generic
(array_type element: (_) @arg) @expr.generic (#set! type "array")
(array_creation_expression) @expr.literal (#set! type "array")
(array_access array: (_) @base) @expr.index
(cast_expression type: (_) @type) @expr.instance
(instanceof_expression) @expr.literal (#set! type "boolean")
(class_literal . (_) @arg) @expr.generic (#set! type "Class")
(lambda_expression body: (block)) @expr.unknown
(lambda_expression body: (_) @returns) @expr.function
(ternary_expression consequence: (_) @arg alternative: (_) @arg) @expr.union
(assignment_expression right: (_) @arg) @expr.union
(binary_expression operator: ["==" "!=" "<" ">" "<=" ">=" "&&" "||"]) @expr.literal (#set! type "boolean")
(binary_expression left: (_) @arg right: (_) @arg) @expr.union
(catch_type (_)* @arg) @expr.union
[(integral_type) (floating_point_type) (boolean_type) (void_type)] @expr.literal (#set! type "*")
(null_literal) @expr.literal (#set! type "null")
(string_literal) @expr.literal (#set! type "String")
(character_literal) @expr.literal (#set! type "char")
[(true) (false)] @expr.literal (#set! type "boolean")
[(decimal_integer_literal) (hex_integer_literal) (octal_integer_literal) (binary_integer_literal)] @expr.literal (#set! type "int")
[(decimal_floating_point_literal) (hex_floating_point_literal)] @expr.literal (#set! type "double")
