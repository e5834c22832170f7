#include "libcg/ingest/library_types.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "libcg/ingest/known_words.h"

namespace cg::ingest {
namespace {

using Text = std::string_view;

/// Separates the words of a table's row.
std::vector<Text> words(Text row) {
  std::vector<Text> out;
  while (!row.empty()) {
    const std::size_t end = std::min(row.find(' '), row.size());
    if (end > 0) out.push_back(row.substr(0, end));
    row.remove_prefix(std::min(end + 1, row.size()));
  }
  return out;
}

struct Library {
  Text top;
  Text text;
  std::unordered_map<Text, Text> other_names;             ///< as this language writes it -> as the table does
  std::unordered_map<Text, std::vector<Text>> supertypes;  ///< direct ones; a type without any has an empty row
  std::unordered_map<Text, Text> boxes;                    ///< primitive -> its object type
  std::vector<Text> numbers;                               ///< primitives, each widens to those behind it
  std::vector<Text> closed;
  std::unordered_map<Text, std::unordered_map<Text, Text>> results;  ///< method -> type ("" for any) -> result

  [[nodiscard]] Text canonical(Text name) const {
    const auto other = other_names.find(name);
    return other == other_names.end() ? name : other->second;
  }
  [[nodiscard]] bool primitive(Text name) const { return boxes.contains(name); }
  [[nodiscard]] bool is_closed(Text name) const {
    return primitive(name) || std::find(closed.begin(), closed.end(), name) != closed.end();
  }
};

bool throws(Text name) { return name.ends_with("Exception") || name.ends_with("Error"); }

/// Rows are "SUBTYPE SUPERTYPE..."; several types of the same supertypes are joined by commas.
void add_types(Library& library, std::initializer_list<Text> rows) {
  for (const Text row : rows) {
    std::vector<Text> all = words(row);
    Text names = all.front();
    all.erase(all.begin());
    for (const Text supertype : all) library.supertypes.try_emplace(supertype);
    while (!names.empty()) {
      const std::size_t end = std::min(names.find(','), names.size());
      library.supertypes[names.substr(0, end)] = all;
      names.remove_prefix(std::min(end + 1, names.size()));
    }
  }
}

/// Rows are "TYPE RESULT METHOD..."; the type * is any.
void add_results(Library& library, std::initializer_list<Text> rows) {
  for (const Text row : rows) {
    const std::vector<Text> all = words(row);
    for (std::size_t i = 2; i < all.size(); ++i) library.results[all[i]][all[0] == "*" ? Text{} : all[0]] = all[1];
  }
}

void add_jvm(Library& library) {
  library.top = "Object";
  library.text = "String";
  library.boxes = {{"byte", "Byte"},   {"short", "Short"}, {"char", "Character"}, {"int", "Integer"},
                   {"long", "Long"},   {"float", "Float"}, {"double", "Double"},  {"boolean", "Boolean"}};
  library.numbers = {"byte", "short", "char", "int", "long", "float", "double"};
  library.closed = {"String", "Byte", "Short", "Character", "Integer", "Long", "Float", "Double", "Boolean", "Class", "array",
                    "StringBuilder", "StringBuffer", "Optional", "UUID", "URL", "URI", "Locale", "LocalDate", "Field", "Method"};
  add_types(library, {
      "Byte,Short,Integer,Long,Float,Double Number Comparable",
      "BigInteger,BigDecimal Number Comparable",
      "AtomicInteger,AtomicLong Number",
      "Number Serializable",
      "String CharSequence Comparable Serializable",
      "StringBuilder,StringBuffer CharSequence Appendable",
      "Boolean,Character,UUID,Locale,LocalDate,LocalDateTime,Instant,Duration Comparable Serializable",
      "URI,File Comparable Serializable",
      "URL,Currency,BitSet Serializable",
      "Path Comparable Iterable",
      "Class Type GenericDeclaration AnnotatedElement Serializable",
      "ParameterizedType,GenericArrayType,WildcardType Type",
      "TypeVariable Type AnnotatedElement",
      "Field AccessibleObject Member", "Method,Constructor Executable", "Executable AccessibleObject Member GenericDeclaration",
      "AccessibleObject AnnotatedElement",
      "Collection Iterable", "List,Set,Queue Collection", "Deque Queue", "SortedSet Set",
      "ArrayList,Vector List RandomAccess Serializable", "LinkedList List Deque", "ArrayDeque Deque", "PriorityQueue Queue",
      "HashSet,LinkedHashSet,EnumSet Set Serializable", "TreeSet SortedSet",
      "SortedMap,ConcurrentMap Map", "HashMap,EnumMap,WeakHashMap,IdentityHashMap Map", "LinkedHashMap HashMap", "TreeMap SortedMap",
      "ConcurrentHashMap ConcurrentMap", "Properties Map",
      "Reader Closeable Readable", "StringReader,InputStreamReader,BufferedReader,CharArrayReader Reader", "FileReader InputStreamReader",
      "Writer Closeable Appendable", "StringWriter,OutputStreamWriter,BufferedWriter,PrintWriter,CharArrayWriter Writer",
      "FileWriter OutputStreamWriter",
      "InputStream,OutputStream Closeable", "FileInputStream,ByteArrayInputStream,BufferedInputStream InputStream",
      "FileOutputStream,ByteArrayOutputStream,BufferedOutputStream,PrintStream OutputStream", "Closeable AutoCloseable",
      "Thread Runnable", "Throwable Serializable", "Exception,Error Throwable", "RuntimeException,IOException Exception",
      "Date,Calendar Comparable Serializable",
      "Map", "Iterable", "Iterator", "CharSequence", "Comparable", "Serializable", "Type", "Runnable", "Optional", "array", "Object",
  });
  add_results(library, {
      "* String toString getName getSimpleName getMessage getLocalizedMessage toLowerCase toUpperCase getCanonicalName",
      "* Class getClass getDeclaringClass getSuperclass", "* int hashCode intValue ordinal compareTo length",
      "* boolean equals booleanValue hasNext isEmpty startsWith endsWith containsKey isPresent isInstance", "* long longValue",
      "* double doubleValue", "* float floatValue", "* short shortValue", "* byte byteValue", "* char charValue charAt",
      "String String valueOf format join trim strip substring replace replaceAll concat repeat intern",
      "String int indexOf lastIndexOf", "String array split toCharArray getBytes",
      "Integer int parseInt", "Integer Integer valueOf", "Long long parseLong", "Long Long valueOf", "Double double parseDouble",
      "Boolean boolean parseBoolean", "Boolean Boolean valueOf", "StringBuilder StringBuilder append insert reverse deleteCharAt",
      "AtomicInteger int get incrementAndGet getAndIncrement", "AtomicLong long get incrementAndGet getAndIncrement",
      "AtomicBoolean boolean get", "AtomicIntegerArray int get", "AtomicLongArray long get",
      "Throwable Throwable getCause", "List,Map,Set,Collection int size",
  });
}

const Library* library_of(Text language) {
  static const Library kJava = [] {
    Library library;
    add_jvm(library);
    return library;
  }();
  static const Library kKotlin = [] {
    Library library;
    add_jvm(library);
    library.other_names = {{"Any", "Object"}, {"AnyRef", "Object"}, {"Int", "int"}, {"Long", "long"}, {"Short", "short"}, {"Byte", "byte"},
                           {"Char", "char"}, {"Boolean", "boolean"}, {"Float", "float"}, {"Double", "double"}, {"Array", "array"},
                           {"MutableList", "List"}, {"MutableMap", "Map"}, {"MutableSet", "Set"}, {"Seq", "List"}, {"KClass", "Class"}};
    return library;
  }();
  static const Library kCSharp = [] {
    Library library;
    library.top = "object";
    library.text = "string";
    library.other_names = {{"Object", "object"}, {"String", "string"}, {"Int32", "int"}, {"Int64", "long"}, {"Boolean", "bool"},
                           {"Double", "double"}, {"Single", "float"}, {"Char", "char"}, {"Byte", "byte"}, {"Int16", "short"}};
    library.boxes = {{"byte", ""}, {"sbyte", ""}, {"short", ""}, {"ushort", ""}, {"char", ""}, {"int", ""}, {"uint", ""}, {"long", ""},
                     {"ulong", ""}, {"float", ""}, {"double", ""}, {"decimal", ""}, {"bool", ""}};
    library.numbers = {"byte", "short", "char", "int", "long", "float", "double"};
    library.closed = {"string", "array", "DateTime", "DateTimeOffset", "TimeSpan", "Guid", "Uri", "StringBuilder"};
    add_types(library, {
        "string IEnumerable IComparable", "List,IList,HashSet,ISet,ICollection ICollection IEnumerable", "Dictionary IDictionary IEnumerable",
        "IReadOnlyList IReadOnlyCollection IEnumerable", "StringReader,StreamReader TextReader", "StringWriter,StreamWriter TextWriter",
        "FileStream,MemoryStream Stream", "Stream IDisposable", "DateTime,DateTimeOffset,TimeSpan,Guid,Uri,StringBuilder", "Type", "object",
    });
    add_results(library, {"* string ToString", "* Type GetType", "* int GetHashCode CompareTo", "* bool Equals",
                          "string string Format Join Concat Substring Trim Replace ToLower ToUpper", "string int IndexOf", "int int Parse"});
    return library;
  }();
  static const Library kSwift = [] {
    Library library;
    library.top = "Any";
    library.text = "String";
    library.boxes = {{"Int", ""}, {"UInt", ""}, {"Int32", ""}, {"Int64", ""}, {"UInt8", ""}, {"UInt64", ""}, {"Double", ""}, {"Float", ""},
                     {"Bool", ""}, {"Character", ""}};
    library.closed = {"String", "Array", "Dictionary", "Set", "Data", "Date", "URL", "UUID"};
    add_types(library, {"String", "Array Sequence Collection", "Set Sequence Collection", "Dictionary Sequence Collection", "Substring",
                        "Any", "Data", "Date", "URL", "UUID"});
    return library;
  }();
  if (language == "java") return &kJava;
  if (language == "kotlin" || language == "scala") return &kKotlin;
  if (language == "csharp") return &kCSharp;
  if (language == "swift") return &kSwift;
  return nullptr;
}

/// Whether `have` has `want` among its supertypes; `known` becomes false when some of them are not in the table.
bool descends(const Library& library, Text have, Text want, bool& known, int depth = 0) {
  if (have == want) return true;
  if (throws(have) && (want == "Throwable" || want == "Exception") && !(have.ends_with("Error") && want == "Exception")) return true;
  const auto row = library.supertypes.find(have);
  if (row == library.supertypes.end()) {
    known = false;
    return false;
  }
  constexpr int kMaxDepth = 8;
  return depth < kMaxDepth && std::any_of(row->second.begin(), row->second.end(), [&](Text next) {
           return descends(library, next, want, known, depth + 1);
         });
}

}  // namespace

std::vector<Text> library_words() {
  std::vector<Text> out{"null"};
  for (const Text language : {"java", "kotlin", "csharp", "swift"}) {
    const Library* library = library_of(language);
    for (const auto& [type, above] : library->supertypes) out.push_back(type);
    for (const auto& [type, box] : library->boxes) out.push_back(type);
    for (const auto& [method, types] : library->results) {
      out.push_back(method);
      for (const auto& [type, result] : types) out.push_back(result);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool is_top_type(Text language, Text name) {
  const Library* library = library_of(language);
  return library != nullptr && library->canonical(name) == library->top;
}

bool is_closed_type(Text language, Text name) {
  const Library* library = library_of(language);
  return library != nullptr && library->is_closed(library->canonical(name));
}

bool is_text_type(Text language, Text name) {
  const Library* library = library_of(language);
  return library != nullptr && library->canonical(name) == library->text;
}

Fit library_fit(Text language, Text have, Text want) {
  const Library* library = library_of(language);
  if (library == nullptr) return have == want ? Fit::kSame : Fit::kUnknown;
  have = library->canonical(have);
  want = library->canonical(want);
  if (have == want) return Fit::kSame;
  const bool have_primitive = library->primitive(have);
  const bool want_primitive = library->primitive(want);
  if (have == "null") return want_primitive ? Fit::kNone : Fit::kSubtype;
  if (have_primitive && want_primitive) {
    const auto place = [&](Text name) { return std::find(library->numbers.begin(), library->numbers.end(), name); };
    const auto from = place(have);
    return from < place(want) && place(want) != library->numbers.end() ? Fit::kWidened : Fit::kNone;
  }
  if (want == library->top) return have_primitive ? Fit::kBoxed : Fit::kSubtype;
  bool known = true;
  if (have_primitive) {
    const Text box = library->boxes.at(have);
    return !box.empty() && descends(*library, box, want, known) ? Fit::kBoxed : Fit::kNone;
  }
  if (want_primitive) {
    const auto box = library->boxes.find(want);
    return box->second == have ? Fit::kBoxed : Fit::kNone;
  }
  if (descends(*library, have, want, known)) return Fit::kSubtype;
  return known || library->is_closed(want) || have == library->top ? Fit::kNone : Fit::kUnknown;
}

Text library_result(Text language, Text type, Text method) {
  const Library* library = library_of(language);
  if (library == nullptr) return {};
  const auto rows = library->results.find(method);
  if (rows == library->results.end()) return {};
  const auto own = rows->second.find(library->canonical(type));
  if (own != rows->second.end()) return own->second;
  const auto any = rows->second.find(Text{});
  return any == rows->second.end() ? Text{} : any->second;
}

}  // namespace cg::ingest
