use std::ops::{Add, AddAssign, Index, Neg};

#[derive(Clone, Copy)]
pub struct Money { // @Money
    cents: i64,
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money { // @Money.add
        Money { cents: self.cents + other.cents } // => Money
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) { // @Money.add_assign
        self.cents += other.cents;
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money { // @Money.neg
        Money { cents: -self.cents } // => Money
    }
}

impl PartialEq for Money {
    fn eq(&self, other: &Money) -> bool { // @Money.eq
        self.cents == other.cents
    }
}

pub struct Purse {
    all: Vec<Money>,
}

impl Index<usize> for Purse {
    type Output = Money;
    fn index(&self, i: usize) -> &Money { // @Purse.index
        &self.all[i]
    }
}

pub fn pay(purse: &Purse, a: Money, b: Money, n: usize) -> Money {
    let mut c = a + b; // => Money.add
    c += a; // => Money.add_assign
    if a == b || a != c { // => Money.eq
        return -a; // => Money.neg
    }
    let _m = n + 1;
    purse[0] // => Purse.index
}
