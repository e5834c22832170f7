defmodule Shop.CartTest do
  use ExUnit.Case, async: true
  alias Shop.Cart

  setup do
    {:ok, conn: Cart.start([])}
  end

  describe "totals" do
    test "sums prices", %{conn: conn} do
      assert Cart.zero() == 0
      refute Cart.helper(conn)
    end
  end
end
