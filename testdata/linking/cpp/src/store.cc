#include "store.h"

using geo::Circle;
using geo::Shape;

namespace app {
namespace {

double helper(const Shape& shape) { // @store.helper
  return shape.area(); // => Shape.area
}

}  // namespace

void Store::add(std::unique_ptr<Shape> shape) { // @Store.add
  by_name_[shape->name()] = shape.get(); // => Shape.name
  shapes_.push_back(std::move(shape));
}

void Store::add(int count) { // @Store.add(int)
  for (int i = 0; i < count; ++i) add(std::make_unique<Circle>(1.0)); // => Store.add Circle()
}

Shape* Store::find(const std::string& name) const { // @Store.find
  auto at = by_name_.find(name);
  return at->second;
}

double Store::total() const { // @Store.total
  double sum = 0;
  for (const auto& shape : shapes_) sum += helper(*shape); // => store.helper
  for (const std::unique_ptr<Shape>& shape : shapes_) sum += shape->area(); // => Shape.area
  return clamp(sum) + geo::clamp(sum); // => clamp.app clamp.geo
}

Circle Store::first() const { // @Store.first
  return Circle(1.0); // => Circle()
}

Store& Store::instance() { // @Store.instance
  static Store store;
  return store;
}

bool Store::operator==(const Store& other) const { // @Store.eq
  return total() == other.total(); // => Store.total Store.total
}

double clamp(double x) { // @clamp.app
  return x;
}

}  // namespace app
