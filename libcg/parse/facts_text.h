#pragma once
#include <string>

#include "libcg/parse/facts.h"
#include "libcg/parse/syntax.h"

namespace cg::parse {

class Language;

/// Facts for people: one line a symbol, site and import, with expressions written out. This is what `cg-index --facts`
/// prints and what the languages' fixtures under testdata/languages compare.
///   symbol LINE:COL START-END KIND QUALIFIED [flags] (signature) "doc"
///   site LINE:COL EDGE OWNER EXPRESSION
///   import LINE:COL MODULE NAME ALIAS [flags]
std::string facts_text(const Facts& facts, const Language& language);

/// The flat tree for whoever writes patterns: one line a node, indented: field: type @ line:col "text of leaves".
std::string syntax_text(const Syntax& syntax, const Language& language);

/// The name of a symbol with its containers' names in front: "ns::Class::method". `ordinal` must be in range.
std::string qualified_name(const Facts& facts, std::uint32_t ordinal, std::string_view separator);

/// An expression in a notation near to C: name, a.b, f(...), new T, <T> for some value of type T.
std::string expression_text(const Facts& facts, ExprId expr);

}  // namespace cg::parse
