defmodule Shop.Store do
  use GenServer
  alias __MODULE__.Backend

  @impl true
  def init(state), do: {:ok, prepare(state)} # => prepare

  def put(key, value) do # @store.put
    GenServer.call(__MODULE__, {:put, key, value})
  end

  def get(key) do # @store.get
    __MODULE__.put(key, nil) # => store.put
    Backend.read(key) # => backend.read
  end

  defp prepare(state) do # @prepare
    state |> Map.new() |> Backend.open() # => backend.open
  end
end

defmodule Shop.Store.Backend do
  def read(key), do: key # @backend.read
  def open(state), do: state # @backend.open
end

defprotocol Shop.Describe do
  def describe(thing) # @describe
end

defimpl Shop.Describe, for: Shop.Cart do
  def describe(cart) do # @cart.describe
    title(cart) # => title
  end

  defp title(_cart), do: "cart" # @title
end

defimpl Shop.Describe, for: Shop.Item do
  alias Shop.Item

  def describe(item), do: Item.label(item) # => item.label
end
