require_relative "lib/shop"

def banner(text)  # @banner
  puts text
end

banner("start")  # => banner
Shop.open("rex")  # => shop.open
Shop::Tools.wrap(" a ")  # => tools.wrap
Shop::Dog.create("fido")  # => animal.create
animal = Shop::Animal.new("cat")  # => animal
animal.register  # => animal.register
animal.collar.print_tag  # => animal.collar collar.print_tag
[1, 2].each { |n| banner(n) }  # => banner
%w[a b].map(&method(:banner))
File.open("x") { |f| f.read }
Set.new.register
other = Shop::Dog.new("a", :b) || nil  # => dog
other.speak if other  # => dog.speak
begin
  animal.speak  # => animal.speak
rescue Shop::Missing => e
  banner(e.message)  # => banner
end
