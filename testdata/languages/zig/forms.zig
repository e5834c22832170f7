//! Module doc.
const std = @import("std");
const Allocator = std.mem.Allocator;
pub const Error = error{ OutOfMemory, Bad };
/// A point.
pub const Point = struct {
    x: i32 = 0,
    y: i32,
    const zero = Point{ .x = 0, .y = 0 };
    pub fn init(x: i32, y: i32) Point {
        return .{ .x = x, .y = y };
    }
    pub fn add(self: *Point, other: Point) void {
        self.x += other.x;
    }
};
const Color = enum(u8) { red, green = 2, pub fn f(c: Color) bool { return c == .red; } };
const U = union(enum) { a: i32, b: []const u8 };
var counter: usize = 0;
extern fn c_fun(x: c_int) c_int;
export fn exported() void {}
pub fn List(comptime T: type) type {
    return struct {
        const Self = @This();
        items: []T,
        pub fn append(self: *Self, item: T) !void {
            try self.items.grow(item);
        }
    };
}
fn main2() !void {
    const p = Point.init(1, 2);
    var q: Point = .{ .x = 1, .y = 2 };
    q.add(p);
    const l = List(u8){ .items = undefined };
    for (l.items, 0..) |item, i| { use(item, i); }
    while (it.next()) |v| : (n += 1) { v.go(); }
    if (opt) |o| { o.run(); } else |err| { return err; }
    const x = a catch |e| switch (e) { error.Bad => 1, else => 2 };
    const y = b orelse unreachable;
    defer p.deinit();
    errdefer cleanup();
    const ptr = &q;
    ptr.*.x = 3;
    q.x = @intCast(y.?);
    blk: { break :blk 3; }
    switch (u) { .a => |*av| av.* = 3, .b => {} }
    std.debug.print("{}", .{x});
    const z = Point{ .x = 1, .y = 2 };
    _ = z;
    comptime { check(); }
    const T = struct { fn f() void {} };
}
test "adds" { try std.testing.expect(true); }
test List { }
usingnamespace @import("foo.zig");

const builtin = @import("builtin");
const Thing = @import("thing.zig").Thing;
const mem = std.mem;

/// A node of a list,
/// which owns its text.
pub const Node = packed struct(u64) {
    next: ?*Node = null,
    tree: ?*const mem.Tree,
    text: []const u8,

    pub const empty: Node = .{ .tree = null, .text = "" };

    pub fn deinit(node: *Node, gpa: Allocator) void {
        if (node.next) |next| next.deinit(gpa);
        gpa.free(node.text);
        node.* = undefined;
    }

    pub inline fn len(node: Node) usize {
        return node.text.len;
    }
};

const Handler = *const fn (event: Event, data: ?*anyopaque) anyerror!void;

const Event = union(enum) {
    key: struct { code: u8 },
    quit,

    fn describe(event: Event) []const u8 {
        return switch (event) {
            .key => |key| keyName(key.code),
            .quit => "quit",
        };
    }
};

fn first(gpa: Allocator, source: []const u8) error{Empty}!*Node {
    var thing = try Thing.parse(gpa, source);
    errdefer thing.deinit();
    const copy: *Node = try gpa.create(Node);
    copy.* = .{ .tree = &thing.tree, .text = source };
    for (thing.children.items, 0..) |child, index| {
        if (child.isEmpty()) continue;
        counter += index;
    }
    while (thing.next() catch null) |item| {
        item.visit();
    }
    const value = thing.lookup("x") orelse return error.Empty;
    value.use();
    if (builtin.os.tag == .windows) unreachable;
    return copy;
}

test {
    std.testing.refAllDecls(@This());
    var list = List(Node).init(std.testing.allocator);
    defer list.deinit();
    try list.append(Node.empty);
}
