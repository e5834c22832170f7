// Package server shows Go as it is written every day.
package server

import (
	"errors"
	"fmt"
	str "strings"

	_ "embed"
	. "math"

	"example.com/shop/store"
)

// Version is what clients see.
const Version = "1.2"

const (
	modeIdle Mode = iota // nothing to do
	modeBusy
	ModeDone, ModeLost = 7, 8
)

// ErrClosed says that nobody listens.
var ErrClosed = errors.New("closed")

var (
	registry    = map[string]*Server{}
	low, high   = 1, limit(9)
	first, rest = store.Split("a b")
	_           Handler = (*Server)(nil)
)

// Mode is a state.
type Mode int

type Callback func(event string, code int) error

type Alias = store.Item

type (
	// Base is embedded.
	Base struct {
		id int // unique
	}
	Pair[K comparable, V any] struct {
		Key K
		Val V
	}
)

// Handler handles.
type Handler interface {
	fmt.Stringer
	Handle(req *Request, extra ...string) (Result, error)
}

type Number interface{ ~int | ~float64 }

type Server struct {
	Base
	*store.Client `json:"-"`
	name, host    string
	items         []Item
	byName        map[string]*Item
	done          chan Result
	onEvent       Callback
	point         struct{ X, Y int }
}

type Item struct {
	Title string
	Size  int
}

func init() { registry["main"] = New("main", nil) }

// New makes one.
func New(name string, cb Callback) *Server {
	s := &Server{Base: Base{id: 1}, name: name, onEvent: cb}
	s.items = append(s.items, Item{Title: name, Size: low})
	return s
}

func (s *Server) Handle(req *Request, extra ...string) (res Result, err error) {
	defer s.close()
	go func() { s.done <- res }()
	for i, item := range s.items {
		item.show(i)
	}
	for _, word := range extra {
		str.ToUpper(word)
	}
	if item, ok := s.byName[req.Name]; ok {
		item.show(0)
	}
	client, err := store.Open(req.Name, high)
	if err != nil {
		return res, fmt.Errorf("open: %w", err)
	}
	client.Ping()
	s.Client.Ping()
	switch x := req.Body.(type) {
	case *Item:
		x.show(1)
	case Result, Alias:
		x.Less()
	default:
		_ = x
	}
	select {
	case r := <-s.done:
		r.Merge(res)
	case <-req.Cancel:
	}
	h := req.Body.(Handler)
	h.Handle(nil)
	s.point.X++
	s.name, s.host = "n", str.TrimSpace(s.host)
	run := s.close
	run()
	count := len(s.items)
	local := func(n int) int { return n + count }
	local(Abs(2))
	return new(Result).Merge(res), s.onEvent("x", int(modeBusy))
}

func (s *Server) close() {
outer:
	for {
		break outer
	}
}

func (i *Item) show(n int) { fmt.Println(i.Title, n) }

func (p Pair[K, V]) Swap(a, b K) Pair[K, V] { return Pair[K, V]{Key: a, Val: p.Val} }

func Map[T, U any](in []T, f func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

func limit(n int) int { return Map[int, int]([]int{n}, double)[0] }

var double = func(n int) int { return n * 2 }

var table = []Item{{Title: "a", Size: 1}, {Title: "b"}}

var index = map[string]Item{Version: {Size: 3}}
