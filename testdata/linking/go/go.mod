module example.org/linked

go 1.21
