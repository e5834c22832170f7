package main

import (
	"fmt"
	"os"

	"example.org/linked/internal/store"
	"example.org/linked/shape"
)

type options struct { // @options
	store.Store
	out *os.File
}

func main() {
	opts := options{} // => options
	opts.Each(nil) // => Store.Each
	s := store.Open() // => Open
	run(s, os.Args) // => run
	fmt.Println(len(os.Args), cap(os.Args))
	shapes := []shape.Area{shape.NewCircle(1)} // => NewCircle
	shapes[0].Area() // => Area.Area
	for _, f := range table {
		f(s)
	}
	max := func(a, b int) int { return a }
	max(1, 2)
	_ = float64(len(shapes))
	opts.out.Close()
}

var table = []func(*store.Store){first, second}

func first(s *store.Store) { // @first
	s.Use() // => Store.Use
}

func second(*store.Store) {}

func run(s *store.Store, args []string) { // @run
	circles := map[string][]*shape.Circle{}
	for _, list := range circles {
		for _, c := range list {
			c.Area() // => Circle.Area
		}
	}
	channel := make(chan *shape.Square)
	(<-channel).Scale(2) // => Square.Scale
	for q := range channel {
		q.Area() // => Square.Area
	}
	new(shape.Square).Scale(1) // => Square.Scale
	_ = pick(shape.NewCircle(2)).Radius // => pick NewCircle
}

func pick[T any](value T) T { return value } // @pick
