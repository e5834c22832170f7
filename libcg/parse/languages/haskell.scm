; Haskell. A type and the clauses below it are one symbol. A data type is an enum of its constructors, a type class a trait; an
; instance is a class symbol with the flag extension, named by its type.

[(comment) (haddock)] @comment
[(pragma) (cpp)] @ignore

(header module: (module) @name) @def.module (#set! flat) (#set! whole)
(exports (module_export (module) @module)) @import (#set! wildcard) (#set! reexport) (#set! quiet)
(exports (export variable: (variable) @name)) @import (#set! reexport) (#set! quiet)
(exports (export type: (name) @name)) @import (#set! reexport) (#set! quiet)
(exports) @ignore

((import module: (_) @module names: (import_list name: (import_name variable: (_) @name))) @import (#not-has-child? @import "hiding"))
((import module: (_) @module names: (import_list name: (import_name type: (_) @name))) @import (#not-has-child? @import "hiding"))
(import_list) @ignore
((import module: (_) @module alias: (_) @alias) @import (#has-child? @import "qualified")) (#set! namespace)
((import module: (_) @module !alias) @import (#has-child? @import "qualified")) (#set! namespace)
(import module: (_) @module alias: (_) @alias !names) @import (#set! wildcard)
((import module: (_) @module alias: (_) @alias) @import (#has-child? @import "hiding")) (#set! wildcard)
(import module: (_) @module alias: (_) @alias) @import (#set! namespace)
(import module: (_) @module !names) @import (#set! wildcard)
((import module: (_) @module names: (_)) @import (#has-child? @import "hiding")) (#set! wildcard)

; -- types

(data_type name: (_) @name) @def.enum (#set! cut " = ")
(newtype name: (_) @name) @def.struct (#set! cut " = ")
(newtype_constructor name: (_) @name) @def.constructor
(data_constructor constructor: [(record name: (_) @name) (prefix name: (_) @name) (infix operator: (_) @name)]) @def.enum_member
(gadt_constructor name: (_) @name) @def.enum_member
(field name: (_) @name type: (_) @type) @def.field
(type_synomym name: (_) @name type: (_) @type) @def.type_alias
(type_family name: (_) @name) @def.type_alias
(class name: (_) @name) @def.trait (#set! cut " where")
(instance name: (_) @implements patterns: (type_patterns . (_) @name @type)) @def.class (#set! cut " where") (#set! flag extension) (#set! shared)
(type_patterns (_) @target) @role.type
(type_params (variable) @name) @def.typeparam
(class context: (context context: (_ (apply constructor: (_) @target)))) @role.extends
(deriving classes: [(name) @target (tuple (_) @target) (qualified) @target]) @role.implements

; -- functions

((signature name: (_) @name type: (_) @type) @def.function (#has-parent? @def.function class_declarations)) (#set! flag abstract) (#set! clauses)
((signature name: (_) @name type: (_) @type) @def.function (#has-parent? @def.function declarations)) (#set! clauses)
((signature names: (binding_list name: (_) @name) type: (_) @type) @def.function (#has-parent? @def.function declarations class_declarations))
(signature name: (_) @target) @role.silent
(signature names: (_) @target) @role.silent
(function name: (_) @name patterns: (_) @params) @def.function (#set! clauses)
(function (infix left_operand: (_) operator: (_) @name)) @def.function (#set! clauses)
((bind name: (_) @name) @def.function (#has-parent? @def.function declarations class_declarations instance_declarations)) (#set! clauses)
(foreign_import signature: (signature name: (_) @name type: (_) @type)) @def.function (#set! flag declaration)
(fixity) @ignore

(patterns (_) @name) @def.param (#set! pattern)
(function (infix left_operand: (_) @name)) @def.param (#set! pattern)
(function (infix right_operand: (_) @name)) @def.param (#set! pattern)
(bind name: (_) @name match: (match expression: (_) @value)) @def.local
(bind name: (_) @name) @def.local
(bind pattern: (_) @name) @def.local (#set! pattern)
(generator pattern: (_) @name) @def.local (#set! pattern)
(pattern_guard pattern: (_) @name) @def.local (#set! pattern)
(alternative pattern: (_) @name) @def.local (#set! pattern)
[(alternative) (do) (let_in) (list_comprehension) (case)] @scope
[(lambda) (lambda_case)] @scope (#set! function)

; -- uses

((infix left_operand: (_) @target operator: (operator) @o) @role.call (#any-of? @o "$" "$!" "<$>" "<$!>"))
(infix operator: (infix_id (_) @target)) @role.call
((infix operator: (operator) @target) @role.silent
  (#any-of? @target "$" "." "+" "-" "*" "/" "==" "/=" "<" ">" "<=" ">=" "&&" "||" "++" "<>" ">>=" ">>" "<$>" "<*>" "*>" "<*" "<$" "$!" "=<<" "<|>" "!!" "&"))
(infix operator: (operator) @target) @role.call
(field_update field: (_) @target) @role.write
(record expression: (constructor) @target) @role.new

; -- expressions

(variable) @expr.name (#set! value)
(constructor) @expr.name
(constructor_operator) @expr.name
(operator) @expr.name
(name) @expr.name (#set! type)
(module) @expr.name
(qualified module: (_) @base id: (_) @name) @expr.member
(apply constructor: (_) @base argument: (_) @arg) @expr.generic
(apply function: (constructor) @type) @expr.new
(apply function: (_) @callee) @expr.call
(function parameter: (_) result: (_)) @expr.unknown
(record expression: (_) @arg) @expr.union
(conditional then: (_) @arg else: (_) @arg) @expr.union
(let_in expression: (_) @arg) @expr.union
(case alternatives: (alternatives alternative: (alternative match: (match expression: (_) @arg))*)) @expr.union
(lambda expression: (_) @returns) @expr.function
(string) @expr.literal (#set! type "String")
(integer) @expr.literal (#set! type "Integer")
(float) @expr.literal (#set! type "Double")
(char) @expr.literal (#set! type "Char")
(list) @expr.literal (#set! type "list")
(tuple) @expr.literal (#set! type "tuple")
