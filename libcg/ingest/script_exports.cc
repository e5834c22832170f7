#include "libcg/ingest/script_exports.h"

#include <algorithm>

namespace cg::ingest {

void ScriptExports::Table::finish() {
  std::sort(rows.begin(), rows.end());
  ids.reserve(rows.size());
  for (const Row& row : rows) ids.push_back(row.id);
}

std::span<const std::uint32_t> ScriptExports::find(const Table& table, std::uint32_t file, GlobalName name) {
  const auto from = std::lower_bound(table.rows.begin(), table.rows.end(), Table::Row{file, name, 0});
  auto to = from;
  while (to != table.rows.end() && to->file == file && to->name == name) ++to;
  return {table.ids.data() + (from - table.rows.begin()), static_cast<std::size_t>(to - from)};
}

ScriptExports::ScriptExports(const Program& program) : default_name_(program.find_name("default")), exports_any_(program.files.size(), false) {
  for (std::uint32_t file = 0; file < program.files.size(); ++file) {
    const ProgramFile& f = program.files[file];
    if (parse::all_languages()[f.language].imports != parse::ImportStyle::kScript) continue;
    for (std::uint32_t id = f.first_import; id < f.first_import + f.imports; ++id) {
      const ProgramImport& i = program.imports[id];
      const GlobalName name = i.alias != 0 ? i.alias : i.name;
      if ((i.flags & parse::kReexport) != 0) exports_any_[file] = true;
      if ((i.flags & parse::kReexport) == 0) {
        if ((i.flags & parse::kQuiet) == 0 && name != 0 && i.scope == f.first) bound_.rows.push_back({file, name, id});
      } else if ((i.flags & parse::kWildcard) != 0) {
        wildcards_.rows.push_back({file, 0, id});
      } else if ((i.flags & parse::kDefault) != 0) {
        named_.rows.push_back({file, default_name_, id});
      } else if (name != 0) {
        named_.rows.push_back({file, name, id});
      }
    }
    for (GlobalId id = f.first + 1; id < f.first + f.symbols; ++id) {
      const ProgramSymbol& s = program.symbol(id);
      if ((s.flags & parse::kExported) != 0 && s.container == f.first) exports_any_[file] = true;
      if ((s.flags & parse::kDefaultExport) != 0 && s.container == f.first) defaults_.rows.push_back({file, 0, id});
    }
  }
  for (Table* table : {&named_, &bound_, &wildcards_, &defaults_}) table->finish();
}

}  // namespace cg::ingest
