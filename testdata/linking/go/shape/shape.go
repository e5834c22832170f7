// Package shape has an interface, two types and what they share.
package shape

import "fmt"

type Area interface { // @Area
	Area() float64 // @Area.Area
	Name() string // @Area.Name
}

type base struct { // @base
	name string
}

func (b *base) Name() string { // @base.Name
	return fmt.Sprint(b.name)
}

func (b base) rename(name string) base { // @base.rename
	b.name = name
	return b
}

type Circle struct { // @Circle
	base
	Radius float64
}

type Square struct { // @Square
	*base
	Side float64
}

func NewCircle(r float64) *Circle { // @NewCircle
	c := &Circle{Radius: r} // => Circle
	c.rename("circle") // => base.rename
	return c
}

func NewSquare(side float64) (*Square, error) { // @NewSquare
	if side < 0 {
		return nil, fmt.Errorf("negative %v", side)
	}
	return &Square{base: &base{}, Side: side}, nil // => Square base
}

func (c Circle) Area() float64 { // @Circle.Area
	return square(c.Radius) * 3 // => square
}

func (s *Square) Area() float64 { // @Square.Area
	return square(s.Side) // => square
}

func (s *Square) Scale(by float64) *Square { // @Square.Scale
	s.Side *= by
	return s
}

func square(x float64) float64 { return x * x } // @square

type List []*Circle // @List

func (l List) First() *Circle { // @List.First
	return l[0]
}

func Total(items []Area) (sum float64) { // @Total
	for _, item := range items {
		sum += item.Area() // => Area.Area
	}
	return
}
