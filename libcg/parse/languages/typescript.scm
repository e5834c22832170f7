; TypeScript, for both of its grammars: typescript and tsx. Rules for JSX and for <T>x are marked (#set! dialect), because each
; of the two grammars has only one of them. What both share with JavaScript reads as in javascript.scm.
;
; Overload signatures and `declare` are definitions without a body (tsc, too, has a symbol's declarations and no other definitions); members of interfaces and of object types that a type alias names are
; members; those of other object types are nobody's.

(comment) @comment
(html_comment) @comment
(hash_bang_line) @ignore

; -- modules

(import_statement "type" (import_clause (identifier) @alias) source: (_) @module) @import (#set! name "default") (#set! default) (#set! type_only)
(import_statement "type" (import_clause (namespace_import (identifier) @alias)) source: (_) @module) @import (#set! namespace) (#set! type_only)
(import_statement "type" (import_clause (named_imports (import_specifier name: [(_) "default"] @name alias: (_)? @alias))) source: (_) @module) @import
  (#set! type_only)
(import_statement (import_clause (named_imports (import_specifier "type" name: (_) @name alias: (_)? @alias))) source: (_) @module) @import
  (#set! type_only)
(export_statement !value !declaration !source . (identifier) @name) @import (#set! reexport) (#set! default) (#set! quiet)
(import_statement (import_require_clause (identifier) @alias source: (_) @module)) @import (#set! namespace)
(import_alias (identifier) @name (_) @type) @def.type_alias
(import_statement (import_clause (identifier) @alias) source: (_) @module) @import (#set! name "default") (#set! default)
(import_statement (import_clause (namespace_import (identifier) @alias)) source: (_) @module) @import (#set! namespace)
(import_statement (import_clause (named_imports (import_specifier name: [(_) "default"] @name alias: (_)? @alias))) source: (_) @module) @import
(import_statement . source: (_) @module) @import (#set! quiet)

(export_statement (export_clause (export_specifier name: [(_) "default"] @name alias: [(_) "default"]? @alias)) source: (_) @module) @import
  (#set! reexport) (#set! quiet)
(export_statement !source (export_clause (export_specifier name: [(_) "default"] @name alias: [(_) "default"]? @alias))) @import
  (#set! reexport) (#set! quiet)
(export_statement (namespace_export [(identifier) (string)] @alias) source: (_) @module) @import (#set! reexport) (#set! namespace) (#set! quiet)
(export_statement . "*" . source: (_) @module) @import (#set! reexport) (#set! wildcard) (#set! quiet)
(export_statement value: (identifier) @name) @import (#set! reexport) (#set! default) (#set! quiet)

; What require() gives is the value of a variable, as the language has it.
(call_expression function: (identifier) @f arguments: (arguments . (string) @module .)) @import
  (#eq? @f "require") (#set! quiet)
(call_expression function: (identifier) @target arguments: (arguments . (string) .)) @role.silent (#eq? @target "require")
(call_expression function: (import) arguments: (arguments . (string) @module)) @import (#set! quiet)

(assignment_expression left: (member_expression object: (identifier) @m property: (_) @e) right: (identifier) @name) @import
  (#eq? @m "module") (#eq? @e "exports") (#set! reexport) (#set! default) (#set! quiet)
(assignment_expression left: (member_expression object: (identifier) @m property: (_) @e)
  right: (object (shorthand_property_identifier) @name)) @import
  (#eq? @m "module") (#eq? @e "exports") (#set! reexport) (#set! quiet)
(assignment_expression left: (member_expression object: (identifier) @m property: (_) @e)
  right: (object (pair key: (property_identifier) @alias value: (identifier) @name))) @import
  (#eq? @m "module") (#eq? @e "exports") (#set! reexport) (#set! quiet)
(assignment_expression left: (member_expression object: (identifier) @m property: (property_identifier) @alias)
  right: (identifier) @name) @import (#eq? @m "exports") (#set! reexport) (#set! quiet)
(assignment_expression
  left: (member_expression object: (member_expression object: (identifier) @m property: (_) @e) property: (property_identifier) @alias)
  right: (identifier) @name) @import (#eq? @m "module") (#eq? @e "exports") (#set! reexport) (#set! quiet)

((function_declaration) @flag.exported @n (#has-parent? @n export_statement))
((generator_function_declaration) @flag.exported @n (#has-parent? @n export_statement))
((class_declaration) @flag.exported @n (#has-parent? @n export_statement))
((abstract_class_declaration) @flag.exported @n (#has-parent? @n export_statement))
((interface_declaration) @flag.exported @n (#has-parent? @n export_statement))
((type_alias_declaration) @flag.exported @n (#has-parent? @n export_statement))
((enum_declaration) @flag.exported @n (#has-parent? @n export_statement))
((function_signature) @flag.exported @n (#has-parent? @n export_statement))
((internal_module) @flag.exported @n (#has-parent? @n export_statement))
((module) @flag.exported @n (#has-parent? @n export_statement))
((lexical_declaration) @flag.exported @n (#has-parent? @n export_statement))
((variable_declaration) @flag.exported @n (#has-parent? @n export_statement))

(export_statement "default") @flag.default
(export_statement) @flag.exported
(export_statement "default" declaration: (function_declaration name: (_) @name) @body) @def.function
(export_statement "default" declaration: (generator_function_declaration name: (_) @name) @body) @def.function
(export_statement "default" declaration: [(class_declaration name: (_) @name) (abstract_class_declaration name: (_) @name)] @body) @def.class
(export_statement "default" declaration: (interface_declaration name: (_) @name) @body) @def.interface
(export_statement value: (function_expression !name) @body) @def.function (#set! name "default") (#set! flag anonymous)
(export_statement value: (function_expression name: (_) @name) @body) @def.function
(export_statement value: (generator_function !name) @body) @def.function (#set! name "default") (#set! flag anonymous)
(export_statement value: (arrow_function) @body) @def.function (#set! name "default") (#set! flag anonymous)
(export_statement value: (class !name) @body) @def.class (#set! name "default") (#set! flag anonymous)
(export_statement value: (class name: (_) @name) @body) @def.class
(export_statement value: (object) @body) @def.constant (#set! name "default") (#set! flag anonymous) (#set! members)
(export_statement value: (call_expression) @value) @def.constant (#set! name "default") (#set! flag anonymous)
(export_statement value: (new_expression) @value) @def.constant (#set! name "default") (#set! flag anonymous)

; -- functions

(function_declaration name: (identifier) @name return_type: (_)? @type) @def.function
(generator_function_declaration name: (identifier) @name return_type: (_)? @type) @def.function

(lexical_declaration (variable_declarator name: (identifier) @name
  value: [(arrow_function parameter: (_)? @params return_type: (_)? @type) (function_expression return_type: (_)? @type) (generator_function)] @body)) @def.function
(variable_declaration (variable_declarator name: (identifier) @name
  value: [(arrow_function parameter: (_)? @params return_type: (_)? @type) (function_expression return_type: (_)? @type) (generator_function)] @body)) @def.function
(lexical_declaration (variable_declarator name: (identifier) @name value: (class) @body)) @def.class
(variable_declaration (variable_declarator name: (identifier) @name value: (class) @body)) @def.class

; module.exports = function..., exports.f = function..., F.prototype.m = function..., this.m = function..., a.m = function...
(assignment_expression left: (member_expression object: (identifier) @m property: (_) @e)
  right: [(function_expression name: (_) @name) (class name: (_) @name)] @body) @flag.default
  (#eq? @m "module") (#eq? @e "exports")
(assignment_expression left: (member_expression object: (identifier) @m property: (_) @e)
  right: (function_expression name: (_) @name) @body) @def.function
  (#eq? @m "module") (#eq? @e "exports") (#set! flag exported) (#set! free)
(assignment_expression left: (member_expression object: (identifier) @m property: (_) @e)
  right: (class name: (_) @name) @body) @def.class (#eq? @m "module") (#eq? @e "exports") (#set! flag exported)
(assignment_expression left: (member_expression object: (identifier) @m property: (_) @e)
  right: [(arrow_function) (function_expression !name)] @body) @def.function
  (#eq? @m "module") (#eq? @e "exports") (#set! name "default") (#set! flag anonymous) (#set! flag default) (#set! flag exported)
(assignment_expression left: (member_expression object: (identifier) @m property: (_) @e)
  right: (class !name) @body) @def.class
  (#eq? @m "module") (#eq? @e "exports") (#set! name "default") (#set! flag anonymous) (#set! flag default) (#set! flag exported)
(assignment_expression left: (member_expression object: (identifier) @m property: (_) @e) right: (object) @body) @def.constant
  (#eq? @m "module") (#eq? @e "exports") (#set! name "default") (#set! flag anonymous) (#set! flag default) (#set! flag exported)
  (#set! members)
(assignment_expression left: (member_expression object: (identifier) @m property: (_) @name)
  right: [(arrow_function return_type: (_)? @type) (function_expression return_type: (_)? @type) (generator_function)] @body) @def.function
  (#eq? @m "exports") (#set! free) (#set! flag exported)
(assignment_expression
  left: (member_expression object: (member_expression object: (identifier) @m property: (_) @e) property: (_) @name)
  right: [(arrow_function return_type: (_)? @type) (function_expression return_type: (_)? @type) (generator_function)] @body) @def.function
  (#eq? @m "module") (#eq? @e "exports") (#set! free) (#set! flag exported)
(assignment_expression left: (member_expression object: (identifier) @m property: (_) @name) right: (class) @body) @def.class
  (#eq? @m "exports") (#set! flag exported)
(assignment_expression left: (member_expression object: (identifier) @m property: (property_identifier) @name) right: (_) @value)
  @def.constant (#eq? @m "exports") (#set! flag exported)
(assignment_expression
  left: (member_expression object: (member_expression object: (_) @owner property: (_) @p) property: (_) @name)
  right: [(arrow_function return_type: (_)? @type) (function_expression return_type: (_)? @type) (generator_function)] @body) @def.method (#eq? @p "prototype")
(assignment_expression
  left: (member_expression object: (this) property: (_) @name)
  right: [(arrow_function return_type: (_)? @type) (function_expression return_type: (_)? @type) (generator_function)] @body) @def.method (#set! self)
(assignment_expression
  left: (member_expression object: (_) @owner property: (_) @name)
  right: [(arrow_function return_type: (_)? @type) (function_expression return_type: (_)? @type) (generator_function)] @body) @def.method (#set! once)
(assignment_expression left: (identifier) @name
  right: [(arrow_function return_type: (_)? @type) (function_expression return_type: (_)? @type) (generator_function)] @body) @def.function
(assignment_expression left: (member_expression object: (this) property: (_) @name) right: (_) @value) @def.field (#set! self)

; A function expression's own name is seen inside it only: it is no symbol, and what happens in it happens in what is around.
(function_expression) @scope (#set! function)
(generator_function) @scope (#set! function)
(arrow_function) @scope (#set! function)
(function_expression name: (identifier) @name) @def.local
(generator_function name: (identifier) @name) @def.local
(arrow_function parameter: (identifier) @name) @def.param

(required_parameter (accessibility_modifier) pattern: (identifier) @name type: (_)? @type value: (_)? @value) @def.field
  (#set! self) (#set! bound)
(required_parameter "readonly" pattern: (identifier) @name type: (_)? @type value: (_)? @value) @def.field (#set! self) (#set! bound)
(optional_parameter (accessibility_modifier) pattern: (identifier) @name type: (_)? @type) @def.field (#set! self) (#set! bound)
(required_parameter pattern: (identifier) @name type: (_)? @type value: (_)? @value) @def.param
(optional_parameter pattern: (identifier) @name type: (_)? @type value: (_)? @value) @def.param
(required_parameter pattern: (rest_pattern (identifier) @name) type: (_)? @type) @def.param
(required_parameter pattern: (object_pattern (shorthand_property_identifier_pattern) @name) type: (_) @type) @def.param (#set! member)
(required_parameter pattern: (object_pattern (pair_pattern key: (property_identifier) @key value: (identifier) @name)) type: (_) @type) @def.param
  (#set! member)
(required_parameter
  pattern: (object_pattern (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name)) type: (_) @type) @def.param
  (#set! member)
(required_parameter name: (identifier) @name type: (_)? @type) @def.param

(return_statement (_) @value) @returns

; -- classes

(class_declaration name: (_) @name) @def.class
(abstract_class_declaration) @flag.abstract
(abstract_class_declaration name: (_) @name) @def.class
((class name: (_) @name) @def.class @n
  (#not-has-parent? @n variable_declarator assignment_expression pair public_field_definition export_statement))
(class !name) @def.class (#set! name "<anonymous>") (#set! flag anonymous)
(extends_clause value: (_) @target) @role.extends
(extends_type_clause type: (_) @target) @role.extends
(implements_clause (_) @target) @role.implements
(class_static_block) @scope (#set! function)
(decorator (_) @target) @role.call
(decorator) @attribute

(method_definition "static") @flag.static
(method_definition "get") @flag.property
(method_definition "set") @flag.property
(method_definition name: (computed_property_name) @name return_type: (_)? @type) @def.method (#set! whole)
(method_definition name: [(property_identifier) (private_property_identifier) (string) (number)] @name return_type: (_)? @type) @def.method
(public_field_definition "static") @flag.static
(public_field_definition name: (computed_property_name) @name type: (_)? @type value: (_)? @value) @def.field (#set! whole)
(public_field_definition name: (_) @name value: [(arrow_function return_type: (_)? @type) (function_expression return_type: (_)? @type) (generator_function)] @body) @def.method
(public_field_definition name: (_) @name type: (_)? @type value: (_)? @value) @def.field
(pair key: [(property_identifier) (string)] @name
  value: [(arrow_function return_type: (_)? @type) (function_expression return_type: (_)? @type) (generator_function)] @body) @def.method
(pair key: [(property_identifier) (string)] @name value: (class) @body) @def.class

; -- types

(interface_declaration name: (_) @name) @def.interface
(type_alias_declaration name: (_) @name value: (object_type) @body @type) @def.type_alias (#set! members)
(type_alias_declaration name: (_) @name value: (intersection_type (object_type) @body) @type) @def.type_alias (#set! members)
(type_alias_declaration name: (_) @name value: (_) @type) @def.type_alias (#set! members)
(type_alias_declaration) @scope
(enum_declaration name: (_) @name) @def.enum
(enum_body name: (_) @name @extent) @def.enum_member
(enum_assignment name: (_) @name value: (_)? @value) @def.enum_member
(internal_module name: (string) @name) @def.module
(internal_module name: (_) @name) @def.namespace
(module name: (string) @name) @def.module
(module name: (_) @name) @def.namespace
(type_parameter name: (_) @name constraint: (constraint (_) @type)?) @def.typeparam
(infer_type (type_identifier) @name) @def.typeparam
(mapped_type_clause name: (_) @name) @def.typeparam

(function_signature) @flag.abstract
(function_signature name: (_) @name return_type: (_)? @type) @def.function
(method_signature) @flag.abstract
(method_signature "static") @flag.static
(method_signature "get") @flag.property
(method_signature "set") @flag.property
(method_signature name: (computed_property_name) @name return_type: (_)? @type) @def.method (#set! whole) (#set! member_only)
(method_signature name: (_) @name return_type: (_)? @type) @def.method (#set! member_only)
(method_signature) @scope (#set! function)
(abstract_method_signature) @flag.abstract
(abstract_method_signature name: (_) @name return_type: (_)? @type) @def.method
(property_signature name: (computed_property_name) @name type: (_)? @type) @def.field (#set! whole) (#set! member_only)
(property_signature name: (_) @name type: (_)? @type) @def.field (#set! member_only)
(method_definition (override_modifier)) @flag.override
(public_field_definition (override_modifier)) @flag.override
(public_field_definition "abstract") @flag.abstract
(object_type) @scope
(call_signature) @scope (#set! function)
(construct_signature) @scope (#set! function)
(function_type) @scope (#set! function)
(constructor_type) @scope (#set! function)
(index_signature) @scope
(index_signature name: (identifier) @name) @def.param

; -- values

(lexical_declaration kind: "const" (variable_declarator name: (identifier) @name type: (_)? @type value: (object) @body)) @def.constant (#set! members)
(lexical_declaration kind: "const" (variable_declarator name: (identifier) @name value: (as_expression (object) @body))) @def.constant (#set! members)
(lexical_declaration kind: "const" (variable_declarator name: (identifier) @name value: (satisfies_expression (object) @body))) @def.constant (#set! members)
(lexical_declaration kind: "const" (variable_declarator name: (identifier) @name type: (_)? @type value: (_)? @value)) @def.constant
(lexical_declaration (variable_declarator name: (identifier) @name type: (_)? @type value: (object) @body)) @def.variable (#set! members)
(lexical_declaration (variable_declarator name: (identifier) @name type: (_)? @type value: (_)? @value)) @def.variable
(variable_declaration (variable_declarator name: (identifier) @name type: (_)? @type value: (object) @body)) @def.variable (#set! members)
(variable_declaration (variable_declarator name: (identifier) @name type: (_)? @type value: (_)? @value)) @def.variable

(variable_declarator name: (object_pattern (shorthand_property_identifier_pattern) @name) value: (_) @value) @def.variable (#set! member)
(variable_declarator name: (object_pattern (pair_pattern key: (property_identifier) @key value: (identifier) @name)) value: (_) @value)
  @def.variable (#set! member)
(variable_declarator name: (array_pattern (identifier) @name) value: (_) @value) @def.variable (#set! item)
(for_in_statement kind: ["const" "let" "var"] left: (identifier) @name operator: "of" right: (_) @value) @def.variable (#set! element)
(for_in_statement kind: ["const" "let" "var"] left: (identifier) @name) @def.variable
(catch_clause parameter: (identifier) @name) @def.local

((object_pattern (shorthand_property_identifier_pattern) @name) @def.variable @p (#not-has-parent? @p assignment_expression))
((object_pattern (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name right: (_) @value)) @def.variable @p
  (#not-has-parent? @p assignment_expression))
((object_pattern (pair_pattern value: (identifier) @name)) @def.variable @p (#not-has-parent? @p assignment_expression))
((object_pattern (pair_pattern value: (assignment_pattern left: (identifier) @name right: (_) @value))) @def.variable @p
  (#not-has-parent? @p assignment_expression))
((object_pattern (rest_pattern (identifier) @name)) @def.variable @p (#not-has-parent? @p assignment_expression))
((array_pattern (identifier) @name) @def.variable @p (#not-has-parent? @p assignment_expression))
((array_pattern (assignment_pattern left: (identifier) @name right: (_) @value)) @def.variable @p
  (#not-has-parent? @p assignment_expression))
((array_pattern (rest_pattern (identifier) @name)) @def.variable @p (#not-has-parent? @p assignment_expression))

(statement_block) @scope
(for_statement) @scope
(for_in_statement) @scope
(catch_clause) @scope
(switch_body) @scope
(object) @scope

; -- roles

(type_annotation (_) @target) @role.type
(type_query (_) @target) @role.read
(type_predicate name: (identifier) @target) @role.silent
(assignment_expression left: (member_expression object: (identifier) @m) @target) @role.silent (#eq? @m "exports")
(assignment_expression left: (member_expression object: (identifier) @m property: (_) @e) @target) @role.silent
  (#eq? @m "module") (#eq? @e "exports")
(assignment_expression left: (member_expression object: (member_expression object: (identifier) @m property: (_) @e)) @target) @role.silent
  (#eq? @m "module") (#eq? @e "exports")
(assignment_expression left: (_) @target) @role.write
(assignment_expression left: (array_pattern (_) @target)) @role.write
(assignment_expression left: (object_pattern (shorthand_property_identifier_pattern) @target)) @role.write
(assignment_expression left: (object_pattern (pair_pattern value: (_) @target))) @role.write
(augmented_assignment_expression left: (_) @target) @role.write
(update_expression argument: (_) @target) @role.write

; -- JSX: components are called, elements of the page are silent

(jsx_opening_element name: (identifier) @target) @role.silent (#not-capital? @target) (#set! dialect)
(jsx_self_closing_element name: (identifier) @target) @role.silent (#not-capital? @target) (#set! dialect)
(jsx_opening_element name: [(identifier) (member_expression)] @target) @role.call (#set! dialect)
(jsx_self_closing_element name: [(identifier) (member_expression)] @target) @role.call (#set! dialect)
(jsx_closing_element) @role.silent (#set! dialect)
(jsx_namespace_name) @role.silent (#set! dialect)
(jsx_element) @expr.unknown (#set! dialect)
(jsx_self_closing_element) @expr.unknown (#set! dialect)

; -- expressions

(type_identifier) @expr.name (#set! type)
(nested_type_identifier module: (_) @base name: (_) @name) @expr.member (#set! type)
(nested_identifier object: (_) @base property: (_) @name) @expr.member
(generic_type name: (_) @base type_arguments: (type_arguments (_)* @arg)) @expr.generic
(array_type (_) @arg) @expr.generic (#set! type "Array")
(tuple_type (_)* @arg) @expr.generic (#set! type "Array")
(union_type (_)* @arg) @expr.union
(intersection_type (_)* @arg) @expr.union
(conditional_type consequence: (_) @arg alternative: (_) @arg) @expr.union
(function_type return_type: (_) @returns) @expr.function
(lookup_type (_) @base) @expr.index
(index_type_query) @expr.literal (#set! type "string")
(template_literal_type) @expr.literal (#set! type "string")
(predefined_type) @expr.literal (#set! type "*")
(this_type) @expr.self
(object_type) @expr.unknown
(as_expression . (_) . (_) @type) @expr.instance
(satisfies_expression . (_) @base) @expr.unwrap
(non_null_expression (_) @base) @expr.unwrap
(type_assertion (type_arguments (_) @type)) @expr.instance (#set! dialect)
(instantiation_expression . (_) @base) @expr.unwrap

(identifier) @expr.name
(shorthand_property_identifier) @expr.name
(shorthand_property_identifier_pattern) @expr.name
(this) @expr.self
(super) @expr.super
; `x as a.b.C`, of which the grammar makes (x as a.b).C
(member_expression object: [(as_expression . (_) . [(nested_type_identifier) (type_identifier)] @base .)
    (satisfies_expression . (_) . [(nested_type_identifier) (type_identifier)] @base .)] property: (_) @name) @expr.member (#set! type)
(member_expression object: (_) @base property: (_) @name) @expr.member
(call_expression function: (identifier) @f arguments: (arguments . (string) @module .)) @expr.module (#eq? @f "require")
(call_expression function: (import) arguments: (arguments . (string) @module)) @expr.module
(call_expression function: (_) @callee arguments: (_) @args) @expr.call
(new_expression constructor: (_) @callee arguments: (_)? @args) @expr.new
(subscript_expression object: (_) @base index: (string (string_fragment) @name)) @expr.member
(subscript_expression object: (_) @base) @expr.index
(await_expression (_) @base) @expr.unwrap
(assignment_expression right: (_) @base) @expr.unwrap
(ternary_expression consequence: (_) @arg alternative: (_) @arg) @expr.union
(binary_expression left: (_) @arg operator: ["||" "??"] right: (_) @arg) @expr.union
(arrow_function body: (_) @returns) @expr.function
(function_expression) @expr.function
(string) @expr.literal (#set! type "string")
(template_string) @expr.literal (#set! type "string")
(number) @expr.literal (#set! type "number")
(true) @expr.literal (#set! type "boolean")
(false) @expr.literal (#set! type "boolean")
(regex) @expr.literal (#set! type "RegExp")
(array) @expr.literal (#set! type "Array")
(object) @expr.literal (#set! type "Object")
(unary_expression) @expr.unknown
(yield_expression) @expr.unknown
