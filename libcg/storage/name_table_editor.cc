#include "libcg/storage/name_table_editor.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "libcg/storage/cursor.h"
#include "libcg/storage/name_table_writer.h"

namespace cg::storage {

/// A page taken out of the table for a change, and perhaps its successor, as copies.
struct NameTableEditor::Owned {
  NameKey key = NameKey::lowest();  // under which the first of the new pages goes
  std::vector<std::string> old_keys;
  std::deque<std::string> names;  // whole, since pages hold them front-coded; a deque, so that views survive
  std::deque<std::string> pages;
  std::vector<NameEntry> entries;  // views into both

  void take(const PageCodec& codec, const Cursor& cursor) {
    old_keys.emplace_back(cursor.key());
    pages.push_back(codec.decode(cursor.value()));
    const NameBlock block(pages.back());
    block.check();
    NameWalker walker(block);
    for (bool more = walker.first(); more; more = walker.next()) {
      names.emplace_back(walker.name());
      entries.push_back({names.back(), walker.payload()});
    }
  }

  [[nodiscard]] std::vector<std::size_t> sizes() const {
    std::vector<std::size_t> sizes;
    std::string_view before;
    for (const NameEntry& entry : entries) {
      sizes.push_back(raw_name_bytes(before, entry));
      before = entry.name;
    }
    return sizes;
  }

  [[nodiscard]] std::size_t bytes() const {
    std::size_t sum = 0;
    for (const std::size_t size : sizes()) sum += size;
    return sum;
  }

  std::vector<NameEntry>::iterator at(std::string_view name) {
    return std::lower_bound(entries.begin(), entries.end(), name,
                            [](const NameEntry& entry, std::string_view wanted) { return entry.name < wanted; });
  }

  /// Takes the page that holds the name, or would. False if the name is below the first page, which is then taken.
  bool find(Cursor& cursor, const PageCodec& codec, std::string_view name) {
    std::string page;
    const auto first_name = [&] {
      codec.decode(cursor.value(), page);
      return NameBlock(page).first_name();
    };
    const bool placed = place_name(cursor, name, first_name);
    // An empty table has no page at the cursor.
    if (placed || cursor.first()) take(codec, cursor);
    if (placed) key = NameKey::parse(cursor.key());
    return placed;
  }

  /// Whether the page taken last is the one that holds the name, or would. Moves the cursor.
  bool holds(Cursor& cursor, const PageCodec& codec, std::string_view name) const {
    std::string page;
    const auto first_name = [&] {
      codec.decode(cursor.value(), page);
      return NameBlock(page).first_name();
    };
    if (!place_name(cursor, name, first_name) && !cursor.first()) return true;  // no page at all
    return cursor.key() == old_keys.back();
  }

  /// Takes the next page along if what is left is so little that both fit one.
  void join_successor(Cursor& cursor, const PageCodec& codec, std::size_t aim_bytes) {
    if (old_keys.empty() || bytes() >= aim_bytes / 4 || !cursor.seek(old_keys.back()) || !cursor.next()) return;
    const std::size_t count = entries.size();
    take(codec, cursor);
    if (bytes() <= aim_bytes) return;
    entries.resize(count);  // too much for one page: the successor stays as it is
    old_keys.pop_back();
  }
};

NameTableEditor::NameTableEditor(WriteTransaction& transaction, Table table, const PageCodec& codec,
                                 const PackOptions& options)
    : transaction_(transaction), table_(table), codec_(codec), options_(options) {}

void NameTableEditor::put(std::string_view name, std::string_view payload) {
  check_name_length(name);
  Owned owned;
  {
    Cursor cursor(transaction_, table_);
    owned.find(cursor, codec_, name);
  }
  const auto at = owned.at(name);
  if (at != owned.entries.end() && at->name == name) {
    at->payload = payload;
  } else {
    owned.entries.insert(at, {name, payload});
  }
  rewrite(owned);
}

bool NameTableEditor::erase(std::string_view name) {
  Owned owned;
  {
    Cursor cursor(transaction_, table_);
    if (!owned.find(cursor, codec_, name)) return false;
    const auto at = owned.at(name);
    if (at == owned.entries.end() || at->name != name) return false;
    owned.entries.erase(at);
    owned.join_successor(cursor, codec_, options_.raw_bytes);
  }
  rewrite(owned);
  return true;
}

void NameTableEditor::change_each(std::span<const std::string_view> names, const Change& change) {
  for (std::size_t i = 0; i < names.size();) {
    Owned owned;
    std::deque<std::string> payloads;
    bool changed = false;
    {
      Cursor cursor(transaction_, table_);
      owned.find(cursor, codec_, names[i]);
      do {
        check_name_length(names[i]);
        const auto at = owned.at(names[i]);
        const bool there = at != owned.entries.end() && at->name == names[i];
        std::optional<std::string> now = change(i, there ? std::optional(at->payload) : std::nullopt);
        if (there && !now) {
          owned.entries.erase(at);
        } else if (there && at->payload != *now) {
          at->payload = payloads.emplace_back(std::move(*now));
        } else if (!there && now) {
          owned.entries.insert(at, {names[i], payloads.emplace_back(std::move(*now))});
        } else {
          continue;
        }
        changed = true;
      } while (++i < names.size() && !owned.old_keys.empty() && owned.holds(cursor, codec_, names[i]));
      if (!changed) continue;
      owned.join_successor(cursor, codec_, options_.raw_bytes);
    }
    rewrite(owned);
  }
}

void NameTableEditor::rewrite(const Owned& owned) {
  for (const std::string& key : owned.old_keys) transaction_.erase(table_, key);
  std::span<const NameEntry> left(owned.entries);
  NameKey key = owned.key;
  std::string_view last;
  bool first = true;
  for (const std::size_t count : even_pieces(owned.sizes(), options_.raw_bytes)) {
    const auto piece = left.first(count);
    if (!first) key = NameKey::between(last, piece.front().name, key);
    std::string frame = codec_.encode(encode_names(piece));
    if (key.in_run() && !first) {
      insert_in_run(key, std::move(frame));
    } else {
      transaction_.put(table_, key.bytes(), frame);
    }
    first = false;
    last = piece.back().name;
    left = left.subspan(count);
  }
}

/// Puts a new page under a key of a run. The pages of the run from that number on move up by one.
void NameTableEditor::insert_in_run(NameKey key, std::string frame) {
  for (;;) {
    const std::string bytes = key.bytes();
    std::optional<std::string> displaced;
    if (const auto there = transaction_.get(table_, bytes)) displaced.emplace(*there);
    transaction_.put(table_, bytes, frame);
    if (!displaced) return;  // a gap: those behind it are in order already
    frame = std::move(*displaced);
    key = key.successor();
  }
}

}  // namespace cg::storage
