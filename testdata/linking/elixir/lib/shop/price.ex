defmodule Shop.Price do
  def of(nil) do # @price.of
    zero() # => price.zero
  end
  def of(cents) when cents > 0 do
    {:price, cents}
  end

  def zero, do: {:price, 0} # @price.zero
  def zero?({:price, n}), do: n == 0 # @price.zero?
  def plus(a, b), do: a + b # @price.plus

  def scale(price, rate) do # @price.scale
    with {:price, n} <- price,
         true <- valid?(n) do # => price.valid?
      {:price, n * rate}
    end
  end

  defdelegate text(price), to: Shop.Helpers, as: :show_price # @price.text

  defp valid?(n), do: is_integer(n) # @price.valid?
end
