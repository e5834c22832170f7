require_relative "animal"

module Shop
  class Dog < Animal  # @dog
    TRICKS = [:sit, :roll].freeze

    def initialize(name, breed)  # @dog.init
      super(name)  # => animal.init
      @breed = breed
      @kennel = Kennel.build(breed)  # => kennel.build
    end

    def speak  # @dog.speak
      shout("woof")  # => loud.shout
      register  # => dog.register
    end

    def register  # @dog.register
      super  # => animal.register
      kennel.admit(self)  # => dog.kennel kennel.admit
    end

    def kennel  # @dog.kennel
      @kennel ||= Kennel.new  # => kennel
    end

    alias_method :bark, :speak  # @dog.bark

    def each_trick  # @dog.each_trick
      return to_enum unless block_given?
      TRICKS.each { |t| yield t }
      TRICKS.map { |t| perform(t) }  # => dog.perform
    end

    def perform(trick)  # @dog.perform
      trick.to_s
    end

    class << self
      def breeds  # @dog.breeds
        load_breeds  # => dog.load_breeds
      end

      def load_breeds  # @dog.load_breeds
        []
      end
    end
  end

  class Kennel  # @kennel
    def self.build(kind)  # @kennel.build
      new.tap { |k| k.prepare(kind) }  # => kennel
    end

    def admit(dog)  # @kennel.admit
      (@dogs ||= []) << dog
      prepare(:one)  # => kennel.prepare
    end

    def prepare(kind)  # @kennel.prepare
      kind
    end
  end
end
