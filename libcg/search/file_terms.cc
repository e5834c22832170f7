#include "libcg/search/file_terms.h"

#include <algorithm>

#include "libcg/base/error.h"
#include "libcg/graph/kind_groups.h"

namespace cg::search {
namespace {

constexpr std::uint32_t kNoSlot = 0xffffffffU;

/// One byte each: more says nothing more.
void raise(std::uint8_t& count, std::uint32_t times) { count = static_cast<std::uint8_t>(std::min(255U, count + times)); }

/// The first eight bytes as a number that orders as they do. Most terms are told apart by them, without a look at their texts.
std::uint64_t first_bytes(std::string_view term) {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < sizeof bytes; ++i) bytes = bytes << 8U | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0U);
  return bytes;
}

std::uint32_t times_counted(SymbolKind kind) {
  if (graph::is_class_like(kind) || kind == SymbolKind::kTypeAlias) return 3;
  return graph::is_function_like(kind) || kind == SymbolKind::kMacro ? 2 : 1;
}

}  // namespace

std::string TermCounter::count(FileWords& words, const parse::Facts& facts, const std::vector<Chunk>& chunks) {
  for (const std::uint32_t token : tokens_) slot_of_[token] = kNoSlot;
  tokens_.clear();
  chunks_.clear();
  for (const Chunk& c : chunks) chunks_.push_back({c.start_line, c.end_line, {}});
  if (!chunks.empty()) {
    count_text(words);
    count_names(words, facts, chunks);
  }
  return encode(words.memo());
}

std::vector<Posting>& TermCounter::list_of(std::uint32_t token) {
  if (token >= slot_of_.size()) slot_of_.resize(token + token / 2 + 64, kNoSlot);
  std::uint32_t& slot = slot_of_[token];
  if (slot == kNoSlot) {
    slot = static_cast<std::uint32_t>(tokens_.size());
    tokens_.push_back(token);
    if (slot == lists_.size()) lists_.emplace_back();
    lists_[slot].clear();
  }
  return lists_[slot];
}

void TermCounter::count_text(const FileWords& words) {
  for (const WordCount& w : words.counts()) {
    const auto tokens = words.memo().tokens(w.word);
    for (const std::uint32_t token : tokens) {
      std::vector<Posting>& list = list_of(token);
      if (list.empty() || list.back().chunk != w.chunk) list.push_back({w.chunk, {}});
      raise(list.back().counts[kBody], w.in_code);
      raise(list.back().counts[kComments], w.in_comments);
    }
    chunks_[w.chunk].lengths[kBody] += static_cast<std::uint32_t>(tokens.size()) * w.in_code;
    chunks_[w.chunk].lengths[kComments] += static_cast<std::uint32_t>(tokens.size()) * w.in_comments;
  }
}

/// Names of what the file defines, in the chunk of the name. A file is known by its types first, then by its functions: a
/// type's name counts three times, a function's twice. What it passes on from other files counts as if it were defined here.
void TermCounter::count_names(FileWords& words, const parse::Facts& facts, const std::vector<Chunk>& chunks) {
  const auto add = [&](std::string_view name, std::uint32_t line, std::uint32_t times) {
    const auto after = std::upper_bound(chunks_.begin(), chunks_.end(), line,
                                        [](std::uint32_t l, const ChunkTerms& c) { return l < c.start_line; });
    const auto chunk = static_cast<std::uint32_t>(after == chunks_.begin() ? 0 : after - chunks_.begin() - 1);
    const auto add_word = [&](std::string_view word) {
      const auto tokens = words.memo().tokens(words.number(word));
      for (const std::uint32_t token : tokens) {
        std::vector<Posting>& list = list_of(token);
        auto at = std::lower_bound(list.begin(), list.end(), chunk, [](const Posting& p, std::uint32_t c) { return p.chunk < c; });
        if (at == list.end() || at->chunk != chunk) at = list.insert(at, {chunk, {}});
        raise(at->counts[kNames], times);
      }
      chunks_[chunk].lengths[kNames] += static_cast<std::uint32_t>(tokens.size()) * times;
    };
    for_each_word(name, [&](std::string_view word, std::size_t) {
      if (chunks[chunk].table) {
        for_each_part(word, add_word);
      } else {
        add_word(word);
      }
    });
  };
  for (std::size_t i = 1; i < facts.symbols.size(); ++i) {
    const parse::Symbol& s = facts.symbols[i];
    if ((s.flags & parse::kAnonymous) == 0) add(facts.names[s.name], s.at.line, times_counted(s.kind));
  }
  for (const parse::Import& i : facts.imports) {
    if ((i.flags & parse::kReexport) != 0) add(facts.names[i.alias != 0 ? i.alias : i.name], i.at.line, 1);
  }
}

std::string TermCounter::encode(const WordMemo& memo) {
  order_.clear();
  for (std::uint32_t i = 0; i < tokens_.size(); ++i) order_.push_back({first_bytes(memo.token(tokens_[i])), i});
  std::sort(order_.begin(), order_.end(), [&](const Ordered& a, const Ordered& b) {
    return a.first_bytes != b.first_bytes ? a.first_bytes < b.first_bytes : memo.token(tokens_[a.slot]) < memo.token(tokens_[b.slot]);
  });
  ByteWriter out;
  out.varint(chunks_.size());
  std::uint32_t line = 0;
  for (const ChunkTerms& c : chunks_) {
    out.varint(c.start_line - line);
    out.varint(c.end_line - c.start_line);
    for (const std::uint32_t length : c.lengths) out.varint(length);
    line = c.start_line;
  }
  out.varint(tokens_.size());
  std::string list;
  std::string_view before;
  for (const Ordered& o : order_) {
    const std::string_view term = memo.token(tokens_[o.slot]);
    const auto shared = static_cast<std::size_t>(std::mismatch(term.begin(), term.end(), before.begin(), before.end()).first - term.begin());
    out.varint(shared);
    out.string(term.substr(shared));
    write_list(lists_[o.slot], list);
    out.string(list);
    before = term;
  }
  return out.take();
}

ByteReader FileTermsReader::read_chunks(std::string_view bytes) {
  ByteReader in(bytes);
  chunks_.resize(in.count(2 + kTextFields));
  std::uint32_t line = 0;
  for (ChunkTerms& c : chunks_) {
    line += in.varint32();
    c.start_line = line;
    c.end_line = line + in.varint32();
    for (std::uint32_t& length : c.lengths) length = in.varint32();
  }
  return in;
}

FileTerms decode_terms(std::string_view bytes) {
  FileTermsReader in(bytes);
  FileTerms out;
  out.chunks = in.chunks();
  out.terms.resize(in.terms());
  std::string_view term, list;
  for (TermPostings& t : out.terms) {
    in.next(term, list);
    t.term = term;
    PostingReader postings(list);
    t.postings.resize(postings.size());
    std::uint32_t file = 0;
    for (Posting& p : t.postings) postings.next(file, p);
  }
  return out;
}

}  // namespace cg::search
