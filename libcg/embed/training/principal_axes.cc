#include "libcg/embed/training/principal_axes.h"

#include <algorithm>
#include <cmath>
#include <numeric>

// The eigenvectors of a symmetric matrix of a few hundred rows, once: Jacobi's method (1846; Golub, Van Loan: Matrix
// Computations, 8.5) turns one pair of axes after the other until nothing is left off the diagonal. It needs some ten sweeps,
// a few seconds for 256 columns; faster ones need a library, and this is done once for a model.
namespace cg::embed {
namespace {

using Matrix = std::vector<double>;  ///< [dim, dim]

/// The sums of products of columns.
Matrix gram(std::span<const float> table, std::size_t dim) {
  Matrix sums(dim * dim);
  for (std::size_t row = 0; row < table.size(); row += dim) {
    const float* r = &table[row];
    for (std::size_t i = 0; i < dim; ++i) {
      const double x = r[i];
      for (std::size_t j = i; j < dim; ++j) sums[i * dim + j] += x * double{r[j]};
    }
  }
  for (std::size_t i = 0; i < dim; ++i) {
    for (std::size_t j = 0; j < i; ++j) sums[i * dim + j] = sums[j * dim + i];
  }
  return sums;
}

/// Turns the axes p and q of `a` so that a[p, q] becomes 0, and the rows of `axes` with them.
void turn(Matrix& a, Matrix& axes, std::size_t dim, std::size_t p, std::size_t q) {
  const double off = a[p * dim + q];
  if (off == 0) return;
  const double theta = (a[q * dim + q] - a[p * dim + p]) / (2 * off);
  const double t = (theta >= 0 ? 1 : -1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
  const double c = 1 / std::sqrt(t * t + 1);
  const double s = t * c;
  const auto rotate = [c, s](double& x, double& y) {
    const double turned = c * x - s * y;
    y = s * x + c * y;
    x = turned;
  };
  for (std::size_t k = 0; k < dim; ++k) rotate(a[k * dim + p], a[k * dim + q]);
  for (std::size_t k = 0; k < dim; ++k) rotate(a[p * dim + k], a[q * dim + k]);
  for (std::size_t k = 0; k < dim; ++k) rotate(axes[p * dim + k], axes[q * dim + k]);
}

double off_diagonal(const Matrix& a, std::size_t dim) {
  double sum = 0;
  for (std::size_t i = 0; i < dim; ++i) {
    for (std::size_t j = 0; j < dim; ++j) sum += i == j ? 0 : a[i * dim + j] * a[i * dim + j];
  }
  return sum;
}

}  // namespace

std::vector<float> along_principal_axes(std::span<const float> table, std::size_t dim, std::size_t keep) {
  Matrix a = gram(table, dim);
  Matrix axes(dim * dim);
  for (std::size_t i = 0; i < dim; ++i) axes[i * dim + i] = 1;
  const double all = std::inner_product(a.begin(), a.end(), a.begin(), 0.0);
  constexpr int kMostSweeps = 40;  // convergence is quadratic; ten are usual
  for (int sweep = 0; sweep < kMostSweeps && off_diagonal(a, dim) > 1e-20 * all; ++sweep) {
    for (std::size_t p = 0; p + 1 < dim; ++p) {
      for (std::size_t q = p + 1; q < dim; ++q) turn(a, axes, dim, p, q);
    }
  }
  std::vector<std::size_t> order(dim);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t i, std::size_t j) { return a[i * dim + i] > a[j * dim + j]; });

  std::vector<float> out;
  out.reserve(table.size() / dim * keep);
  for (std::size_t row = 0; row < table.size(); row += dim) {
    for (std::size_t k = 0; k < keep; ++k) {
      const double* axis = &axes[order[k] * dim];
      double sum = 0;
      for (std::size_t i = 0; i < dim; ++i) sum += double{table[row + i]} * axis[i];
      out.push_back(static_cast<float>(sum));
    }
  }
  return out;
}

}  // namespace cg::embed
