pub fn launch(n: u32) -> u32 { // @launch
    n
}
