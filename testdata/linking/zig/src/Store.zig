//! A file that is a struct.
const std = @import("std");
const shapes = @import("shapes.zig");
const Circle = shapes.Circle;

const Store = @This();

items: []Circle,
counter: Counter = .{},
next: ?*Store = null,

pub const Counter = struct { // @Counter
    value: u32 = 0,

    pub fn next(self: *Counter) u32 { // @Counter.next
        self.bump(); // => Counter.bump
        return self.value;
    }

    fn bump(self: *@This()) void { // @Counter.bump
        self.value += 1;
    }
};

pub fn init(allocator: std.mem.Allocator, limit: usize) !Store { // @Store.init
    const items = try allocator.alloc(Circle, limit);
    return Store{ .items = items };
}

pub fn deinit(self: *Store) void { // @Store.deinit
    self.clear(); // => Store.clear
    self.* = undefined;
}

fn clear(self: *Store) void { // @Store.clear
    _ = self;
}

pub fn put(self: *Store, circle: Circle) !void { // @Store.put
    if (full(self)) return error.Full; // => full
    self.items[0] = circle;
    _ = self.items[0].area(); // => Circle.area
    _ = self.counter.next(); // => Counter.next
}

fn full(self: *const Store) bool { // @full
    return self.items.len > 3;
}

pub fn first(self: Store) ?Circle { // @Store.first
    return if (self.items.len > 0) self.items[0] else null;
}

pub fn find(self: *Store, name: []const u8) ?*Circle { // @Store.find
    _ = name;
    return &self.items[0];
}

pub fn pop(self: *Store) ?Circle { // @Store.pop
    return self.first(); // => Store.first
}
