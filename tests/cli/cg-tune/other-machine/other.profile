cg-profile 1
number 9
replaces 0
machine 0000000000000000
index small
note query 12.0% less time (9.0 to 14.0)
set index_threads 1
set query_chunks 64
check 8dc468b6b8ad135f
