package shape

import "testing"

func helper(t *testing.T) *Circle { // @helper
	t.Helper()
	return NewCircle(1) // => NewCircle
}

func TestArea(t *testing.T) {
	c := helper(t) // => helper
	if c.Area() != 3 { // => Circle.Area
		t.Errorf("%v", c.Name()) // => base.Name
	}
	t.Run("square", func(t *testing.T) {
		s, err := NewSquare(2) // => NewSquare
		if err != nil {
			t.Fatal(err)
		}
		s.Scale(2).Scale(3).Area() // => Square.Scale Square.Area
	})
}
