pub fn deep() u32 { // @deep
    return 1;
}
