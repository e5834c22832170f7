// Where functions use their parameters: what hides one, what only looks like one, and what is seen inside macros.
use std::fmt;

pub struct Point {
    pub x: i64,
    pub y: i64,
}

fn limit() -> i64 {
    10
}

pub fn patterns((a, b): (i64, i64), Point { x, y: high }: Point, &c: &i64, [d, ..]: [i64; 2]) -> Point {
    let a = a + b;
    let Point { y, .. } = Point { x, y: high + c + d };
    Point { x: a, y }
}

pub fn shadows(x: i64, mut total: i64, found: Option<i64>) -> i64 {
    total += x;
    {
        let x = x * 2;
        total += x;
    }
    if let Some(found) = found {
        total += found;
    }
    let Some(found) = found else { return total };
    match x {
        0 => total += found,
        x if x > limit() => total += x,
        _ => total -= x,
    }
    for x in 0..x {
        total += x;
    }
    let twice = |x: i64| x * 2;
    let more = |step| twice(step + x);
    while let Some(total) = next(&mut total) {
        drop(total);
    }
    fn inner(x: i64) -> i64 {
        x + 1
    }
    more(total) + inner(x)
}

fn next(from: &mut i64) -> Option<i64> {
    *from -= 1;
    Some(*from)
}

pub fn in_macros(x: i64, y: i64, label: &str, items: &[i64]) -> i64 {
    println!("{label}: {} {{y}} {x:>4}", y);
    println!("{shown}", shown = x);
    assert_eq!(items.iter().map(|x| x + 1).sum::<i64>(), y, "x is not {y}");
    debug_assert!(matches!(items.first(), Some(y) if *y > 0));
    vec![Point { x: 1, y: x }, Point { x: limit(), y: self::limit() }].len() as i64
}

impl Point {
    pub fn new(x: i64, y: i64) -> Self {
        Self { x, y }
    }

    pub fn moved(mut self, limit: i64) -> Self {
        self.x += limit;
        self::limit();
        let step = move || self.y + limit;
        Self { y: step(), ..self }
    }

    fn boxed(self: Box<Self>) -> i64 {
        self.x
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.x, self.y)
    }
}
