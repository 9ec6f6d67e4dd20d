# Shared by up, down, status and smoke; sourced, never run.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/versions"
state=${TESTBED_STATE:-$here/.state}
cache=${RUNBOOK_TESTBED_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/runbook-testbed}
helm_bin=$cache/bin
components=(etcd kube-apiserver kube-controller-manager kube-scheduler kwok)

say() { printf 'testbed: %s\n' "$*"; }
die() {
  printf 'testbed: %s\n' "$*" >&2
  exit 1
}

# Named after its pins, so that a changed pin builds anew.
plane_bin() {
  local key
  key=$(cat "$here/go.mod" "$here/go.sum" - <<<"$kubernetes $kwok" | sha256sum)
  echo "$cache/plane-${key:0:12}"
}

# A process's state and the time that it started, in that order.
process() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f1,20; }

# A pid may have been given to another process since: its start time tells.
alive() {
  local pid started now
  read -r pid started 2>/dev/null <"$state/$1.pid" || return 1
  now=$(process "$pid")
  [[ $now == ?" $started" && $now != Z* ]]
}

all_alive() {
  local c
  for c in "${components[@]}"; do alive "$c" || return 1; done
}

admin() { "$(plane_bin)/kubectl" --kubeconfig "$state/kubeconfig" "$@"; }
