const std = @import("std");
const Store = @import("Store.zig");
const shapes = @import("shapes.zig");
const text = @import("util/text.zig");
const Circle = shapes.Circle;
const clean = text.clean;
const Alias = shapes.Shape;

pub fn main() !void { // @main
    var gpa = std.heap.GeneralPurposeAllocator(.{}){};
    const allocator = gpa.allocator();
    var store = try Store.init(allocator, 3); // => Store.init
    defer store.deinit(); // => Store.deinit
    try store.put(Circle.unit()); // => Store.put Circle.unit
    const circle = store.first() orelse return; // => Store.first
    _ = circle.area(); // => Circle.area
    _ = circle.grow(2).grow(3).area(); // => Circle.grow Circle.area
    std.debug.print("{s}\n", .{clean("x")}); // => clean
    _ = text.words("a b"); // => words
    const shape = Alias{ .circle = circle };
    _ = shape.size(); // => Shape.size
    if (store.find("a")) |found| { // => Store.find
        _ = found.area(); // => Circle.area
    }
    for (store.items) |item| {
        _ = item.area(); // => Circle.area
    }
    try run(&store); // => run
    helper(); // => main.helper
    _ = text.inner.deep(); // => deep
    _ = store.counter.next(); // => Counter.next
    const list = std.ArrayList(u8).init(allocator);
    list.deinit();
    const kind: shapes.Kind = .round;
    _ = kind.label(); // => Kind.label
    _ = @import("util/text.zig").words(""); // => words
}

fn run(store: *Store) !void { // @run
    while (store.pop()) |circle| { // => Store.pop
        _ = circle.area(); // => Circle.area
    }
    const result = store.put(Circle.unit()) catch |err| return err; // => Store.put Circle.unit
    _ = result;
    const next: ?*Store = store.next;
    next.?.deinit(); // => Store.deinit
}

fn helper() void { // @main.helper
    const local = struct {
        fn inside() void {} // @inside
    };
    local.inside(); // => inside
    const values = [_]u32{ 1, 2 };
    _ = values.len;
}

test "area" {
    const circle = Circle{ .radius = 1 };
    try std.testing.expect(circle.area() > 0); // => Circle.area
    try check(circle); // => check
}

fn check(circle: Circle) !void { // @check
    _ = circle.double(); // => Circle.double
}
