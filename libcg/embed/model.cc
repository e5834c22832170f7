#include "libcg/embed/model.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <filesystem>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/base/hash.h"
#include "libcg/base/ids.h"

namespace cg::embed {
namespace {

// A header of 64 bytes, so that the table behind it is aligned to cache lines where it is mapped.
constexpr std::string_view kMagic{"cgmodel\n", 8};
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderBytes = 64;
constexpr std::size_t kSummedHeaderBytes = 32;  ///< magic to text size; the checksum follows

std::uint64_t checksum_of(std::string_view bytes) {
  return hash64(bytes.substr(kHeaderBytes), hash64(bytes.substr(0, kSummedHeaderBytes)));
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

std::uint32_t tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

}  // namespace

Model Model::open(const std::string& path) {
  MappedFile map = MappedFile::open(path);
  Model model = from_bytes(map.view(), path);
  model.map_ = std::move(map);
  return model;
}

std::uint64_t Model::declared_checksum(const std::string& path) {
  const MappedFile map = MappedFile::open(path);
  return read_header(map.view(), path).checksum;
}

Model Model::from_bytes(std::string_view bytes, std::string name) {
  const auto fail = [&name](const std::string& what) { return bad_model(name, what); };
  const auto [dim, count, origin_bytes, text_bytes, checksum] = read_header(bytes, name);
  if (dim == 0 || dim % 64 != 0 || dim > 4096 || count == 0 || count > (1U << 24U)) {
    throw fail(fmt::format("a model of {} vectors of dimension {}, which is not possible", count, dim));
  }
  const std::uint64_t needed = kHeaderBytes + std::uint64_t{count} * (dim + 4 + 1) + text_bytes + origin_bytes;
  if (text_bytes > bytes.size() || needed != bytes.size()) throw fail(fmt::format("a model of {} bytes that should have {}", bytes.size(), needed));
  if (checksum_of(bytes) != checksum) throw fail("a damaged model, its checksum is wrong");

  Model model;
  model.name_ = std::move(name);
  model.dim_ = dim;
  model.count_ = count;
  model.checksum_ = checksum;
  ByteReader body(bytes.substr(kHeaderBytes));
  model.table_ = reinterpret_cast<const std::int8_t*>(body.raw(count * dim).data());
  model.scales_.reserve(count);
  for (std::size_t id = 0; id < count; ++id) {
    const auto scale = std::bit_cast<float>(body.u32());
    if (!std::isfinite(scale)) throw Error(ErrorKind::kFormat, fmt::format("{}: token {}: its scale is not finite", model.name_, id));
    model.scales_.push_back(scale);
  }
  const std::string_view lengths = body.raw(count);
  model.texts_ = body.raw(text_bytes);
  model.origin_ = body.raw(origin_bytes);

  model.slots_.assign(std::bit_ceil(2 * count), Slot{0, kNone});
  model.ends_.reserve(count);
  std::size_t end = 0;
  for (std::size_t id = 0; id < count; ++id) {
    const std::size_t begin = end;
    end += static_cast<unsigned char>(lengths[id]);
    if (end > text_bytes) throw Error(ErrorKind::kFormat, fmt::format("{}: token {} lies behind the tokens' text", model.name_, id));
    model.ends_.push_back(static_cast<std::uint32_t>(end));
    const std::uint64_t hash = hash64(model.texts_.substr(begin, end - begin));
    std::size_t slot = hash & (model.slots_.size() - 1);
    while (model.slots_[slot].id != kNone) slot = (slot + 1) & (model.slots_.size() - 1);
    model.slots_[slot] = {tag(hash), static_cast<std::uint32_t>(id)};
  }
  return model;
}

std::string_view Model::token(std::uint32_t id) const noexcept {
  const std::uint32_t begin = id == 0 ? 0 : ends_[id - 1];
  return texts_.substr(begin, ends_[id] - begin);
}

std::optional<std::uint32_t> Model::find(std::string_view text) const noexcept {
  const std::uint64_t hash = hash64(text);
  for (std::size_t slot = hash & (slots_.size() - 1);; slot = (slot + 1) & (slots_.size() - 1)) {
    const Slot& s = slots_[slot];
    if (s.id == kNone) return std::nullopt;
    if (s.hash == tag(hash) && token(s.id) == text) return s.id;
  }
}

std::string model_bytes(std::string_view origin, std::span<const std::string> tokens, std::span<const std::int8_t> table,
                        std::span<const float> scales, std::size_t dim) {
  ByteWriter out;
  std::size_t text_bytes = 0;
  for (const std::string& token : tokens) {
    if (token.size() > 255) throw Error(ErrorKind::kLimit, fmt::format("a token of {} bytes; a model holds up to 255", token.size()));
    text_bytes += token.size();
  }
  out.raw(kMagic);
  out.u32(kVersion);
  out.u32(static_cast<std::uint32_t>(dim));
  out.u32(static_cast<std::uint32_t>(tokens.size()));
  out.u32(static_cast<std::uint32_t>(origin.size()));
  out.u64(text_bytes);
  while (out.size() < kHeaderBytes) out.u8(0);
  out.raw({reinterpret_cast<const char*>(table.data()), table.size()});
  for (const float scale : scales) out.u32(std::bit_cast<std::uint32_t>(scale));
  for (const std::string& token : tokens) out.u8(static_cast<std::uint8_t>(token.size()));
  for (const std::string& token : tokens) out.raw(token);
  out.raw(origin);
  std::string bytes = out.take();
  ByteWriter sum;
  sum.u64(checksum_of(bytes));
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
