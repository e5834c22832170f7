defmodule Shop.CartTest do
  use ExUnit.Case
  alias Shop.Cart
  import Shop.Helpers

  setup do
    {:ok, cart: Cart.new("me")} # => cart.new
  end

  test "adds", %{cart: cart} do
    {:ok, cart} = Cart.add(cart, "tea") # => cart.add
    assert Cart.total(cart) |> Shop.Price.zero?() # => cart.total price.zero?
    assert blank?("") # => blank?
    Shop.Describe.describe(cart) # => describe
    helper(cart) # => helper
    twice(helper(cart)) # => helper
  end

  defp helper(cart) do # @helper
    Cart.show(cart) # => cart.show
    &Cart.total/1
  end
end
