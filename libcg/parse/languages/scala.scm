; Scala 2 and 3. An object is a class with one instance; type parameters are flat lists; capitals in patterns are references, other names bind.

[(comment) (block_comment)] @comment

; -- the file

(package_clause name: (_) @name body: (_)) @def.module (#set! whole)
(package_clause name: (_) @name) @def.module (#set! flat) (#set! whole)
(package_object name: (_) @name) @def.module
(import_declaration path: (_)+ @module (namespace_selectors (namespace_wildcard))) @import (#set! wildcard)
(import_declaration path: (_)+ @module (namespace_wildcard)) @import (#set! wildcard)
(import_declaration path: (_)+ @module (namespace_selectors (identifier) @name)) @import
(import_declaration path: (_)+ @module (namespace_selectors [(arrow_renamed_identifier name: (_) @name alias: (_) @alias)
  (as_renamed_identifier name: (_) @name alias: (_) @alias)])) @import
((import_declaration path: (_)+ @module) @import (#set! split) (#not-has-child? @import namespace_selectors namespace_wildcard as_renamed_identifier))
((import_declaration path: (_)+ @module (as_renamed_identifier name: (_) @name alias: (_) @alias)) @import)
((export_declaration path: (_)+ @module) @import (#set! split) (#set! reexport)
  (#not-has-child? @import namespace_selectors namespace_wildcard as_renamed_identifier))
(export_declaration path: (_)+ @module) @import (#set! wildcard) (#set! reexport)

; -- modifiers

[(class_definition (modifiers (access_modifier) @m)) (trait_definition (modifiers (access_modifier) @m)) (object_definition (modifiers (access_modifier) @m))
 (function_definition (modifiers (access_modifier) @m)) (val_definition (modifiers (access_modifier) @m)) (var_definition (modifiers (access_modifier) @m))
 (class_parameter (modifiers (access_modifier) @m))] @flag.file_local (#eq? @m "private")
[(class_definition (modifiers "abstract")) (function_declaration) (val_declaration) (var_declaration) (trait_definition)] @flag.abstract
[(function_definition (modifiers "override")) (val_definition (modifiers "override"))] @flag.override
[(object_definition) (simple_enum_case)] @flag.static
((type_definition !type) @flag.abstract)

; -- types

(class_definition (modifiers "implicit") name: (_) @name
  class_parameters: (class_parameters . (class_parameter type: (_) @type)) @params) @def.class (#set! flag extension)
(class_definition name: (_) @name class_parameters: (class_parameters)? @params) @def.class
(trait_definition name: (_) @name class_parameters: (class_parameters)? @params) @def.trait
(object_definition name: (_) @name) @def.class
(enum_definition name: (_) @name class_parameters: (class_parameters)? @params) @def.enum
(simple_enum_case name: (_) @name) @def.enum_member
(full_enum_case name: (_) @name class_parameters: (class_parameters)? @params) @def.enum_member (#set! members)
[(simple_enum_case extend: (extends_clause type: (_) @target)) (full_enum_case extend: (extends_clause type: (_) @target))] @role.new
(extends_clause . type: (_) @target) @role.extends
(extends_clause type: (_) @target) @role.implements
(derives_clause type: (_) @target) @role.type
(stable_type_identifier . (_) @target) @role.read ; of Model.Item the object Model, not its class
(instance_expression . (compound_type base: (_) @extends extra: (_)* @implements) (template_body) @body) @def.class
  (#set! name "<anonymous>") (#set! flag anonymous)
(instance_expression . [(type_identifier) (generic_type) (stable_type_identifier) (projected_type)] @extends (template_body) @body) @def.class
  (#set! name "<anonymous>") (#set! flag anonymous)
(instance_expression . (template_body) @body) @def.class (#set! name "<anonymous>") (#set! flag anonymous)
(given_definition name: (_) @name return_type: (_)? @extends body: (with_template_body)) @def.class
(given_definition !name return_type: (_)? @extends body: (with_template_body)) @def.class (#set! name "given") (#set! flag anonymous)
(given_definition name: (_) @name return_type: (_)? @type body: (_) @value) @def.variable
(type_definition) @scope
(type_definition name: (_) @name type: (_)? @type) @def.type_alias
(type_parameters name: (_) @name . bound: (upper_bound type: (_) @type)) @def.typeparam
(type_parameters name: (_) @name) @def.typeparam
[(covariant_type_parameter name: (_) @name bound: (upper_bound type: (_) @type)) (contravariant_type_parameter name: (_) @name bound: (upper_bound type: (_) @type))
 ] @def.typeparam
[(covariant_type_parameter name: (_) @name) (contravariant_type_parameter name: (_) @name)] @def.typeparam
(class_parameter name: (_) @name type: (_)? @type default_value: (_)? @value) @def.field
(self_type . (identifier) @name) @value @def.local

; -- functions: the receiver of an extension is the owner, and stands outside

(extension_definition) @scope
((function_definition name: (_) @name (parameters)? @params return_type: (_)? @type body: (_) @returns) @def.function
  (#has-parent? @def.function extension_definition) (#ancestor! @owner extension_definition) (#set! flag extension))
(function_definition name: (_) @name (parameters)? @params return_type: (_)? @type body: (_) @returns) @def.function
(function_declaration name: (_) @name (parameters)? @params return_type: (_)? @type) @def.function
(parameter name: (_) @name type: (_) @type default_value: (_)? @value) @def.param

; -- values

[(val_definition pattern: (identifier) @name type: (_)? @type value: (_) @value)
 (var_definition pattern: (identifier) @name type: (_)? @type value: (_) @value)] @def.variable
[(val_definition pattern: (identifiers (identifier) @name) type: (_)? @type value: (_) @value)
 (var_definition pattern: (identifiers (identifier) @name) type: (_)? @type value: (_) @value)] @def.variable
[(val_definition pattern: (tuple_pattern (identifier) @name) value: (_) @value)
 (var_definition pattern: (tuple_pattern (identifier) @name) value: (_) @value)] @def.variable (#set! item)
[(val_declaration name: (_) @name type: (_) @type) (var_declaration name: (_) @name type: (_) @type)] @def.variable

; -- locals

[(block) (indented_block) (case_clause) (for_expression) (catch_clause)] @scope
(lambda_expression) @scope (#set! function)
(lambda_expression parameters: (identifier) @name) @def.param (#set! given)
(binding name: (_) @name type: (_)? @type) @def.param (#set! given)
(enumerator . (identifier) @name "<-" (_) @value) @def.local (#set! element)
(enumerator . (identifier) @name . (_) @value) @def.local
(enumerator . (tuple_pattern (identifier) @name) . (_) @value) @def.local (#set! element) (#set! item)
(typed_pattern pattern: (identifier) @name type: (_) @type) @def.local
(capture_pattern name: (identifier) @name pattern: (case_class_pattern type: (_) @type)) @def.local
(capture_pattern name: (identifier) @name) @def.local
[(case_clause pattern: (identifier) @name) (case_class_pattern pattern: (identifier) @name) (tuple_pattern (identifier) @name)
 (infix_pattern left: (identifier) @name) (infix_pattern right: (identifier) @name)] @def.local (#not-capital? @name)

; -- what is no reference, and what is another kind

(arguments (assignment_expression left: (identifier) @target)) @role.silent
(interpolated_string_expression interpolator: (_) @target) @role.silent
(access_qualifier) @role.silent
(assignment_expression left: (_) @target) @role.write
((infix_expression left: (_) @target operator: (operator_identifier) @o) @role.write
  (#any-of? @o "+=" "-=" "*=" "/=" "%=" "|=" "&=" "++=" "--="))

; -- expressions

((identifier) @expr.super (#eq? @expr.super "super"))
(identifier) @expr.name
(type_identifier) @expr.name (#set! type)
(field_expression value: (_) @base field: (_) @name) @expr.member
(call_expression function: (_) @callee arguments: (arguments) @args) @expr.call
(call_expression function: (_) @callee arguments: (_) @arg) @expr.call
((generic_function function: (field_expression field: (_) @n) type_arguments: (type_arguments . (_) @type)) @expr.instance (#eq? @n "asInstanceOf"))
(generic_function function: (_) @base type_arguments: (type_arguments (_)* @arg)) @expr.generic
((infix_expression operator: (operator_identifier) @o) @expr.literal (#set! type "Boolean") (#any-of? @o "==" "!=" "<" ">" "<=" ">=" "&&" "||" "eq" "ne"))
((infix_expression left: (_) @arg operator: (operator_identifier) @o right: (_) @arg) @expr.union
  (#any-of? @o "+" "-" "*" "/" "%" "&" "|" "^" "<<" ">>" "+=" "-=" "*=" "/=" "->"))
(infix_expression left: (_) @base operator: (_) @name right: (_) @arg) @expr.call
(postfix_expression . (_) @base (identifier) @name .) @expr.member
(instance_expression . [(type_identifier) (generic_type) (stable_type_identifier) (projected_type) (compound_type)] @type arguments: (_)? @args) @expr.new
(generic_type type: (_) @base type_arguments: (type_arguments (_)* @arg)) @expr.generic
(stable_type_identifier . (_) @base (type_identifier) @name .) @expr.member (#set! type)
(stable_identifier . (_) @base (identifier) @name .) @expr.member
(projected_type type: (_) @base selector: (_) @name) @expr.member (#set! type)
(compound_type base: (_) @base) @expr.unwrap (#set! plain)
(function_type return_type: (_) @returns) @expr.function
(repeated_parameter_type type: (_) @arg) @expr.generic (#set! type "Seq")
(infix_type left: (_) @arg right: (_) @arg) @expr.union
(extension_definition parameters: (parameters (parameter type: (_) @base))) @expr.unwrap (#set! plain)
(self_type) @expr.self
(case_class_pattern type: (_) @type) @expr.instance
(wildcard) @expr.given
(lambda_expression parameters: (_) . (_) @returns .) @expr.function
(ascription_expression (_) @type .) @expr.instance
(assignment_expression right: (_) @arg) @expr.union
(if_expression consequence: (_) @arg alternative: (_)? @arg) @expr.union
(match_expression body: (case_block (case_clause body: (_) @arg)*)) @expr.union
(match_expression body: (indented_cases (case_clause body: (_) @arg)*)) @expr.union
(try_expression body: (_) @arg) @expr.union
[(block (_) @arg .) (indented_block (_) @arg .)] @expr.union
[(case_block) (for_expression) (tuple_expression) (indented_cases)] @expr.unknown
[(string) (interpolated_string_expression)] @expr.literal (#set! type "String")
(character_literal) @expr.literal (#set! type "Char")
(boolean_literal) @expr.literal (#set! type "Boolean")
(integer_literal) @expr.literal (#set! type "Int")
(floating_point_literal) @expr.literal (#set! type "Double")
