pub struct Index(pub(super) Vec<usize>);

impl Index {
    pub fn note(&self, number: usize) -> bool { // @Index.note
        self.0.contains(&number)
    }
}

pub fn free() {} // @free
