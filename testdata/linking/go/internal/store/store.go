package store

import (
	"sort"
	"strings"
	"sync"

	"example.org/linked/shape"
	kinds "example.org/linked/shape"
)

type Store struct { // @Store
	mu      sync.Mutex
	circles map[string]*shape.Circle
	list    []kinds.Square
	hook    func(*shape.Circle) error
	next    *Store
}

func Open() *Store { // @Open
	s := &Store{} // => Store
	s.circles = make(map[string]*shape.Circle)
	s.hook = check // a value, not a call
	return s
}

func check(c *shape.Circle) error { // @check
	_ = c.Area() // => Circle.Area
	return nil
}

func (s *Store) Get(name string) (*shape.Circle, bool) { // @Store.Get
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.circles[strings.ToLower(name)]
	return c, ok
}

func (s *Store) Each(visit func(name string, c *shape.Circle)) { // @Store.Each
	for name, c := range s.circles {
		visit(name, c)
		c.Area() // => Circle.Area
	}
	for i := range s.list {
		s.list[i].Scale(1) // => Square.Scale
	}
	if s.next != nil {
		s.next.Each(visit) // => Store.Each
	}
}

func (s *Store) sorted() []string { // @Store.sorted
	var names []string
	for name := range s.circles {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func (s *Store) Use() { // @Store.Use
	if c, ok := s.Get("a"); ok { // => Store.Get
		c.Name() // => base.Name
	}
	for _, name := range s.sorted() { // => Store.sorted
		c, _ := s.Get(name) // => Store.Get
		kinds.Total([]shape.Area{c}) // => Total
	}
	var any interface{} = s
	if same, ok := any.(*Store); ok {
		same.Use() // => Store.Use
	}
	switch v := any.(type) {
	case *shape.Circle:
		v.Area() // => Circle.Area
	case *Store:
		v.sorted() // => Store.sorted
	}
	list := shape.List{} // => List
	list.First().Area() // => List.First Circle.Area
	go s.Use() // => Store.Use
	func() {
		s.sorted() // => Store.sorted
	}()
}
