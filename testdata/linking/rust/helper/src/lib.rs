//! A crate of the workspace, known as helper_kit.
mod deep;
pub use deep::inner::hidden;
pub use crate::deep::*;

pub struct Clock(pub u64); // @Clock

impl Clock {
    pub fn start() -> Self { // @Clock.start
        Clock(0) // => Clock
    }
    pub fn tick(&mut self) -> u64 { // @Clock.tick
        self.0 += 1;
        self.0
    }
}

#[macro_export]
macro_rules! shout { // @shout
    ($e:expr) => { $e };
}
