{{/* Labels of every object of the chart. */}}
{{- define "coder.labels" -}}
app.kubernetes.io/name: coder
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/*
Labels by which cemanager's pods are found. 1.16.1 renamed the label. The selector of a Deployment cannot change, so an
upgrade across 1.16.1 fails with "field is immutable", while a fresh installation works.
*/}}
{{- define "coder.cemanager.selector" -}}
{{- if semverCompare ">=1.16.1" .Chart.Version -}}
app: coder-cemanager
{{- else -}}
app: cemanager
{{- end }}
{{- end }}

{{/* The account that the servers run as. */}}
{{- define "coder.account" -}}
{{- semverCompare ">=1.16.0" .Chart.Version | ternary "coder" "default" -}}
{{- end }}

{{/* Environment of the servers: where the database is. */}}
{{- define "coder.databaseEnv" -}}
{{- if .Values.postgres.useDefault -}}
- name: DB_HOST
  value: timescale.{{ .Release.Namespace }}
- name: DB_PORT
  value: "5432"
{{- else -}}
- name: DB_HOST
  value: {{ .Values.postgres.host | quote }}
- name: DB_PORT
  value: {{ .Values.postgres.port | quote }}
- name: DB_USER
  value: {{ .Values.postgres.user | quote }}
- name: DB_DATABASE
  value: {{ .Values.postgres.database | quote }}
{{- end }}
{{- end }}
