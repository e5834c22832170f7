defmodule Shop.Helpers do
  def blank?(text) do # @blank?
    squeeze(text) == "" # => squeeze
  end

  def squeeze(text) do # @squeeze
    String.replace(text, ~r/\s+/, " ")
  end

  def show_price({:price, n}), do: to_string(n) # @show_price

  defmacro twice(block) do # @twice
    quote do
      unquote(block)
      unquote(block)
    end
  end
end

defmodule Shop.Schema do
  defmacro __using__(_opts) do
    quote do
      import Shop.Helpers
    end
  end
end
