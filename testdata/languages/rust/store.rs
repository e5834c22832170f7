//! A small store.
use std::collections::{self, HashMap, hash_map::{Entry, Iter as MapIter}};
use std::fmt::*;
use crate::codec as wire;
pub use self::inner::Depth;
pub(crate) use super::{config::Config, *};
use serde;
extern crate alloc as heap;

mod disk;
pub mod inner {
    /// How deep.
    pub struct Depth(pub u32);
    pub fn deepest() -> Depth { Depth(super::LIMIT) }
}

/// The most that fits.
pub const LIMIT: u32 = 10 * SCALE;
const SCALE: u32 = 2;
static mut COUNTER: usize = 0;
const _: () = check::<Store<u8>>();

pub type Shared<T> = std::rc::Rc<Store<T>>;

/// Keeps items.
#[derive(Debug, Clone)]
pub struct Store<T> {
    /// by name
    items: HashMap<String, T>,
    pub limit: u32, // at most
    parent: Option<Box<Node>>,
}

struct Unit;

union Bits {
    int: u32,
    float: f32,
}

#[derive(Debug)]
pub enum Shape {
    Point,
    Circle(f64),
    Rect { w: f64, h: f64 },
    Code = 7,
}

pub trait Area: Debug + Send {
    type Unit;
    const SIDES: u32 = 0;
    fn area(&self) -> f64;
    fn double(&self) -> f64 { self.area() * 2.0 }
    fn make() -> Self where Self: Sized;
}

impl Area for Shape {
    type Unit = f64;
    fn area(&self) -> f64 {
        match self {
            Shape::Point => 0.0,
            Shape::Circle(r) => r * r * PI,
            Shape::Rect { w, h: height } => w * height,
            other @ Self::Code => other.double(),
        }
    }
    fn make() -> Self { Self::Point }
}

impl<'a, T: Clone + Area, const N: usize> Store<T>
where
    T: wire::Encode,
{
    pub const EMPTY: usize = N;

    pub fn new(limit: u32) -> Self {
        Self { items: HashMap::new(), limit, parent: None }
    }

    pub async fn load(&mut self, name: &str, mut depth: usize) -> Result<&'a T, Error> {
        let text = wire::read(name).await?;
        let (head, tail) = text.split_once(':').unwrap();
        let items: Vec<T> = text.lines().map(|line| T::parse(line)).collect::<Vec<_>>();
        for item in &items {
            item.area();
        }
        for (i, item) in items.iter().enumerate() {
            item.keep(i);
        }
        if let Some(node) = &self.parent {
            node.visit(head);
        } else if let Ok(n) = tail.parse::<u32>() {
            self.limit = n;
        }
        while let Some(x) = self.pop() {
            x.drop_it();
        }
        let Some(first) = items.first() else { return Err(Error::Empty { name: name.to_string() }) };
        match self.items.get(name) {
            Some(found) if found.ok() => found.touch(),
            None => depth += 1,
            Some(_) => {}
        }
        let node = Node { value: first.area(), ..Default::default() };
        node.value.sqrt();
        self.parent = Some(Box::new(node));
        unsafe { COUNTER += 1 };
        let add = |a: u32, b| a + b;
        add(1, self.limit as u32);
        println!("{} {:?}", head, self.items.len());
        log!(target: "store", Level::Info, wire::size(&text).max(1));
        let all = vec![inner::deepest(), Depth(0)];
        let label = format!("{}", first.name());
        label.push('x');
        'outer: loop {
            break 'outer;
        }
        fn helper(n: usize) -> usize { n }
        Ok(&items[helper(depth)])
    }

    fn pop(&mut self) -> Option<Node> { self.parent.take().map(|b| *b) }
}

struct Node {
    value: f64,
}

impl<T> Drop for Store<T> {
    fn drop(&mut self) { let Store { limit, items: rest, .. } = self; rest.clear(); }
}

macro_rules! log {
    ($level:expr, $($arg:tt)*) => { $crate::emit($level.name(), format_args!($($arg)*)).flush() };
}

extern "C" {
    fn strlen(s: *const c_char) -> usize;
}

pub fn apply<F>(f: F, shape: &dyn Area) -> impl Iterator<Item = u32>
where
    F: FnOnce(u32) -> u32,
{
    <Shape as Area>::make();
    Shape::SIDES;
    f(shape.area() as u32);
    std::iter::once(1)
}

#[cfg(feature = "fast")]
fn fast() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stores() {
        let s = Store::<Shape>::new(3);
        assert_eq!(s.limit, 3);
    }
}
