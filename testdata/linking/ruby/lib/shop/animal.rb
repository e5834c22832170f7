require "set"

module Shop
  module Loud
    def shout(text)  # @loud.shout
      text.upcase
      decorate(text)  # => loud.decorate
    end

    def decorate(text)  # @loud.decorate
      text + "!"
    end
  end

  class Animal  # @animal
    include Loud
    attr_reader :name, :owner

    def self.create(name)  # @animal.create
      pet = new(name)  # => animal
      pet.register  # => animal.register
      pet
    end

    def initialize(name)  # @animal.init
      @name = name
      @collar = Collar.new(name)  # => collar
    end

    def register  # @animal.register
      speak  # => animal.speak
      self.shout("hello")  # => loud.shout
      @collar.print_tag  # => collar.print_tag
      collar.print_tag  # => animal.collar collar.print_tag
    end

    def speak  # @animal.speak
      raise NotImplementedError
    end

    def collar  # @animal.collar
      @collar
    end

    class Collar  # @collar
      def initialize(text)  # @collar.init
        @text = text
      end

      def print_tag  # @collar.print_tag
        puts format_tag  # => collar.format_tag
      end

      private

      def format_tag  # @collar.format_tag
        "<#{@text}>"
      end
    end
  end
end
