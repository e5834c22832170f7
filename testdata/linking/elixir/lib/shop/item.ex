defmodule Shop.Item do
  use Shop.Schema
  import Shop.Helpers

  defstruct [:name, :cents]

  def build(name, cents \\ 0) do # @item.build
    %Shop.Item{name: squeeze(name), cents: cents} # => squeeze
  end

  def price(item) do # @item.price
    Shop.Price.of(item.cents) # => price.of
  end

  def label(%Shop.Item{} = item) do # @item.label
    case price(item) do # => item.price
      nil -> "free"
      price -> trim_label(Shop.Price.text(price)) # => trim_label price.text
    end
  end

  defp trim_label(text) do # @trim_label
    text |> String.trim() |> squeeze() # => squeeze
  end

  defmodule Tag do
    def of(item) do # @tag.of
      Shop.Item.label(item) # => item.label
      plain(item) # => tag.plain
    end

    defp plain(_), do: :ok # @tag.plain
  end

  def tag(item), do: Tag.of(item) # => tag.of
end
