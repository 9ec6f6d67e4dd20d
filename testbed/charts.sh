# Charts of their projects' own repositories: fetched by tag and packed; shared by real-charts and real-plans; sourced, never run.

clones=${CLONES:-$cache/clones}
packed=$cache/charts
mkdir -p "$packed" "$clones"

kubectl() { "$(plane_bin)/kubectl" "$@"; }

# The project, the tag and the folder of a chart.
source_of() { # source_of CHART VERSION
  case $1 in
  kube-prometheus-stack | kube-state-metrics | prometheus-* | alertmanager) echo "prometheus-community/helm-charts $1-$2 charts/$1" ;;
  grafana | loki | promtail | tempo) echo "grafana/helm-charts $1-$2 charts/$1" ;;
  vault) echo "hashicorp/vault-helm v$2 ." ;;
  traefik) echo "traefik/traefik-helm-chart v$2 traefik" ;;
  argo-*) echo "argoproj/argo-helm $1-$2 charts/$1" ;;
  redis-ha) echo "DandyDeveloper/charts $1-$2 charts/$1" ;;
  jenkins) echo "jenkinsci/helm-charts $1-$2 charts/$1" ;;
  elasticsearch | kibana | filebeat) echo "elastic/helm-charts v$2 $1" ;;
  coder) echo "coder/enterprise-helm $2 ." ;;
  nats) echo "nats-io/k8s $1-$2 helm/charts/$1" ;;
  opentelemetry-*) echo "open-telemetry/opentelemetry-helm-charts $1-$2 charts/$1" ;;
  fluent-bit | fluentd) echo "fluent/helm-charts $1-$2 charts/$1" ;;
  metrics-server) echo "kubernetes-sigs/metrics-server $1-helm-chart-$2 charts/$1" ;;
  oauth2-proxy) echo "oauth2-proxy/manifests $1-$2 helm/$1" ;;
  ingress-nginx) echo "kubernetes/ingress-nginx helm-chart-$2 charts/$1" ;;
  keycloakx | mailhog) echo "codecentric/helm-charts $1-$2 charts/$1" ;;
  *) echo "bitnami/charts $1/$2 bitnami/$1" ;;
  esac
}

git_of() { git -C "$clones/$1" "${@:2}"; }

# The chart as its project has it, with what its lock file says that it depends on.
unpack() { # unpack CHART VERSION FOLDER
  local project tag path depth=0 name version lock
  read -r project tag path < <(source_of "$1" "$2")
  [[ -e $clones/$project ]] || git clone --quiet --bare --filter=blob:none "https://github.com/$project" "$clones/$project"
  # Some versions have no tag: they are where their number was written first.
  git_of "$project" rev-parse -q --verify "$tag" >/dev/null ||
    tag=$(git_of "$project" log --reverse --format=%H -S"version: $2" -- "$path/Chart.yaml" | sed -n 1p)
  [[ -n $tag ]] || {
    echo "$project has no version $2 of $1" >&2
    return 1
  }
  [[ $path == . ]] || depth=$(tr -cd / <<<"$path/" | wc -c)
  mkdir -p "$3"
  git_of "$project" archive "$tag" "$path" | tar -x -C "$3" --strip-components="$depth"
  for lock in "$3/Chart.lock" "$3/requirements.lock"; do
    [[ -f $lock ]] || continue
    awk '/^- name:/ { name = $3 } /^  version:/ { print name, $2 }' "$lock" | while read -r name version; do
      unpack "$name" "$version" "$3/charts/$name"
    done
  done
}

pack() { # pack CHART VERSION
  [[ -f $packed/$1-$2.tgz ]] && return
  rm -rf unpacked
  say "packing $1 $2"
  unpack "$1" "$2" "unpacked/$1" 2>unpack.log || die "$1 $2 cannot be had: $(tail -n 1 unpack.log)"
  "$helm" package "unpacked/$1" --version "$2" -d "$packed" >/dev/null
}

# Something of a person's, of a kind that the chart brings.
write_data() { # write_data CHART
  case $1 in
  kube-prometheus-stack) custom monitoring.coreos.com/v1 PrometheusRule '{groups: []}' ;;
  traefik) custom traefik.io/v1alpha1 IngressRoute '{routes: []}' ;;
  argo-cd) custom argoproj.io/v1alpha1 Application '{project: default, destination: {}, source: {repoURL: "https://example.com"}}' ;;
  esac
}
custom() { kubectl apply -f - >/dev/null <<<"{apiVersion: $1, kind: $2, metadata: {name: precious}, spec: $3}"; }
