#include "libcg/embed/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <numeric>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/base/hash.h"
#include "libcg/base/ids.h"

namespace cg::embed {
namespace {

// A header of 64 bytes, so that the table behind it is aligned to cache lines where it is mapped.
constexpr std::string_view kMagic{"cgmodel\n", 8};
constexpr std::uint32_t kVersion = 2;
constexpr std::size_t kHeaderBytes = 64;
constexpr std::size_t kSummedHeaderBytes = 32;  ///< magic to text size; the checksum follows
constexpr std::size_t kRowsPerSeal = 16;        ///< 2 KB of a shipped model: a question touches a dozen such
constexpr std::size_t kSealBytes = 4;

std::size_t seals_of(std::size_t count) { return (count + kRowsPerSeal - 1) / kRowsPerSeal; }

/// Of all but the table, which its seals speak for.
std::uint64_t checksum_of(std::string_view bytes, std::size_t table_bytes) {
  return hash64(bytes.substr(kHeaderBytes + table_bytes), hash64(bytes.substr(0, kSummedHeaderBytes)));
}

/// Of neighbouring rows: it depends on where they lie.
std::uint32_t seal_of(std::string_view table, std::size_t dim, std::size_t at) {
  return static_cast<std::uint32_t>(hash64(table.substr(at * kRowsPerSeal * dim, kRowsPerSeal * dim), at));
}

Error bad_model(const std::string& name, const std::string& what) {
  return Error(ErrorKind::kFormat, fmt::format("{}: {}; unset CG_MODEL for the model that came with cg", name, what));
}

struct Header {
  std::size_t dim, count, origin_bytes;
  std::uint64_t text_bytes, checksum;
};

Header read_header(std::string_view bytes, const std::string& name) {
  if (!bytes.starts_with(kMagic)) throw bad_model(name, "not a model of cg");
  if (bytes.size() < kHeaderBytes) throw bad_model(name, "a model that is cut off");
  ByteReader header(bytes.substr(kMagic.size(), kHeaderBytes - kMagic.size()));
  const std::uint32_t version = header.u32();
  if (version != kVersion) throw bad_model(name, fmt::format("a model of version {}, where this cg reads version {}", version, kVersion));
  Header out{};
  out.dim = header.u32();
  out.count = header.u32();
  out.origin_bytes = header.u32();
  out.text_bytes = header.u64();
  out.checksum = header.u64();
  return out;
}

constexpr const char* kDamaged = "a damaged model, its checksum is wrong";

std::uint32_t tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

}  // namespace

Model Model::open(const std::string& path) {
  MappedFile map = MappedFile::open(path);
  Model model = from_bytes(map.view(), path);
  model.map_ = std::move(map);
  return model;
}

Model Model::open_for_questions(const std::string& path) {
  MappedFile map = MappedFile::open(path);
  Model model = for_questions(map.view(), path);
  model.map_ = std::move(map);
  return model;
}

std::uint64_t Model::declared_checksum(const std::string& path) {
  const MappedFile map = MappedFile::open(path);
  return read_header(map.view(), path).checksum;
}

Model Model::for_questions(std::string_view bytes, std::string name) {
  const auto fail = [&name](const std::string& what) { return bad_model(name, what); };
  const auto [dim, count, origin_bytes, text_bytes, checksum] = read_header(bytes, name);
  if (dim == 0 || dim % 64 != 0 || dim > 4096 || count == 0 || count > (1U << 24U)) {
    throw fail(fmt::format("a model of {} vectors of dimension {}, which is not possible", count, dim));
  }
  const std::uint64_t needed = kHeaderBytes + std::uint64_t{count} * (dim + 4 + 1) + text_bytes + origin_bytes + seals_of(count) * kSealBytes;
  if (text_bytes > bytes.size() || needed != bytes.size()) throw fail(fmt::format("a model of {} bytes that should have {}", bytes.size(), needed));
  if (checksum_of(bytes, count * dim) != checksum) throw fail(kDamaged);

  Model model;
  model.name_ = std::move(name);
  model.dim_ = dim;
  model.count_ = count;
  model.checksum_ = checksum;
  ByteReader body(bytes.substr(kHeaderBytes));
  model.table_ = reinterpret_cast<const std::int8_t*>(body.raw(count * dim).data());
  model.scales_.resize(count);
  std::memcpy(model.scales_.data(), body.raw(count * sizeof(float)).data(), count * sizeof(float));
  for (std::size_t id = 0; id < count; ++id) {
    if (!std::isfinite(model.scales_[id])) throw Error(ErrorKind::kFormat, fmt::format("{}: token {}: its scale is not finite", model.name_, id));
  }
  const std::string_view lengths = body.raw(count);
  model.texts_ = body.raw(text_bytes);
  model.origin_ = body.raw(origin_bytes);
  model.seals_ = body.raw(seals_of(count) * kSealBytes);
  model.ends_.resize(count);
  std::size_t end = 0;
  for (std::size_t id = 0; id < count; ++id) {
    end += static_cast<unsigned char>(lengths[id]);
    if (end > text_bytes) throw Error(ErrorKind::kFormat, fmt::format("{}: token {} lies behind the tokens' text", model.name_, id));
    model.ends_[id] = static_cast<std::uint32_t>(end);
  }
  model.proved_.assign(seals_of(count), false);
  return model;
}

Model Model::from_bytes(std::string_view bytes, std::string name) {
  Model model = for_questions(bytes, std::move(name));
  for (std::size_t id = 0; id < model.count_; id += kRowsPerSeal) model.prove(id);
  model.slots_.assign(std::bit_ceil(2 * model.count_), Slot{0, kNone});
  for (std::uint32_t id = 0; id < model.count_; ++id) {
    if (id > 0 && model.token(id) <= model.token(id - 1)) throw bad_model(model.name_, fmt::format("token {} is not in its place", id));
    const std::uint64_t hash = hash64(model.token(id));
    std::size_t slot = hash & (model.slots_.size() - 1);
    while (model.slots_[slot].id != kNone) slot = (slot + 1) & (model.slots_.size() - 1);
    model.slots_[slot] = {tag(hash), id};
  }
  return model;
}

void Model::prove(std::size_t id) const {
  const std::size_t at = id / kRowsPerSeal;
  if (proved_[at]) return;
  ByteReader seal(seals_.substr(at * kSealBytes, kSealBytes));
  if (seal_of({reinterpret_cast<const char*>(table_), count_ * dim_}, dim_, at) != seal.u32()) throw bad_model(name_, kDamaged);
  proved_[at] = true;
}

std::string_view Model::token(std::uint32_t id) const noexcept {
  const std::uint32_t begin = id == 0 ? 0 : ends_[id - 1];
  return texts_.substr(begin, ends_[id] - begin);
}

std::optional<std::uint32_t> Model::find(std::string_view text) const {
  if (slots_.empty()) return find_by_halves(text);
  const std::uint64_t hash = hash64(text);
  for (std::size_t slot = hash & (slots_.size() - 1);; slot = (slot + 1) & (slots_.size() - 1)) {
    const Slot& s = slots_[slot];
    if (s.id == kNone) return std::nullopt;
    if (s.hash == tag(hash) && token(s.id) == text) return s.id;
  }
}

std::optional<std::uint32_t> Model::find_by_halves(std::string_view text) const {
  std::uint32_t from = 0;
  for (std::size_t left = count_; left > 0;) {
    const auto half = static_cast<std::uint32_t>(left / 2);
    const int order = token(from + half).compare(text);
    if (order == 0) {
      prove(from + half);
      return from + half;
    }
    if (order < 0) from += half + 1;
    left = order < 0 ? left - half - 1 : half;
  }
  return std::nullopt;
}

std::string model_bytes(std::string_view origin, std::span<const std::string> tokens, std::span<const std::int8_t> table,
                        std::span<const float> scales, std::size_t dim) {
  std::size_t text_bytes = 0;
  for (const std::string& token : tokens) {
    if (token.size() > 255) throw Error(ErrorKind::kLimit, fmt::format("a token of {} bytes; a model holds up to 255", token.size()));
    text_bytes += token.size();
  }
  std::vector<std::size_t> order(tokens.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return tokens[a] < tokens[b]; });
  ByteWriter out;
  out.raw(kMagic);
  out.u32(kVersion);
  out.u32(static_cast<std::uint32_t>(dim));
  out.u32(static_cast<std::uint32_t>(tokens.size()));
  out.u32(static_cast<std::uint32_t>(origin.size()));
  out.u64(text_bytes);
  while (out.size() < kHeaderBytes) out.u8(0);
  for (const std::size_t id : order) out.raw({reinterpret_cast<const char*>(table.data()) + id * dim, dim});
  for (const std::size_t id : order) out.u32(std::bit_cast<std::uint32_t>(scales[id]));
  for (const std::size_t id : order) out.u8(static_cast<std::uint8_t>(tokens[id].size()));
  for (const std::size_t id : order) out.raw(tokens[id]);
  out.raw(origin);
  const std::string rows(out.view().substr(kHeaderBytes, tokens.size() * dim));
  for (std::size_t at = 0; at < seals_of(tokens.size()); ++at) out.u32(seal_of(rows, dim, at));
  std::string bytes = out.take();
  ByteWriter sum;
  sum.u64(checksum_of(bytes, rows.size()));
  return bytes.replace(kSummedHeaderBytes, sum.size(), sum.view());
}

std::string Model::find() {
  namespace fs = std::filesystem;
  if (const char* wish = std::getenv("CG_MODEL"); wish != nullptr && *wish != '\0') return wish;
  std::error_code ignored;
  const fs::path tool = fs::read_symlink("/proc/self/exe", ignored);
  if (!tool.empty()) {
    const fs::path installed = (tool.parent_path() / CG_MODEL_INSTALLED).lexically_normal();
    if (fs::exists(installed, ignored)) return installed.string();
  }
  if (fs::exists(CG_MODEL_SOURCE, ignored)) return CG_MODEL_SOURCE;
  throw Error(ErrorKind::kIo, "the embedding model is not installed; name it with CG_MODEL, or install cg again");
}

}  // namespace cg::embed
