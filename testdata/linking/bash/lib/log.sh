#!/bin/bash
LOG_LEVEL=1

log() { # @log
  printf '%s\n' "$*" >&2
}

log_info() { # @log_info
  log "info: $*" # => log
}

function log_error { # @log_error
  log "error: $*" # => log
  [ "$LOG_LEVEL" -gt 1 ] && log_stack # => log_stack
}

log_stack() { # @log_stack
  local i
  for i in "${FUNCNAME[@]}"; do log "$i"; done # => log
}

die() { # @die
  log_error "$@" # => log_error
  exit 1
}
