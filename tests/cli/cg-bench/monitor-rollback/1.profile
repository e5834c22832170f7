cg-profile 1
number 1
replaces 0
machine 0000000000000000
index small
note query 10.0% less time (9.0 to 14.0)
set query_chunks 64
check d9bb5717991b639e
