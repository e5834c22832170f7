defmodule Shop.Cart do
  @moduledoc "A cart."
  use GenServer
  import Enum, only: [map: 2]
  alias Shop.{Item, Price}
  alias Shop.Long.Name, as: N
  require Logger
  @behaviour Shop.Store

  @timeout 5_000
  @type t :: %__MODULE__{name: String.t()}
  @callback load(id :: integer) :: {:ok, t}

  defstruct [:name, items: [], total: 0]

  defguard is_small(n) when n < 10

  @doc """
  Starts a cart.
  """
  @spec start(keyword, map) :: {:ok, pid}
  def start(opts \\ [], %{a: limit} = extra) when is_list(opts) do
    {:ok, pid} = GenServer.start_link(__MODULE__, opts, timeout: @timeout)
    pid |> Item.call(:x) |> helper(limit)
    cart = %Shop.Cart{name: extra}
    cart.name
    N.run(&helper/2, fn a, b -> a + b end)

    case fetch(cart) do
      {:ok, value} when is_small(value) -> value
      nil -> zero()
      [head | _] -> head
    end

    with {:ok, price} <- Price.of(cart), do: price
    for item <- Item.all(), do: Item.show(item)
    if limit, do: Logger.info("#{limit} #{zero()}")
  end

  def zero, do: 0

  # the empty one first
  defp helper([], _), do: nil
  defp helper([first | rest], n), do: combine(first, helper(rest, n))
  defp helper(only), do: only

  defmacro twice(block) do
    quote do
      unquote(block)
      unquote(block)
    end
  end

  @impl true
  def handle_call(:total, _from, state), do: {:reply, state.total, state}

  defdelegate size(cart), to: Shop.Sizes
end

defprotocol Shop.Sized do
  @doc "How large."
  def size(data)
end

defimpl Shop.Sized, for: Shop.Cart do
  def size(cart), do: length(cart.items)
end
