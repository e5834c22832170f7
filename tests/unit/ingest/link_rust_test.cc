#include "tests/unit/catch.h"
#include "tests/unit/ingest/small_tree.h"

// Rust: what a value is after it has been waited for, taken apart, or put into one of the library's types.

namespace {

constexpr std::string_view kTypes = R"(use std::io;
use std::sync::Arc;
pub struct U;
impl U {
  pub fn go(&self) {}
  pub fn new() -> U { U }
  pub fn open() -> io::Result<U> { todo!() }
  pub async fn connect() -> io::Result<U> { todo!() }
  pub fn later() -> impl std::future::Future<Output = Result<U, ()>> { async { todo!() } }
}
pub struct V;
impl V { pub fn go(&self) {} }
pub fn pair() -> (U, V) { todo!() }
)";

std::string with(std::string_view functions) { return std::string(kTypes) + std::string(functions); }

}  // namespace

TEST_CASE("a Result of Rust that was waited for is still one") {
  const std::string lib = with(R"(
async fn unwrapped() { let u = U::connect().await.unwrap(); u.go(); }
async fn asked() -> io::Result<()> { let u = U::connect().await?; u.go(); Ok(()) }
async fn mapped() { U::connect().await.map(|u| u.go()).ok(); }
async fn promised() { let u = U::later().await.unwrap(); u.go(); }
async fn guarded(m: tokio::sync::Mutex<U>) { m.lock().await.go(); }
)");
  SmallTree tree({{"src/lib.rs", lib}});
  CHECK(tree.calls("src/lib.rs", "unwrapped") == "lib:U::connect lib:U::go");
  CHECK(tree.calls("src/lib.rs", "asked") == "lib:U::connect lib:U::go");
  CHECK(tree.calls("src/lib.rs", "mapped") == "lib:U::connect lib:U::go");
  CHECK(tree.calls("src/lib.rs", "promised") == "lib:U::later lib:U::go");
  CHECK(tree.calls("src/lib.rs", "guarded") == "lib:U::go");
}

TEST_CASE("parts of a tuple of Rust may be mutable or references") {
  const std::string lib = with(R"(
fn second() { let (a, mut b) = pair(); a.go(); b.go(); }
fn first() { let (mut a, ref b) = pair(); a.go(); b.go(); }
fn each(all: Vec<(U, V)>) { for (mut a, mut b) in all { a.go(); b.go(); } }
fn some(o: Option<U>) { let Some(mut u) = o else { return }; u.go(); }
)");
  SmallTree tree({{"src/lib.rs", lib}});
  CHECK(tree.calls("src/lib.rs", "second") == "lib:pair lib:U::go lib:V::go");
  CHECK(tree.calls("src/lib.rs", "first") == "lib:pair lib:U::go lib:V::go");
  CHECK(tree.calls("src/lib.rs", "each") == "lib:U::go lib:V::go");
  CHECK(tree.calls("src/lib.rs", "some") == "lib:U::go");
}

TEST_CASE("the library's types of Rust hold what they were made of") {
  const std::string lib = with(R"(
fn boxed() { let b = Box::new(U::new()); b.go(); }
fn unit() { let b = Box::new(U); b.go(); }
fn shared() { let a = Arc::new(U::new()); let b = a.clone(); b.go(); }
fn counted(a: &Arc<U>) { let c = Arc::clone(a); c.go(); }
fn optional() { Some(V).unwrap().go(); }
fn locked() { let m = std::sync::Mutex::new(U::new()); m.lock().unwrap().go(); }
)");
  SmallTree tree({{"src/lib.rs", lib}});
  CHECK(tree.calls("src/lib.rs", "boxed") == "lib:U::new lib:U::go");
  CHECK(tree.calls("src/lib.rs", "unit") == "lib:U::go");
  CHECK(tree.calls("src/lib.rs", "shared") == "lib:U::new lib:U::go");
  CHECK(tree.calls("src/lib.rs", "counted") == "lib:U::go");
  CHECK(tree.calls("src/lib.rs", "optional") == "lib:V::go");
  CHECK(tree.calls("src/lib.rs", "locked") == "lib:U::new lib:U::go");
}
