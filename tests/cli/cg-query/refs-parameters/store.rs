pub struct Store;

fn name() -> u32 {
    1
}

impl Store {
    pub fn load(&self, name: &str, mut depth: u32) -> u32 {
        depth += 1;
        grow(&mut depth);
        println!("{name} at {}", depth);
        let longest = |name: &str| name.len();
        self.keep(name) + depth + longest("a") as u32
    }

    fn keep(&self, text: &str) -> u32 {
        text.len() as u32 + name()
    }
}

fn grow(depth: &mut u32) {
    *depth += 1;
}
