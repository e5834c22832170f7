#include "libcg/parse/syntax.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <cstring>

#include "libcg/parse/flatten.h"
#include "libcg/parse/language.h"
#include "libcg/parse/directive_lines.h"
#include "libcg/parse/directives_amid.h"
#include "libcg/parse/macro_mask.h"
#include "libcg/parse/soft_keywords.h"
#include "libcg/parse/tree_memory.h"
#include "libcg/parse/wrapped_items.h"

namespace cg::parse {
namespace {

void find_lines(std::string_view source, std::vector<std::uint32_t>& starts) {
  starts.clear();
  starts.push_back(0);
  const char* const begin = source.data();
  const char* const end = begin + source.size();
  for (const char* at = begin; at < end;) {
    at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    if (at == nullptr) break;
    ++at;
    starts.push_back(static_cast<std::uint32_t>(at - begin));
  }
}

struct DeleteParser {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};
using ParserOf = std::unique_ptr<TSParser, DeleteParser>;

/// One for each file: what it and the scanner of its grammar hold is forgotten with the tree.
ParserOf parser_of(const Language& language) {
  ParserOf parser(ts_parser_new());
  ts_parser_set_language(parser.get(), language.grammar());
  return parser;
}

TSTree* tree(TSParser* parser, std::string_view source) {
  return ts_parser_parse_string(parser, nullptr, source.data(), static_cast<std::uint32_t>(source.size()));
}

}  // namespace

struct Parser::Impl {
  TreeMemory memory;
  MacroMask mask;
  MaskedText masked;

  /// False if the parser gave up.
  bool lay_flat(const Language& language, std::string_view shown, Syntax& out) {
    const TreeMemory::Scope scope(memory);  // which forgets the tree
    const auto parser = parser_of(language);
    const TSTree* const parsed = tree(parser.get(), shown);
    if (parsed == nullptr) return false;
    flatten(language, parsed, out);
    return true;
  }

  /// Parses again without the macros around definitions, and once more for those inside, as long as the grammar can read it.
  void unwrap(const Language& language, Syntax& out) {
    constexpr int kMostNested = 4;
    for (int round = 0; round < kMostNested; ++round) {
      const MaskedText before = masked;
      const std::uint32_t errors_before = out.error_bytes;
      if (!unwrap_items(language, out, masked)) return;
      out.error_bytes = 0;
      if (lay_flat(language, masked.text(), out) && out.error_bytes <= errors_before) continue;
      masked = before;
      out.error_bytes = 0;
      lay_flat(language, masked.text(), out);
      return;
    }
  }
};

Parser::Parser() : impl_(std::make_unique<Impl>()) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

std::uint32_t Syntax::line_of(std::uint32_t byte) const {
  const auto after = std::upper_bound(line_starts.begin(), line_starts.end(), byte);
  return static_cast<std::uint32_t>(after - line_starts.begin());
}

bool Parser::parse(const Language& language, std::string_view source, Syntax& out) {
  out.source = source;
  out.error_bytes = 0;
  out.too_deep = false;
  const bool preprocessed = language.policy().imports == ImportStyle::kInclude;
  std::string_view shown = source;
  if (preprocessed) {
    shown = impl_->mask.apply(source);
  } else {
    impl_->masked.reset(source);
    if (has_directive_lines(language.policy().name)) mask_directive_lines(impl_->masked);
    if (has_directives_amid(language.policy().name)) mask_directives_amid(impl_->masked);
    if (has_soft_keywords(language.policy().name)) mask_soft_keywords(impl_->masked);
    shown = impl_->masked.text();
  }
  if (!impl_->lay_flat(language, shown, out)) return false;
  if (has_wrapped_items(language.policy().name)) impl_->unwrap(language, out);
  out.hidden = preprocessed ? impl_->mask.hidden() : impl_->masked.hidden();
  find_lines(source, out.line_starts);
  return true;
}

std::uint64_t Parser::parse_only(const Language& language, std::string_view source) {
  const auto parser = parser_of(language);
  TSTree* const parsed = tree(parser.get(), source);
  if (parsed == nullptr) return 0;
  const std::uint64_t nodes = ts_node_descendant_count(ts_tree_root_node(parsed));
  ts_tree_delete(parsed);
  return nodes;
}

}  // namespace cg::parse
