#pragma once
#include <memory>
#include <type_traits>
#include <utility>

namespace cg {

template <class Signature>
class FunctionRef;

/// Something callable that outlives the call it is passed to. Unlike std::function it owns nothing, so that passing a
/// lambda with any number of captures allocates nothing: it is for callbacks in inner loops.
template <class Result, class... Args>
class FunctionRef<Result(Args...)> {
 public:
  template <class Callable, class = std::enable_if_t<!std::is_same_v<std::remove_cvref_t<Callable>, FunctionRef>>>
  FunctionRef(Callable&& callable) noexcept  // NOLINT(google-explicit-constructor): stands where a lambda is written
      : object_(const_cast<void*>(static_cast<const void*>(std::addressof(callable)))),
        call_([](void* object, Args... args) -> Result {
          return (*static_cast<std::add_pointer_t<std::remove_reference_t<Callable>>>(object))(std::forward<Args>(args)...);
        }) {}

  Result operator()(Args... args) const { return call_(object_, std::forward<Args>(args)...); }

 private:
  void* object_;
  Result (*call_)(void*, Args...);
};

}  // namespace cg
