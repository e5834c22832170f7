#pragma once
#include <array>
#include <string_view>

#include "libcg/storage/schema.h"

namespace cg::storage {

/// How the entries of a table of an index are packed; what goes through all tables asks this.
enum class TableForm {
  kSegments,  ///< SegmentWriter
  kNames,     ///< NameTableWriter
  kPlain,     ///< values with seals (sealed_value.h); those of `tree` are pages of their own form
};

struct FormedTable {
  const char* name;
  TableForm form;
  bool of_search = false;  ///< not every index has it
};

/// Every table that an index may have.
inline constexpr std::array kIndexTables{
    FormedTable{schema::kMeta, TableForm::kPlain},
    FormedTable{schema::kFiles, TableForm::kSegments},
    FormedTable{schema::kPaths, TableForm::kNames},
    FormedTable{schema::kNames, TableForm::kNames},
    FormedTable{schema::kSymbols, TableForm::kSegments},
    FormedTable{schema::kTexts, TableForm::kSegments},
    FormedTable{schema::kSites, TableForm::kSegments},
    FormedTable{schema::kReasons, TableForm::kSegments},
    FormedTable{schema::kIncoming, TableForm::kSegments},
    FormedTable{schema::kUsers, TableForm::kSegments},
    FormedTable{schema::kUnbound, TableForm::kNames},
    FormedTable{schema::kTree, TableForm::kPlain},
    FormedTable{schema::kIncludes, TableForm::kSegments},
    FormedTable{schema::kTerms, TableForm::kNames, true},
    FormedTable{schema::kPathTerms, TableForm::kNames, true},
    FormedTable{schema::kSearch, TableForm::kPlain, true},
    FormedTable{schema::kFileTerms, TableForm::kSegments, true},
};

}  // namespace cg::storage
