defmodule Shop.Cart do
  alias Shop.{Item, Price}
  alias Shop.Store, as: Db
  import Shop.Helpers, only: [blank?: 1]
  require Logger

  defstruct items: [], owner: nil

  @limit 10

  def new(owner) do # @cart.new
    %__MODULE__{owner: owner}
  end

  def add(%__MODULE__{items: items} = cart, %Item{} = item) do # @cart.add
    if blank?(item.name) or full?(cart) do # => blank? full?
      {:error, :blank}
    else
      cart = %{cart | items: [item | items]}
      Db.put(cart.owner, cart) # => store.put
      {:ok, cart}
    end
  end

  def add(cart, name) when is_binary(name) do
    add(cart, Item.build(name)) # => cart.add item.build
  end

  def total(cart, rate \\ 1) do # @cart.total
    cart.items
    |> Enum.map(&price_of/1)
    |> Enum.reject(fn p -> Price.zero?(p) end) # => price.zero?
    |> sum() # => sum
    |> Price.scale(rate) # => price.scale
  end

  def show(cart) do # @cart.show
    Logger.info("cart")
    text = Shop.Describe.describe(cart) # => describe
    owner = Db.get(cart.owner) # => store.get
    String.upcase(text <> owner)
    Enum.each(cart.items, fn item ->
      Item.label(item) # => item.label
    end)
    unknown(cart)
  end

  defp sum(prices) do # @sum
    Enum.reduce(prices, Price.zero(), &Price.plus/2) # => price.zero
  end

  defp price_of(item) do # @price_of
    Item.price(item) # => item.price
  end

  defp full?(%{items: items}), do: length(items) >= @limit # @full?
end
