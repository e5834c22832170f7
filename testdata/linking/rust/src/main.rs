use helper_kit::{hidden, shared as common, shout};
use linked::store::Store;
use linked::{self as whole, geometry};

fn total() {} // @main.total

fn main() {
    total(); // => main.total
    whole::total(&[]); // => total
    geometry::check(1.0); // => check
    hidden(); // => hidden
    common(); // => shared
    shout!(1);
    let run: fn(&mut Store) = Store::drain;
    let _ = run;
    helper_kit::Clock::start().tick(); // => Clock.start Clock.tick
    std::process::exit(0);
}
