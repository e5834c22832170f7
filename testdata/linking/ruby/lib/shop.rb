require_relative "shop/animal"
require_relative "shop/dog"

module Shop
  VERSION = "1.0"
  Point = Struct.new(:x, :y) do  # @point
    def length  # @point.length
      Math.sqrt(x * x + y * y)
    end
  end

  def self.open(name)  # @shop.open
    dog = Dog.new(name, :mutt)  # => dog
    dog.speak  # => dog.speak
    dog.perform(:sit)  # => dog.perform
    dog.kennel.admit(dog)  # => dog.kennel kennel.admit
    dog.collar.print_tag  # => animal.collar collar.print_tag
    dog.bark  # => dog.bark
    helper(dog)  # => shop.helper
  end

  def self.helper(dog)  # @shop.helper
    Dog.breeds  # => dog.breeds
    Animal.create("x").speak  # => animal.create animal.speak
    Point.new(1, 2).length  # => point point.length
    Animal::Collar.new("t").print_tag  # => collar collar.print_tag
    Shop::Dog.breeds  # => dog.breeds
    JSON.parse("{}")
    dog.unknown_thing
  end

  module Tools
    module_function

    def trim(text)  # @tools.trim
      text.strip
    end

    def wrap(text)  # @tools.wrap
      trim(text)  # => tools.trim
    end
  end
end
