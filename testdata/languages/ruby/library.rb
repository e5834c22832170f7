# frozen_string_literal: true

require "json"
require "active_support/concern"
require_relative "library/shelf"
autoload :Catalog, "library/catalog"

# Things that can be lent.
module Library::Lendable
  extend ActiveSupport::Concern

  included do
    attr_accessor :lent_to
  end

  LIMIT = 3

  # Lends it to a reader.
  def lend(reader, days: 14, **options, &block)
    raise Library::LentError, "taken" if lent?

    @lent_to = reader
    @days, @options = days, options
    block&.call(self)
    reader.books << self
  end

  def lent?
    !@lent_to.nil?
  end

  def self.limit = LIMIT
end

class Book < Library::Item
  include Library::Lendable
  include Comparable

  attr_reader :title, :author
  attr_writer :note
  COLUMNS = %w[title author].freeze
  STATES = { new: 1, "old" => 2 }

  @@count = 0

  class << self
    attr_accessor :registry

    def create(*args, &blk)
      new(*args, &blk).tap { |book| registry << book }
    end

    private

    def reset!
      @registry = []
    end
  end

  def initialize(title, author = nil, isbn:, pages: 100)
    super(title)
    @title = title
    @author = author || Author.new("unknown")
    @@count += 1
    $last_book = self
  end

  def self.find(isbn)
    store = Store.new
    store.lookup(isbn) || create(isbn: isbn)
  end

  def title=(value)
    @title = value.to_s
  end

  def <=>(other)
    title <=> other.title
  end

  def [](index)
    pages[index]
  end

  def pages
    @pages ||= load_pages
  end

  def describe
    name = author.name
    text = "#{title} by #{name}: #{pages.map(&:number).join(', ')}"
    puts text
    text
  end

  def to_h
    { title: title, author: @author.to_h, COLUMNS => STATES[:new] }
  end

  alias to_hash to_h
  alias_method :name, :title

  define_method(:shout) do |volume = 1|
    title.upcase * volume
  end

  private

  def load_pages
    File.open(path) do |file|
      return file.each_line.map { |line, number| Page.new(line, number) }
    end
  rescue IOError, Library::ReadError => e
    logger.warn(e.message)
    []
  ensure
    close
  end

  protected def path; "#{@title}.txt"; end
end

Point = Struct.new(:x, :y) do
  def length
    Math.sqrt(x * x + y * y)
  end
end

LibraryError = Class.new(StandardError)

def report(books, out: $stdout)
  total = 0
  books.each_with_index do |book, (index, _rest)|
    total += book.pages.size
    out.puts "#{index}: #{book.describe}"
  end
  first, *others = books
  first.note = "seen" unless others.empty?
  for other in others do other.title = nil end
  case first
  when Book then first.lend(nil)
  when Library::Item, nil then return
  end
  case { name: first.title, tags: [1, 2] }
  in { name: String => label, tags: [head, *rest] }
    puts label, head, rest
  in { missing: }
    puts missing
  end
  check = ->(limit, step = 1) { total > limit + step }
  check.call(3) && Library.log(total)
  yield total if block_given?
  total.zero? ? Book.find("0").title : others.last&.title
end

books = JSON.parse(File.read(ARGV[0])).map { |row| Book.new(row["title"], isbn: row["isbn"]) }
report(books) { |total| puts total }
Library::Catalog.instance.books[0].title = "x"
