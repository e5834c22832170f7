source "$(dirname "$0")/log.sh"

ensure_dir() { # @ensure_dir
  local dir=$1
  mkdir -p "$dir" || die "cannot make $dir" # => die
}

copy_all() { # @copy_all
  local from=$1 to=$2 file
  ensure_dir "$to" # => ensure_dir
  for file in "$from"/*; do
    copy_one "$file" "$to" || return 1 # => copy_one
  done
}

copy_one() { # @copy_one
  if is_text "$1"; then # => is_text
    cp "$1" "$2"
  else
    log_info "skipped $1" # => log_info
  fi
}

is_text() { # @is_text
  file "$1" | grep -q text
}

count_files() { # @count_files
  local n
  n=$(list_files "$1" | wc -l) # => list_files
  echo "$n"
}

list_files() { # @list_files
  find "$1" -type f
}

cleanup() { # @cleanup
  rm -rf "$TMP"
}
