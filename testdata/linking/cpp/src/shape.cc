#include "shape.h"

#include <cmath>

namespace geo {
namespace {

double helper(double x) { // @shape.helper
  return std::sqrt(x);
}

}  // namespace

Shape::Shape(std::string name) : name_(std::move(name)) {} // @Shape()

void Shape::notify(const Shape& shape) { // @Shape.notify
  shape.name().size(); // => Shape.name
}

Shape& Shape::scaled(double by) { // @Shape.scaled
  helper(by); // => shape.helper
  changed(); // => Shape.changed
  return *this;
}

Circle::Circle(double radius) : Shape("circle"), radius_(clamp(radius)) {} // @Circle() // => Shape() clamp.geo

double Circle::area() const { // @Circle.area
  return 3.0 * square(radius_) + detail::round(helper(radius_)); // => square detail.round shape.helper
}

double clamp(double x) { // @clamp.geo
  return x < 0 ? 0 : detail::round(x); // => detail.round
}

namespace detail {
double round(double x) { // @detail.round
  return std::floor(square(x)); // => square
}
}  // namespace detail

}  // namespace geo
