const std = @import("std");
pub const inner = @import("inner.zig");
usingnamespace @import("inner.zig");

pub fn clean(value: []const u8) []const u8 { // @clean
    return trim(value); // => trim
}

pub fn words(value: []const u8) usize { // @words
    return std.mem.count(u8, clean(value), " "); // => clean
}

fn trim(value: []const u8) []const u8 { // @trim
    return std.mem.trim(u8, value, " ");
}
