package shop.model

class Parcel(val text: String) { // @Parcel
    open class Builder {
        private var text: String = ""

        constructor() { // @Builder()
            text = "new"
        }

        constructor(parcel: Parcel) { // @Builder(parcel)
            text = parcel.text
        }

        fun text(text: String): Builder = apply { this.text = text } // @Builder.text

        fun build(): Parcel = Parcel(text) // @Builder.build // => Parcel
    }

    fun newBuilder(): Builder = Builder(this) // @Parcel.newBuilder // => Builder(parcel)
}

class Counter() { // @Counter
    constructor(start: Int) : this() // @Counter(start) // => Counter
}

fun builders() {
    val parcel = Parcel.Builder().text("a").build() // => Builder() Builder.text Builder.build
    parcel.newBuilder().build() // => Parcel.newBuilder Builder.build
    Parcel.Builder(parcel).build() // => Builder(parcel) Builder.build
    Counter() // => Counter
    Counter(2) // => Counter(start)
}
