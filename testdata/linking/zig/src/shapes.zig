const std = @import("std");
const math = std.math;

pub const Circle = struct { // @Circle
    radius: f64,

    const Self = @This();

    pub fn unit() Circle { // @Circle.unit
        return .{ .radius = 1 };
    }

    pub fn area(self: Circle) f64 { // @Circle.area
        return square(self.radius) * math.pi; // => square
    }

    pub fn grow(self: Self, by: f64) Self { // @Circle.grow
        return Self{ .radius = self.radius * by };
    }

    pub fn double(self: Self) f64 { // @Circle.double
        return self.grow(2).area(); // => Circle.grow Circle.area
    }
};

pub const Shape = union(enum) { // @Shape
    circle: Circle,
    none: void,

    pub fn size(self: Shape) f64 { // @Shape.size
        return switch (self) {
            .circle => |circle| circle.radius,
            .none => 0,
        };
    }
};

pub const Kind = enum { // @Kind
    round,
    flat,

    pub fn label(self: Kind) []const u8 { // @Kind.label
        return name(self); // => name
    }
};

fn name(kind: Kind) []const u8 { // @name
    return @tagName(kind);
}

fn square(x: f64) f64 { // @square
    return math.pow(f64, x, 2);
}

pub fn List(comptime T: type) type { // @List
    return struct {
        items: []T,
    };
}
