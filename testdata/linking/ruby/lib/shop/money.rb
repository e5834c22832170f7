module Shop
  class Money # @Money
    attr_reader :cents

    def initialize(cents) # @Money.initialize
      @cents = cents
    end

    def +(other) # @Money.plus
      Money.new(cents + other.cents) # => Money
    end

    def ==(other) # @Money.equal
      false
    end

    def [](index) # @Money.at
      self
    end

    def show # @Money.show
      total = Money.new(1) # => Money
      total + self # => Money.plus
      total[0] # => Money.at
      total == self # => Money.equal
      1 + 2
    end
  end
end
