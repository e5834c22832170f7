use linked::store::Store;

pub fn setup() -> Store { // @setup
    unimplemented!()
}

pub fn check() {} // @common.check
