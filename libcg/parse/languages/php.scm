; PHP. Variables keep their $ (`$x` is no function `x`), properties do not (`$this->x`, `C::$x`). A namespace is a module that holds
; for the rest of the file; traits that a class uses are bases of it.

(comment) @comment
(attribute_list) @attribute
(php_tag) @ignore
(text) @ignore

; -- namespaces and imports

(namespace_definition name: (namespace_name) @name body: (_)) @def.module (#set! whole)
(namespace_definition name: (namespace_name) @name !body) @def.module (#set! whole) (#set! flat)

(namespace_use_declaration !body
  (namespace_use_clause . (qualified_name prefix: (namespace_name)? @module (name) @name) alias: (name)? @alias)) @import
(namespace_use_declaration !body (namespace_use_clause . (name) @name alias: (name)? @alias)) @import
(namespace_use_declaration (namespace_name) @module
  body: (namespace_use_group (namespace_use_clause . [(name) (qualified_name)] @name alias: (name)? @alias))) @import

(include_expression (string (string_content) @module)) @import (#set! wildcard)
(include_once_expression (string (string_content) @module)) @import (#set! wildcard)
(require_expression (string (string_content) @module)) @import (#set! wildcard)
(require_once_expression (string (string_content) @module)) @import (#set! wildcard)
(include_expression (binary_expression right: (string (string_content) @module))) @import (#set! wildcard)
(include_once_expression (binary_expression right: (string (string_content) @module))) @import (#set! wildcard)
(require_expression (binary_expression right: (string (string_content) @module))) @import (#set! wildcard)
(require_once_expression (binary_expression right: (string (string_content) @module))) @import (#set! wildcard)

; -- types

(class_declaration (abstract_modifier)) @flag.abstract
(class_declaration attributes: (_)? @decorator name: (name) @name) @def.class
(interface_declaration attributes: (_)? @decorator name: (name) @name) @def.interface
(trait_declaration attributes: (_)? @decorator name: (name) @name) @def.trait
(enum_declaration attributes: (_)? @decorator name: (name) @name) @def.enum
(enum_case name: (name) @name value: (_)? @value) @def.enum_member
(anonymous_class) @def.class (#set! name "<anonymous>") (#set! flag anonymous)

(base_clause (_) @target) @role.extends
(class_interface_clause (_) @target) @role.implements
(use_declaration [(name) (qualified_name)] @target) @role.extends
(use_as_clause (name) @target) @role.silent
(use_instead_of_clause (name) @target) @role.type

; -- functions

(method_declaration (static_modifier)) @flag.static
(method_declaration (abstract_modifier)) @flag.abstract
(method_declaration !body) @flag.abstract
(method_declaration attributes: (attribute_list (attribute_group (attribute . (name) @a))) @decorator name: (name) @name) @def.test
  (#eq? @a "Test")
(method_declaration attributes: (_)? @decorator name: (name) @name return_type: (_)? @type body: (_)) @def.test (#prefix? @name "test")
(method_declaration attributes: (_)? @decorator name: (name) @name return_type: (_)? @type) @def.method
(function_definition attributes: (_)? @decorator name: (name) @name return_type: (_)? @type) @def.function
(assignment_expression left: (variable_name) @name
  right: [(anonymous_function return_type: (_)? @type) (arrow_function return_type: (_)? @type)] @body) @def.function
(anonymous_function) @scope (#set! function)
(arrow_function) @scope (#set! function)

(simple_parameter type: (_)? @type name: (variable_name) @name default_value: (_)? @value) @def.param
(variadic_parameter name: (variable_name) @name) @def.param
(property_promotion_parameter type: (_)? @type name: (variable_name (name) @name) default_value: (_)? @value) @def.field (#set! self)
(property_promotion_parameter type: (_)? @type name: (variable_name) @name default_value: (_)? @value) @def.param

(return_statement (_) @value) @returns

; -- values

(const_element . (name) @name . (_) @value) @def.constant
(property_declaration (static_modifier)) @flag.static
(property_element name: (variable_name) @target) @role.silent
(property_declaration type: (_)? @type (property_element name: (variable_name (name) @name) default_value: (_)? @value)) @def.field
(property_hook (name) @target) @role.silent
(function_call_expression function: (name) @f
  arguments: (arguments . (argument (string (string_content) @name)) . (argument (_) @value))) @def.constant
  (#eq? @f "define") (#set! symbol)

(assignment_expression left: (member_access_expression object: (variable_name) @this name: (name) @name) right: (_) @value) @def.field
  (#eq? @this "$this") (#set! self)
(assignment_expression left: (variable_name) @name right: (_) @value) @def.variable
(assignment_expression left: (list_literal (variable_name) @name) right: (_) @value) @def.variable (#set! item)
(reference_assignment_expression left: (variable_name) @name right: (_) @value) @def.variable
(static_variable_declaration name: (variable_name) @name value: (_)? @value) @def.variable
(global_declaration (variable_name) @name) @outer
(foreach_statement . (_) @value . (variable_name) @name) @def.variable (#set! element)
(foreach_statement . (_) @value . (pair . (variable_name) . (variable_name) @name)) @def.variable (#set! element)
(foreach_statement . (_) . (pair . (variable_name) @name)) @def.variable
(foreach_statement . (_) @value . (by_ref (variable_name) @name)) @def.variable (#set! element)
(foreach_statement . (_) @value . (pair . (_) . (by_ref (variable_name) @name))) @def.variable (#set! element)
(foreach_statement . (_) . (list_literal (variable_name) @name)) @def.variable
(foreach_statement . (_) . (pair . (_) . (list_literal (variable_name) @name))) @def.variable
(catch_clause type: (_) @type name: (variable_name) @name) @def.local

; -- roles

(assignment_expression left: (_) @target) @role.write
(augmented_assignment_expression left: (_) @target) @role.write
(update_expression argument: (_) @target) @role.write
(binary_expression operator: "instanceof" right: (_) @target) @role.type
(class_constant_access_expression . (_) @target) @role.type
(class_constant_access_expression . (_) . (name) @target) @role.silent (#eq? @target "class")
(scoped_property_access_expression name: (variable_name) @target) @role.silent
(argument name: (name) @target) @role.silent
(scoped_call_expression scope: (_) @target) @role.type
(scoped_property_access_expression scope: (_) @target) @role.type
(named_label_statement) @role.silent
(goto_statement) @role.silent

; -- expressions

(variable_name) @expr.name
((name) @expr.name @n (#not-has-parent? @n variable_name namespace_name))
(namespace_name) @expr.name
((qualified_name prefix: (namespace_name) @base (name) @name) @expr.member @whole (#set! static) (#set! absolute) (#prefix? @whole "\\"))
((qualified_name !prefix (name) @name) @expr.member (#set! static) (#set! absolute))
(qualified_name prefix: (namespace_name) @base (name) @name) @expr.member (#set! static)
(relative_scope) @expr.super @n (#eq? @n "parent")
(relative_scope) @expr.self

(function_call_expression function: (_) @callee arguments: (_) @args) @expr.call
(member_call_expression object: (_) @base name: (name) @name arguments: (_) @args) @expr.call
(nullsafe_member_call_expression object: (_) @base name: (name) @name arguments: (_) @args) @expr.call
(scoped_call_expression scope: (_) @base name: (name) @name arguments: (_) @args) @expr.call (#set! static)
(object_creation_expression . (_) @callee (arguments)? @args) @expr.new
(attribute . (_) @callee parameters: (_)? @args) @expr.new
(anonymous_class) @expr.unknown

(member_access_expression object: (_) @base name: (name) @name) @expr.member
(nullsafe_member_access_expression object: (_) @base name: (name) @name) @expr.member
(scoped_property_access_expression scope: (_) @base name: (variable_name (name) @name)) @expr.member (#set! static)
(class_constant_access_expression . (_) . (name) @n) @expr.literal (#eq? @n "class") (#set! type "string")
(class_constant_access_expression . (_) @base . (name) @name) @expr.member (#set! static)

(subscript_expression . (_) @base) @expr.index
(clone_expression (_) @base) @expr.unwrap
(assignment_expression right: (_) @base) @expr.unwrap
(conditional_expression body: (_)? @arg alternative: (_) @arg) @expr.union
(binary_expression left: (_) @arg operator: "??" right: (_) @arg) @expr.union
(match_expression body: (match_block (match_conditional_expression return_expression: (_) @arg)*)) @expr.union
(arrow_function body: (_) @returns) @expr.function
(anonymous_function) @expr.function
(union_type (_)* @arg) @expr.union
(intersection_type (_)* @arg) @expr.union
(type_list (_)* @arg) @expr.union
(primitive_type) @expr.literal (#set! type "*")

(string) @expr.literal (#set! type "string")
(encapsed_string) @expr.literal (#set! type "string")
(heredoc) @expr.literal (#set! type "string")
(nowdoc) @expr.literal (#set! type "string")
(integer) @expr.literal (#set! type "int")
(float) @expr.literal (#set! type "float")
(boolean) @expr.literal (#set! type "bool")
(array_creation_expression) @expr.literal (#set! type "array")
