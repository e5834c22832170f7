pub mod shapes;

pub trait Area { // @Area
    const SIDES: u32;
    fn area(&self) -> f64; // @Area.area
    fn double(&self) -> f64 { // @Area.double
        2.0 * self.area() // => Area.area
    }
}

pub trait Words {
    fn shout(&self) -> String; // @Words.shout
}

impl Words for str {
    fn shout(&self) -> String {
        self.to_uppercase()
    }
}

pub fn check(value: f64) -> f64 { // @check
    fn inside(v: f64) -> f64 { v } // @check.inside
    let text: &str = "x";
    text.shout(); // => Words.shout
    inside(value) // => check.inside
}
