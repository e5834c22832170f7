#!/usr/bin/env bash
# Deploys a build to a host.
set -euo pipefail

source ./lib/log.sh
. "$(dirname "$0")/lib/ssh.sh"
. $LIB/colors.sh

readonly VERSION=1.2
export TARGET="${1:-staging}"
HOSTS=(alpha beta)
declare -A PORTS=([alpha]=22)
PORTS[beta]=2222
LOG=$(mktemp)
alias ll='ls -l'

# Prints how to use it.
usage() {
  cat <<EOF
usage: deploy $VERSION $(color red "$TARGET")
EOF
  exit 1
}

function cleanup {
  local status=$? file
  for file in "$LOG" /tmp/deploy.*; do
    rm -f "$file"
  done
  unset HOSTS
  return "$status"
}
trap cleanup EXIT INT

upload() {
  local host=$1 retries=3
  local -r port=${PORTS[$host]}
  CURRENT=$host
  while ((retries > 0)); do
    if ssh_copy -p "$port" "$BUILD" "$host:/srv"; then
      log_info "copied to $host"
      return 0
    fi
    retries=$((retries - 1))
  done
  export FAILED=$host
  result="$(checksum "$BUILD" | head -1)"
  [[ -z $result ]] && usage
}

if ! command -v rsync >/dev/null; then
  checksum() { md5sum "$1"; }
else
  checksum() (
    rsync --checksum "$1"
  )
fi

parse() {
  while getopts "vh" option; do
    case $option in
      v) set -x ;;
      h | help) usage ;;
    esac
  done
  while read -r name value; do
    printf '%s=%s\n' "$name" "${value//x/y}"
  done < "$CONFIG"
}

parse "$@"
for host in "${HOSTS[@]}"; do
  DEBUG=1 upload "$host" || log_error "failed: $FAILED" &
done
wait
export -f upload
time upload localhost
echo "${#HOSTS[@]} done" | tee "$LOG"
[ -n "$CURRENT" ] && log_info "last: $CURRENT"
