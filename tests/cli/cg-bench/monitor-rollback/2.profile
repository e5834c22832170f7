cg-profile 1
number 2
replaces 1
machine 0000000000000000
index small
note query 20.0% less time (9.0 to 14.0)
set query_chunks 128
check 8ae3642ac53829df
