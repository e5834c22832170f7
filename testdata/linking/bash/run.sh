#!/usr/bin/env bash
set -euo pipefail
DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$DIR/lib/log.sh"
. "$DIR/lib/files.sh"
trap cleanup EXIT # => cleanup

usage() { # @usage
  cat <<EOF
usage: run.sh DIR
EOF
  exit 2
}

parse_args() { # @parse_args
  while [ $# -gt 0 ]; do
    case "$1" in
      -h) usage ;; # => usage
      -v) set_verbose; shift ;; # => set_verbose
      --) shift; break ;;
      *) add_target "$1"; shift ;; # => add_target
    esac
  done
}

set_verbose() { LOG_LEVEL=2; } # @set_verbose

add_target() { # @add_target
  TARGETS+=("$1")
}

main() { # @main
  parse_args "$@" # => parse_args
  local t total
  for t in "${TARGETS[@]}"; do
    copy_all "$t" out # => copy_all
    total=$(count_files out) # => count_files
    log_info "copied $total" # => log_info
  done
  if ! confirm "remove?"; then # => confirm
    die "stopped" # => die
  fi
  confirm again && cleanup || log_error "no" # => confirm cleanup log_error
  (cd out && list_files .) # => list_files
  { log_info one; log_info two; } > /dev/null # => log_info
  diff <(list_files a) <(list_files b) # => list_files
  list_files out | while read -r line; do # => list_files
    log "$line" # => log
  done
  until is_text x; do sleep 1; done # => is_text
  retry 3 copy_one a b # => retry
  VAR=1 log_info env # => log_info
  time list_files . # => list_files
  ! is_text y # => is_text
  [[ -n $(list_files z) ]] && echo yes # => list_files
  echo "$(count_files q) files" # => count_files
  log "done" # => log
  command ls
  grep foo bar
}

confirm() { # @confirm
  read -r -p "$1 " answer
  [[ $answer == y ]]
}

retry() { # @retry
  local n=$1; shift
  "$@" || { log_info "again"; retry $((n - 1)) "$@"; } # => log_info retry
}

main "$@" # => main
