use helper_kit::{hidden, shared as common, shout};
use linked::store::Store;
use linked::{self as whole, geometry};

fn total() {} // @main.total

fn probe(geometry: f64) { // @main.probe
    geometry::check(geometry); // => check
}

fn local() -> u32 { // @main.local
    struct Key(u32);
    impl Key {
        fn number(&self) -> u32 { // @Key.number
            self.0
        }
    }
    Key(1).number() // => Key.number
}

fn main() {
    probe(1.0); // => main.probe
    local(); // => main.local
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
