cg-profile 1
number 1
replaces 0
machine 0000000000000000
index small
note set by hand
set index_threads 1
set page_level 9
set index_window 2
set page_raw_bytes 2048
set facts_level 1
set sites_level 12
set texts_level 1
set incoming_level 2
set symbols_level 19
set names_level 5
set terms_level 1
set parse_batch 3
set link_batch 7
set index_commit_ms 1
set parse_threads 2
set link_threads 3
set write_threads 2
set terms_threads 4
set query_cache_policy 2
set search_cache_policy 1
set search_read_bytes 64
set knn_code 1
check 90e2ffd73d7a93ee
