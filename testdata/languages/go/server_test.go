package server

import "testing"

func TestHandle(t *testing.T) {
	cases := []struct {
		name string
		want int
	}{
		{name: "a", want: 1},
		{"b", 2},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			s := New(tc.name, nil)
			if got := len(s.items); got != tc.want {
				t.Fatalf("got %d", got)
			}
		})
	}
}

func BenchmarkNew(b *testing.B) { New("x", nil) }

func helper(t *testing.T) {}
