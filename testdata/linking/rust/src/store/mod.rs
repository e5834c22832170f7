use crate::geometry::shapes::{self, Shape};
use std::cell::RefCell;
use std::rc::Rc;

mod index;
use self::index::Index;

pub struct Store { // @Store
    index: Index,
    shapes: Vec<Shape>,
    parent: Option<Rc<RefCell<Store>>>,
}

impl Store {
    pub fn sizes(&self) -> f64 { // @Store.sizes
        let mut sum = 0.0;
        for (number, shape) in self.shapes.iter().enumerate() {
            self.index.note(number); // => Index.note
            sum += shape.size(); // => Shape.size
            sum += shapes::area(shape); // => area
        }
        if let Some(parent) = &self.parent {
            sum += parent.borrow().sizes(); // => Store.sizes
        }
        self.shapes[0].size(); // => Shape.size
        self.shapes.iter().filter(|s| s.size() > 1.0).count(); // => Shape.size
        index::free(); // => free
        crate::geometry::check(sum) // => check
    }

    fn pop(&mut self) -> Option<Shape> { // @Store.pop
        self.shapes.pop()
    }

    pub fn drain(&mut self) { // @Store.drain
        while let Some(shape) = self.pop() { // => Store.pop
            shape.size(); // => Shape.size
        }
        self.shapes.clear();
        let last = match self.pop() { // => Store.pop
            Some(shape) => shape,
            None => return,
        };
        last.size(); // => Shape.size
    }
}
