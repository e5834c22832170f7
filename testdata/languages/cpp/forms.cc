// C++ as written: classes, templates, lambdas.
#include <memory>
#include <vector>
#include "shape.h"

namespace geo {
namespace {
const int kSides = 4;
int clamp(int value) { return value < 0 ? 0 : value; }
}  // namespace

namespace detail::io { class Sink; }
namespace fs = std::filesystem;
using namespace std::literals;
using std::vector;
using Name = std::string;
template <typename T> using Owned = std::unique_ptr<T>;
enum class Color : int { kRed, kBlue = 2 };

/// Something with an area.
class GEO_EXPORT Shape {
 public:
  explicit Shape(Name name = "shape") : name_(std::move(name)), sink_{nullptr} {}
  Shape(const Shape&) = delete;
  Shape& operator=(const Shape&) = default;
  virtual ~Shape();
  virtual double area() const = 0;
  virtual void draw(detail::io::Sink* sink) const;
  static Shape* make(Color color) LOCKS_EXCLUDED(mutex_);
  operator bool() const { return !name_.empty(); }
  bool operator==(const Shape& other) const;
  friend class Tester;
  friend void swap(Shape& a, Shape& b) { std::swap(a.name_, b.name_); }
  template <typename U> void put(U&& value) { sink_->write(std::forward<U>(value)); }
  const Name& name() const { return name_; }

  enum { kInline = 8 };
  struct Link {
    Link* next = nullptr;
    Shape* shape;
  };

 protected:
  Name name_;  ///< for people
  std::vector<Link> links_ GUARDED_BY(mutex_);
  detail::io::Sink* sink_;
  static constexpr int kMax = 4;
  void (*callback_)(int) = nullptr;
};

// A square is a shape.
template <class T, int N = 3>
class Square final : public Shape, private Counted<T> {
 public:
  using Shape::name;
  typedef T value_type;
  Square(T side) : Shape("square"), Counted<T>(N), side_(side) {}
  double area() const override { return side_ * side_; }
  auto links() -> std::vector<Link>& { return links_; }

 private:
  T side_ = {};
};

template <> class Square<void, 1> {};

Shape::~Shape() { delete sink_; }
Shape* Shape::make(Color color) {
  if (color == Color::kRed) return new Square<int>(clamp(kSides));
  auto square = std::make_unique<Square<double>>(2.0);
  square->put("made");
  return square.release();
}
bool Shape::operator==(const Shape& other) const { return name_ == other.name_ && this->area() == other.area(); }
void Shape::draw(detail::io::Sink* sink) const {
  for (const auto& link : links_) link.shape->draw(sink);
  for (const auto& [key, value] : table()) value.use(key);
  auto [low, high] = bounds();
  low.widen(high);
}

template <typename T> concept Drawable = requires(T t) { t.draw(nullptr); };

template <Drawable T>
void render(const T& item, std::vector<std::shared_ptr<Shape>>& all) {
  auto visit = [&all, count = kSides](const Shape& shape) { return all.size() + count + shape.area(); };
  visit(*all[0]);
  all.front()->name();
  static_cast<Shape*>(all.back().get())->draw(nullptr);
  Square<int> square(3), other{4};
  other.area();
  Shape::Link link = {.next = nullptr, .shape = &square};
  detail::io::flush(link.next);
  if (auto it = find(all); it != all.end()) (*it)->draw(nullptr);
  try {
    throw Failure("x");
  } catch (const Failure& failure) {
    failure.report();
  }
}

int Registry::Entry::count = 0;
extern "C" int geo_version(void);
extern "C" int geo_version(void) { return Shape::Link::version(); }
[[nodiscard]] static auto trailing(int x) -> Name { return Name(x, 'c'); }
std::ostream& operator<<(std::ostream& out, const Shape& shape) { return out << shape.name(); }
}  // namespace geo

TEST_F(ShapeTest, Area) { EXPECT_EQ(shape_->area(), 4); }
TEST(Color, Names) { geo::Shape::make(geo::Color::kBlue); }
