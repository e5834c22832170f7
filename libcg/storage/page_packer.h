#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/knobs.h"
#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/table.h"

namespace cg::storage {

/// How large the pages of a class are meant to be.
struct PackOptions {
  /// Raw bytes a page is aimed at: what a point lookup has to decode. Pages come out between half and twice that; a
  /// single record that is larger has a page to itself.
  std::size_t raw_bytes = knobs().page_raw_bytes;
  /// LMDB's page, by which larger values are rounded up on disk.
  std::size_t disk_page_bytes = 4096;
};

/// Takes finished pages in ascending order of their keys.
using PageSink = std::function<void(std::string_view key, std::string_view page)>;

/// The sink that fills a table of a fresh build.
PageSink append_to(BulkWriter& writer, Table table);

/// Decides where to cut a stream of records into pages, so that the compressed pages fill LMDB's pages. It sees only
/// sizes; encoding and writing are its client's. See page_packer.cc for the problem and the figures.
class PagePacker {
 public:
  class Client {
   public:
    /// The compressed page that the first count pending records make.
    virtual std::string encode_first(std::size_t count) = 0;
    /// That page is final: write it, and forget the first count pending records.
    virtual void emit_first(std::size_t count, const std::string& page) = 0;

   protected:
    ~Client() = default;
  };

  PagePacker(Client& client, const PackOptions& options) : client_(client), options_(options) {}

  /// The client has one more pending record, which adds so many bytes to a raw page.
  void add(std::size_t raw_bytes);
  /// Cuts what is pending.
  void finish();

 private:
  void cut();
  [[nodiscard]] std::size_t choose(double ratio) const;

  Client& client_;
  PackOptions options_;
  std::vector<std::size_t> pending_;  // raw sizes
  std::size_t pending_bytes_ = 0;
  double ratio_ = 0.4;  // compressed to raw, of the last page; the first one starts with a guess
};

/// What a value of that size costs on disk in LMDB pages of page_bytes, its share of half-filled ones included.
[[nodiscard]] std::size_t disk_bytes(std::size_t value_bytes, std::size_t page_bytes) noexcept;

/// Cuts records of given raw sizes into pieces of nearly equal raw size: one if all fit twice the aim, else as many as
/// the aim asks for. For updates, which must leave room for more updates. Returns the number of records in each.
[[nodiscard]] std::vector<std::size_t> even_pieces(std::span<const std::size_t> raw_sizes, std::size_t aim_bytes);

}  // namespace cg::storage
