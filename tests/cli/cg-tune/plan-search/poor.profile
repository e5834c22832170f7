cg-profile 1
number 1
replaces 0
machine 0123456789abcdef
index small
note poor on purpose
set search_cache_bytes 65536
set simd_steps_down 5
check c47f29ce5d58b15a
