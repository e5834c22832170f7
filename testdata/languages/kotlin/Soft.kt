class Door(var open: Boolean) {
  fun swing(first: Stream) {
    val in2 = first.source()
    in2.close()
    open = !open
    open(in2)
  }

  private fun open(stream: Stream) {}
}
