use super::{check, Area};
use crate::{Failure, Result};

#[derive(Clone)]
pub struct Circle { // @Circle
    radius: f64,
}

pub struct Square(f64); // @Square

pub enum Shape {
    Round(Circle),
    Flat { square: Square },
    Named(String, Circle),
    None,
}

impl Circle {
    const UNIT: f64 = 1.0;

    pub fn unit() -> Self { // @Circle.unit
        Self { radius: Self::UNIT } // => Circle
    }

    pub fn grow(mut self, by: f64) -> Self { // @Circle.grow
        self.radius *= check(by); // => check
        self
    }
}

impl Square {
    pub fn new(side: f64) -> Result<Self> { // @Square.new
        if side < 0.0 {
            return Err(Failure::new("negative")); // => Failure.new
        }
        Ok(Square(side)) // => Square
    }

    pub fn side(&self) -> f64 { // @Square.side
        self.0
    }
}

impl Area for Circle {
    const SIDES: u32 = 0;
    fn area(&self) -> f64 { // @Circle.area
        self.radius * self.radius
    }
}

impl Area for Square {
    const SIDES: u32 = 4;
    fn area(&self) -> f64 { // @Square.area
        self.side() * self.side() // => Square.side
    }
}

impl Shape {
    pub fn size(&self) -> f64 { // @Shape.size
        match self {
            Shape::Round(circle) => circle.area(), // => Circle.area
            Shape::Flat { square } => square.area(), // => Square.area
            Self::Named(_, ref circle) => circle.area(), // => Circle.area
            Shape::None => 0.0,
        }
    }
}

pub fn area(shape: &Shape) -> f64 { // @area
    shape.size() // => Shape.size
}
