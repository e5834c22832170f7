pub mod inner {
    pub fn hidden() -> u32 { // @hidden
        super::shared() // => shared
    }
}

pub fn shared() -> u32 { 1 } // @shared
