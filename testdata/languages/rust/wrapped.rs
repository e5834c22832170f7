// Macros around definitions: what they let through is defined, what they read themselves is not.
cfg_net! {
    /// A connection.
    pub struct Stream {
        fd: i32,
    }

    cfg_unix! {
        impl Stream {
            pub(crate) fn raw(&self) -> i32 { self.fd }
        }
    }
}

impl Stream {
    cfg_io! {
        #[inline]
        pub async fn connect(fd: i32) -> Stream { Stream { fd } }
    }
}

thread_local! {
    static COUNT: Cell<u32> = Cell::new(0);
}

lazy_static! {
    static ref TABLE: Vec<u32> = table();
}

bitflags! {
    pub struct Flags: u32 {
        const READ = 1;
    }
}

fn body() {
    select! {
        x = next() => x,
    }
}
