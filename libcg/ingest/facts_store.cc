// A file of 6 KB of facts in an LMDB value of its own would waste half a page of 4 KiB, and compress alone to 3.5 MB for redis
// where groups of neighbours take 2.6. So facts lie in packs of some 256 KiB, heads apart from tails because a re-link reads
// all heads and few tails; a small table leads from the key to the place in the pack. Finding one file's facts decodes a
// pack, a tenth of a millisecond for a head. An update adds small packs; when those that nobody asks for any more have made
// the store half as large again as it was when last written anew, it is written anew without most of them.
//
// What would make packs smaller costs more than it is worth. Of 12,859 files of the Linux kernel (149 MB of facts, 52.3 in packs, 28.5 s of CPU
// time to index) they take 1.9% less at level 4 for 0.3 s, 5.1% at level 6 for 1.0 s, 7.0% at level 9 for 2.0 s; 2.2% less in packs
// of 512 KiB and 3.5% in packs of 1 MiB for nothing, but then an update decodes two or four times as much for each file that it asks
// about; a trained dictionary gives 1.1% (`page_ratio INDEX`, tests/bench/runs/page_ratio-kernel-subset-2026-11-23.txt).
#include "libcg/ingest/facts_store.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_set>
#include <utility>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/ingest/facts_layout.h"
#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/sealed_value.h"
#include "libcg/storage/transaction.h"
#include "libcg/storage/tree_check.h"

namespace cg::ingest {
namespace {

constexpr std::size_t kPackBytes = std::size_t{256} << 10;
constexpr std::size_t kQueueBytes = std::size_t{8} << 20;
/// Small stores may double: half of little is not worth the writing.
constexpr std::uint64_t kSlackBytes = std::uint64_t{256} << 10;

/// Fills packs and says where everything went.
class Packer {
 public:
  Packer(const storage::PageCodec& codec, std::uint32_t first_pack) : codec_(codec), pack_(first_pack) {}

  struct Entry {
    std::string key;
    std::string value;
  };

  void add(const Hash128& key, std::string_view head, std::string_view tail) {
    if (!seen_.insert(key).second) return;
    const FactsAt place{pack_, static_cast<std::uint32_t>(heads_.size()), static_cast<std::uint32_t>(head.size()),
                        static_cast<std::uint32_t>(tails_.size()), static_cast<std::uint32_t>(tail.size())};
    std::string bytes = facts_key_bytes(key);
    std::string value = encode_facts_place(bytes, place);
    places_.push_back({std::move(bytes), std::move(value)});
    heads_ += head;
    tails_ += tail;
    if (heads_.size() + tails_.size() >= kPackBytes) close_pack();
  }

  void close_pack() {
    if (heads_.empty() && tails_.empty()) return;
    for (const auto& [part, bytes] : {std::pair(kHead, &heads_), std::pair(kTail, &tails_)}) {
      packs_.push_back({facts_pack_key(pack_, part), codec_.encode(*bytes)});
      queued_bytes_ += packs_.back().value.size();
      bytes->clear();
    }
    ++pack_;
  }

  [[nodiscard]] std::size_t queued_bytes() const { return queued_bytes_; }
  std::vector<Entry> take_packs() {
    queued_bytes_ = 0;
    return std::exchange(packs_, {});
  }
  std::vector<Entry> take_places() { return std::exchange(places_, {}); }

 private:
  const storage::PageCodec& codec_;
  std::uint32_t pack_;
  std::string heads_, tails_;
  std::size_t queued_bytes_ = 0;
  std::vector<Entry> packs_, places_;
  std::unordered_set<Hash128> seen_;
};

/// A generation of the store from nothing: packs go to the disk as they fill.
class FreshStore {
 public:
  FreshStore(const std::filesystem::path& directory, const storage::WriterLock& lock, const storage::PageCodec& codec)
      : build_(directory, lock, storage::kFactsNames), meta_(build_.environment().create_table(kFactsMeta)),
        packs_(build_.environment().create_table(kFactsPacks)), places_(build_.environment().create_table(kFactsPlaces)),
        bulk_(build_.environment()), packer_(codec, 0) {}

  void add(const Hash128& key, std::string_view head, std::string_view tail) {
    packer_.add(key, head, tail);
    if (packer_.queued_bytes() > kPackBytes) write_packs();
  }

  void publish() {
    packer_.close_pack();
    write_packs();
    auto places = packer_.take_places();
    std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    for (const auto& [key, value] : places) {
      bulk_.append(places_, key, value);
      bytes_ += key.size() + value.size();
    }
    bulk_.put(meta_, kFactsVersionKey, facts_store_version());
    bulk_.put(meta_, kFactsBytesKey, storage::sealed(kFactsMeta, kFactsBytesKey, std::to_string(bytes_)));
    bulk_.finish();
    build_.publish();
  }

 private:
  void write_packs() {
    for (const auto& [key, value] : packer_.take_packs()) {
      bulk_.append(packs_, key, value);
      bytes_ += key.size() + value.size();
    }
  }

  storage::IndexBuild build_;
  storage::Table meta_, packs_, places_;
  storage::BulkWriter bulk_;
  Packer packer_;
  std::uint64_t bytes_ = 0;
};

}  // namespace

Hash128 facts_key(const Hash128& content, std::string_view language) {
  ByteWriter bytes;
  bytes.u64(content.hi);
  bytes.u64(content.lo);
  bytes.raw(language);
  return hash128(bytes.view());
}

struct FactsStore::Impl {
  Impl(const std::filesystem::path& where, const storage::WriterLock* held, bool anew) : directory(where), lock(held) {
    if (!anew) open();
  }

  void open() {
    try {
      const auto path = storage::live_index(directory, storage::kFactsNames);
      if (!path) return;
      storage::check_trees(path->string());
      environment.emplace(lock != nullptr ? storage::Environment::open_write(*path, *lock) : storage::Environment::open_read(*path));
      const storage::ReadTransaction txn(*environment);
      for (const char* name : {kFactsMeta, kFactsPacks, kFactsPlaces}) (void)environment->table(name);
      if (txn.get(environment->table(kFactsMeta), kFactsVersionKey) == facts_store_version()) return;
    } catch (const Error&) {
      // As if there were none; what can be written will take its place.
    }
    environment.reset();
  }

  /// The first pack that is not there yet.
  [[nodiscard]] std::uint32_t next_pack() const {
    const storage::ReadTransaction txn(*environment);
    storage::Cursor cursor(txn, environment->table(kFactsPacks));
    if (!cursor.last() || cursor.key().size() != 4) return 0;
    std::uint32_t number = 0;
    for (const char c : cursor.key()) number = number << 8U | static_cast<unsigned char>(c);
    return (number >> 1U) + 1;
  }

  /// In one transaction begun and ended by this thread, which LMDB's lock belongs to.
  void write_queue() {
    const auto packs = packer->take_packs();
    const auto places = packer->take_places();
    if (packs.empty() && places.empty()) return;
    storage::WriteTransaction txn(*environment);
    for (const auto& [key, value] : packs) txn.put(environment->table(kFactsPacks), key, value);
    for (const auto& [key, value] : places) txn.put(environment->table(kFactsPlaces), key, value);
    txn.commit();
  }

  [[nodiscard]] bool overgrown() const {
    const storage::ReadTransaction txn(*environment);
    const std::uint64_t bytes = txn.size(environment->table(kFactsPacks)).bytes() + txn.size(environment->table(kFactsPlaces)).bytes();
    std::uint64_t settled = 0;
    try {
      const auto value = txn.get(environment->table(kFactsMeta), kFactsBytesKey);
      const std::string_view text = value ? storage::unsealed(kFactsMeta, kFactsBytesKey, *value) : std::string_view();
      std::from_chars(text.data(), text.data() + text.size(), settled);
    } catch (const Error&) {
      return true;  // damaged: what is written anew is not
    }
    return bytes > settled + settled / 2 + kSlackBytes;
  }

  void write_anew(const FactsStore& store, std::span<const Hash128> of_index) {
    std::vector<Hash128> live(of_index.begin(), of_index.end());
    if (others_keys) {
      const auto others = others_keys();
      live.insert(live.end(), others.begin(), others.end());
    }
    Reader reader(store);
    FreshStore next(directory, *lock, codec);
    std::uint64_t bytes = 0;
    std::unordered_set<Hash128> needed;
    for (const Hash128& key : live) {
      if (!needed.insert(key).second) continue;
      const auto facts = reader.find(key);
      if (!facts) continue;
      next.add(key, facts->head, facts->tail);
      bytes += facts->head.size() + facts->tail.size();
    }
    // Of the others the newest, up to a quarter: what a branch or a revert asks for again.
    std::vector<std::pair<std::uint32_t, Hash128>> others;
    {
      const storage::ReadTransaction txn(*environment);
      storage::Cursor cursor(txn, environment->table(kFactsPlaces));
      for (bool more = cursor.first(); more; more = cursor.next()) {
        const Hash128 key = facts_key_of(cursor.key());
        if (needed.contains(key)) continue;
        try {
          others.emplace_back(decode_facts_place(cursor.key(), cursor.value()).pack, key);
        } catch (const Error&) {
          continue;  // damaged: not worth keeping
        }
      }
    }
    std::sort(others.begin(), others.end(), [](const auto& a, const auto& b) { return a > b; });
    std::uint64_t kept = 0;
    for (const auto& [pack, key] : others) {
      const auto facts = reader.find(key);
      if (!facts) continue;
      kept += facts->head.size() + facts->tail.size();
      if (kept > bytes / 4) break;
      next.add(key, facts->head, facts->tail);
    }
    next.publish();
  }

  std::filesystem::path directory;
  const storage::WriterLock* lock;
  storage::PageCodec codec{kFactsClass};
  std::optional<storage::Environment> environment;
  std::optional<Packer> packer;     ///< additions to the store that is there
  std::optional<FreshStore> fresh;  ///< or to the one that will be the first
  std::function<std::vector<Hash128>()> others_keys;
};

struct FactsStore::Reader::Impl {
  explicit Impl(const FactsStore::Impl& s) : store(s) {
    if (s.environment) txn.emplace(*s.environment);
  }

  std::optional<FactsAt> place(const Hash128& key) {
    if (!txn) return std::nullopt;
    const std::string bytes = facts_key_bytes(key);
    const auto value = txn->get(store.environment->table(kFactsPlaces), bytes);
    if (!value) return std::nullopt;
    return decode_facts_place(bytes, *value);
  }

  /// A part of a pack, decoded; empty if it is not there.
  const std::string& pack(std::uint32_t number, FactsPart part) {
    auto& [known, bytes] = packs[part];
    if (known != number) {
      known = kNone;
      const auto frame = txn->get(store.environment->table(kFactsPacks), facts_pack_key(number, part));
      if (!frame) throw Error(ErrorKind::kFormat, "a pack of facts is missing");
      store.codec.decode(*frame, bytes);
      known = number;
    }
    return bytes;
  }

  static std::string cut(const std::string& pack, std::uint32_t at, std::uint32_t size) {
    if (at > pack.size() || size > pack.size() - at) throw Error(ErrorKind::kFormat, "facts lie outside their pack");
    return pack.substr(at, size);
  }

  const FactsStore::Impl& store;
  std::optional<storage::ReadTransaction> txn;
  std::array<std::pair<std::uint32_t, std::string>, 2> packs{std::pair(kNone, std::string()), std::pair(kNone, std::string())};
};

FactsStore::FactsStore(const std::filesystem::path& directory, const storage::WriterLock* lock, bool anew)
    : impl_(std::make_unique<Impl>(directory, lock, anew)) {}
FactsStore::~FactsStore() = default;

FactsStore::Reader::Reader(const FactsStore& store) : impl_(std::make_unique<Impl>(*store.impl_)) {}
FactsStore::Reader::~Reader() = default;
FactsStore::Reader::Reader(Reader&&) noexcept = default;

std::optional<EncodedFacts> FactsStore::Reader::find(const Hash128& key) {
  try {
    const auto place = impl_->place(key);
    if (!place) return std::nullopt;
    return EncodedFacts{Impl::cut(impl_->pack(place->pack, kHead), place->head_at, place->head_size),
                        Impl::cut(impl_->pack(place->pack, kTail), place->tail_at, place->tail_size)};
  } catch (const Error&) {
    return std::nullopt;  // damaged: it is read from the sources again, and written again
  }
}

std::optional<std::string> FactsStore::Reader::head(const Hash128& key) {
  try {
    const auto place = impl_->place(key);
    if (!place) return std::nullopt;
    return Impl::cut(impl_->pack(place->pack, kHead), place->head_at, place->head_size);
  } catch (const Error&) {
    return std::nullopt;
  }
}

void FactsStore::also_keep(std::function<std::vector<Hash128>()> keys) { impl_->others_keys = std::move(keys); }

void FactsStore::add(const Hash128& key, const EncodedFacts& facts) {
  Impl& s = *impl_;
  if (s.lock == nullptr) return;
  if (!s.environment) {
    if (!s.fresh) s.fresh.emplace(s.directory, *s.lock, s.codec);
    s.fresh->add(key, facts.head, facts.tail);
    return;
  }
  if (!s.packer) s.packer.emplace(s.codec, s.next_pack());
  s.packer->add(key, facts.head, facts.tail);
  if (s.packer->queued_bytes() > kQueueBytes) {
    s.packer->close_pack();  // places must not be written before what they lead to
    s.write_queue();
  }
}

void FactsStore::commit(std::span<const Hash128> live) {
  Impl& s = *impl_;
  if (s.fresh) {
    s.fresh->publish();
    s.fresh.reset();
    s.lock = nullptr;
  } else if (s.packer) {
    s.packer->close_pack();
    s.write_queue();
    s.packer.reset();
    if (s.overgrown()) {
      s.write_anew(*this, live);
      s.lock = nullptr;  // what is open here is no longer the store
    }
  }
}

}  // namespace cg::ingest
