pub mod geometry;
pub mod money;
pub mod store;
pub mod tasks;

use geometry::{shapes::{Circle, Square}, Area};
use helper_kit::Clock;
use std::collections::HashMap;

pub type Result<T> = std::result::Result<T, Failure>;

#[derive(Debug, Clone, Default)]
pub struct Failure { // @Failure
    pub text: String,
}

impl Failure {
    pub fn new(text: &str) -> Failure { // @Failure.new
        Failure { text: text.to_string() } // => Failure
    }
    pub fn describe(&self) -> String { // @Failure.describe
        self.text.clone()
    }
}

impl From<std::io::Error> for Failure {
    fn from(_: std::io::Error) -> Self { // @Failure.from
        Self::new("io") // => Failure.new
    }
}

pub fn total(shapes: &[Box<dyn Area>]) -> f64 { // @total
    let mut sum = 0.0;
    for shape in shapes {
        sum += shape.area(); // => Area.area
    }
    sum
}

pub fn largest<T: Area>(items: Vec<T>) -> Option<T> { // @largest
    let first = items.first().unwrap().area(); // => Area.area
    items.into_iter().find(|item| item.area() > first) // => Area.area
}

pub fn build() -> Result<Square> { // @build
    let square = Square::new(2.0)?; // => Square.new
    square.area(); // => Square.area
    square.double(); // => Area.double
    let circle = Circle::unit(); // => Circle.unit
    circle.grow(2.0).grow(3.0).area(); // => Circle.grow Circle.area
    Ok(square)
}

pub fn chains(map: &mut HashMap<String, Circle>, clock: Option<Clock>) { // @chains
    if let Some(circle) = map.get("a") {
        circle.area(); // => Circle.area
    }
    for (_, circle) in map.iter_mut() {
        circle.clone().grow(1.0); // => Circle.grow
    }
    let mut clock = clock.unwrap_or_else(Clock::start);
    clock.tick(); // => Clock.tick
    map.values().map(|c| c.area()).sum::<f64>(); // => Circle.area
    let built = build().map_err(|e| e).unwrap(); // => build
    built.side(); // => Square.side
    if let Err(failure) = build() { // => build
        let _ = failure;
    }
    Failure::default().describe(); // => Failure.describe
    map.len();
    map.clear();
}

pub fn nothing(text: &str, list: Vec<u8>) { // @nothing
    text.len();
    list.iter().map(|b| b + 1).count();
    String::new().push('x');
    println!("{}", text.trim());
    let area = |x: u32| x + 1;
    area(1);
    unknown::area(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn helper() -> Circle { // @tests.helper
        Circle::unit() // => Circle.unit
    }

    #[test]
    fn builds() {
        build().unwrap(); // => build
        helper().grow(1.0); // => tests.helper Circle.grow
        total(&[]); // => total
    }
}

pub use tasks::launch;

fn start() { // @start
    tasks::launch(1); // => launch
    launch(2); // => launch
}

cfg_full! {
    pub fn wrapped() { // @wrapped
        start(); // => start
    }
}

fn unwrapped() {
    wrapped(); // => wrapped
    crate::launch(3); // => launch
}
