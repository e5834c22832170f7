#include "libcg/parse/extract.h"

#include "libcg/parse/extraction.h"

namespace cg::parse {
namespace {

constexpr ExprId kUnasked = 0xfffffffeU;  // as in express.cc

}  // namespace

Extraction::Extraction(const Language& language, const Syntax& syntax, Facts& out)
    : language_(language), syntax_(syntax), out_(out) {
  context_.syntax = &syntax;
  context_.named = &language.named();
  context_.comment = &language.comments();
  context_.declarator = &language.declarators();
  context_.declarator_field = language.declarator_field();
  const std::size_t size = syntax.nodes.size();
  roles_.assign(size, Role::kInherit);
  scope_of_.assign(size, 0);
  opens_.assign(size, kNone);
  expr_of_.assign(size, kUnasked);
  call_of_.assign(size, kNone);
  scopes_.clear();
}

void Extraction::run(std::string_view file_name) {
  names_.intern("");
  Symbol& file = out_.symbols.emplace_back();
  file.name = names_.intern(file_name);
  file.end_byte = static_cast<std::uint32_t>(syntax_.source.size());
  file.start_line = 1;
  out_.lines = static_cast<std::uint32_t>(syntax_.line_starts.size());
  if (out_.lines > 1 && syntax_.line_starts.back() == syntax_.source.size()) --out_.lines;
  file.end_line = out_.lines;
  file.at = {1, 1};
  pending_.emplace_back();
  has_imports_.push_back(false);

  declare_all();
  finish_symbols();
  for (const TokenArea& area : token_areas_) scan_tokens(area.node, area.owner, area.scope);
  for (const TextRange& hidden : syntax_.hidden) scan_hidden(hidden);
  refer_all();
  mark_macro_names();
  declare_made_functions();
  declare_made_enumerators();
  declare_made_members();
  mark_unlikely();
  order_parameter_uses();

  comments_.list(out_.comments);
  order_comments(out_.comments);

  out_.bytes = static_cast<std::uint32_t>(syntax_.source.size());
  out_.error_bytes = syntax_.error_bytes;
  out_.bounded = out_.bounded || syntax_.too_deep;
  out_.names.reserve(names_.size());
  for (std::uint32_t id = 0; id < names_.size(); ++id) out_.names.emplace_back(names_.view(id));
}

Facts extract(std::size_t number, std::string_view file_name, std::string_view source, Parser& parser, Syntax& scratch) {
  Facts facts;
  const Language& lang = language(number);
  if (!parser.parse(lang, source, scratch)) {
    scratch.source = source;
    scratch.nodes.assign(1, Node{0, 0, 0, static_cast<std::uint32_t>(source.size()), 1, 0});
    facts.bounded = true;
  }
  Extraction(lang, scratch, facts).run(file_name);
  return facts;
}

}  // namespace cg::parse
