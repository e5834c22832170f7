mod common;
use common::setup;

#[test]
fn works() {
    let mut store = setup(); // => setup
    store.drain(); // => Store.drain
    common::check(); // => common.check
}
