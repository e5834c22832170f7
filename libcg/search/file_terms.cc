#include "libcg/search/file_terms.h"

#include <algorithm>

#include "libcg/base/error.h"
#include "libcg/graph/kind_groups.h"

namespace cg::search {
namespace {

constexpr std::uint32_t kNoSlot = 0xffffffffU;

void raise(std::uint8_t& count) {
  if (count < 255) ++count;
}

int times_counted(SymbolKind kind) {
  if (graph::is_class_like(kind) || kind == SymbolKind::kTypeAlias) return 3;
  return graph::is_function_like(kind) || kind == SymbolKind::kMacro ? 2 : 1;
}

}  // namespace

std::string TermCounter::count(std::string_view text, const parse::Facts& facts, const std::vector<Chunk>& chunks) {
  memo_.trim();
  out_.chunks.clear();
  hits_.clear();
  for (const Chunk& c : chunks) out_.chunks.push_back({c.start_line, c.end_line, {}});
  if (!chunks.empty()) {
    count_text(text, facts, chunks);
    count_names(facts);
  }
  gather();
  return encode();
}

void TermCounter::count_text(std::string_view text, const parse::Facts& facts, const std::vector<Chunk>& chunks) {
  std::uint32_t chunk = 0;
  std::size_t comment = 0;
  for_each_word(text, [&](std::string_view word, std::size_t at) {
    while (chunk + 1 < chunks.size() && at >= chunks[chunk].end_byte) ++chunk;
    while (comment < facts.comments.size() && at >= facts.comments[comment].end) ++comment;
    const bool said = comment < facts.comments.size() && at >= facts.comments[comment].start;
    const TextField field = said ? kComments : kBody;
    const auto tokens = memo_.tokens(word);
    for (const std::uint32_t token : tokens) hits_.push_back({chunk, token, field});
    out_.chunks[chunk].lengths[field] += static_cast<std::uint32_t>(tokens.size());
  });
}

/// Names of what the file defines, in the chunk of the name. A file is known by its types first, then by its functions: a
/// type's name counts three times, a function's twice. What it passes on from other files counts as if it were defined here.
void TermCounter::count_names(const parse::Facts& facts) {
  const auto add = [&](std::string_view name, std::uint32_t line, int times) {
    const auto after = std::upper_bound(out_.chunks.begin(), out_.chunks.end(), line,
                                        [](std::uint32_t l, const ChunkTerms& c) { return l < c.start_line; });
    const auto chunk = static_cast<std::uint32_t>(after == out_.chunks.begin() ? 0 : after - out_.chunks.begin() - 1);
    for_each_word(name, [&](std::string_view word, std::size_t) {
      const auto tokens = memo_.tokens(word);
      for (int i = 0; i < times; ++i) {
        for (const std::uint32_t token : tokens) hits_.push_back({chunk, token, kNames});
        out_.chunks[chunk].lengths[kNames] += static_cast<std::uint32_t>(tokens.size());
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

/// Hits come by chunk, first those of the text, then those of names: each token's list is merged from two runs.
void TermCounter::gather() {
  slot_of_.resize(memo_.token_count(), kNoSlot);
  used_ = 0;
  for (const Hit& hit : hits_) {
    if (slot_of_[hit.token] == kNoSlot) {
      slot_of_[hit.token] = static_cast<std::uint32_t>(used_);
      if (used_ == out_.terms.size()) out_.terms.emplace_back();
      out_.terms[used_].term = memo_.token(hit.token);
      out_.terms[used_].postings.clear();
      ++used_;
    }
    std::vector<Posting>& list = out_.terms[slot_of_[hit.token]].postings;
    auto at = list.end();
    if (hit.field == kNames) {
      at = std::lower_bound(list.begin(), list.end(), hit.chunk, [](const Posting& p, std::uint32_t c) { return p.chunk < c; });
    } else if (!list.empty() && list.back().chunk == hit.chunk) {
      --at;
    }
    if (at == list.end() || at->chunk != hit.chunk) at = list.insert(at, {hit.chunk, {}});
    raise(at->counts[hit.field]);
  }
  out_.terms.resize(used_);
  for (const Hit& hit : hits_) slot_of_[hit.token] = kNoSlot;
}

std::string TermCounter::encode() {
  order_.resize(used_);
  for (std::uint32_t i = 0; i < used_; ++i) order_[i] = i;
  std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) { return out_.terms[a].term < out_.terms[b].term; });
  ByteWriter out;
  out.varint(out_.chunks.size());
  std::uint32_t line = 0;
  for (const ChunkTerms& c : out_.chunks) {
    out.varint(c.start_line - line);
    out.varint(c.end_line - c.start_line);
    for (const std::uint32_t length : c.lengths) out.varint(length);
    line = c.start_line;
  }
  out.varint(used_);
  PostingWriter list;
  std::string_view before;
  for (const std::uint32_t i : order_) {
    const std::string_view term = out_.terms[i].term;
    const auto shared = static_cast<std::size_t>(std::mismatch(term.begin(), term.end(), before.begin(), before.end()).first - term.begin());
    out.varint(shared);
    out.string(term.substr(shared));
    for (const Posting& p : out_.terms[i].postings) list.add(0, p);
    list.finish(out);
    before = term;
  }
  return out.take();
}

FileTerms decode_terms(std::string_view bytes) {
  FileTerms out;
  ByteReader in(bytes);
  out.chunks.resize(in.count(2 + kTextFields));
  std::uint32_t line = 0;
  for (ChunkTerms& c : out.chunks) {
    line += in.varint32();
    c.start_line = line;
    c.end_line = line + in.varint32();
    for (std::uint32_t& length : c.lengths) length = in.varint32();
  }
  out.terms.resize(in.count(3));
  std::string_view before;
  for (TermPostings& t : out.terms) {
    const std::size_t shared = in.varint32();
    if (shared > before.size()) throw Error(ErrorKind::kFormat, "the terms of a file are damaged; run cg-index --rebuild");
    t.term = before.substr(0, shared);
    t.term += in.string();
    before = t.term;
    PostingReader postings(in);
    t.postings.resize(postings.size());
    std::uint32_t file = 0;
    for (Posting& p : t.postings) postings.next(file, p);
    in = postings.rest();
  }
  return out;
}

}  // namespace cg::search
