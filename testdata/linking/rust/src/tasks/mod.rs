cfg_full! {
    mod launch;
    pub use launch::launch;
}
