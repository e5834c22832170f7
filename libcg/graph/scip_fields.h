#pragma once
#include <cstdint>

// What of SCIP, the code index format of many compilers' indexers, is read and written here: the numbers of its protobuf
// fields and the values of its enums. Source: scip.proto of github.com/sourcegraph/scip, the messages Index, Metadata, ToolInfo,
// Document, Occurrence, SymbolInformation and Relationship. Only the numbers that are used stand here; a reader skips others,
// as protobuf asks.

namespace cg::graph::scip {

namespace index_field {
inline constexpr std::uint32_t kMetadata = 1, kDocuments = 2;
}
namespace metadata_field {
inline constexpr std::uint32_t kToolInfo = 2, kProjectRoot = 3, kTextEncoding = 4;
}
namespace tool_field {
inline constexpr std::uint32_t kName = 1, kVersion = 2;
}
namespace document_field {
inline constexpr std::uint32_t kPath = 1, kOccurrences = 2, kSymbols = 3, kLanguage = 4, kPositionEncoding = 6;
}
namespace occurrence_field {
inline constexpr std::uint32_t kRange = 1, kSymbol = 2, kRoles = 3, kEnclosingRange = 7;
}
namespace symbol_field {
inline constexpr std::uint32_t kSymbol = 1, kDocumentation = 3, kRelationships = 4, kKind = 5, kDisplayName = 6;
}
namespace relationship_field {
inline constexpr std::uint32_t kSymbol = 1, kIsReference = 2, kIsImplementation = 3;
}

/// Bits of an occurrence's roles.
enum Role : std::uint32_t {
  kDefinition = 1U << 0,
  kImport = 1U << 1,
  kWriteAccess = 1U << 2,
  kReadAccess = 1U << 3,
  kForwardDefinition = 1U << 6,
};

/// What the characters of a document's positions are.
enum class PositionEncoding : std::uint32_t { kUnspecified, kUtf8, kUtf16, kUtf32 };

inline constexpr std::uint32_t kTextIsUtf8 = 1;

}  // namespace cg::graph::scip
