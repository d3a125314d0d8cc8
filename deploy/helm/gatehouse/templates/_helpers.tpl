{{- define "gatehouse.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 52 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "gatehouse.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "gatehouse.labels" -}}
{{ include "gatehouse.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "gatehouse.image" -}}
{{- if .Values.image.digest }}{{ .Values.image.repository }}@{{ .Values.image.digest }}{{ else }}{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "gatehouse.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (include "gatehouse.name" .) }}
{{- end }}

{{- define "gatehouse.tlsSecret" -}}
{{ .Values.tls.secret | default (printf "%s-tls" (include "gatehouse.name" .)) }}
{{- end }}

{{- define "gatehouse.isPostgres" -}}
{{- if eq .Values.store.kind "postgres" }}true{{ else if ne .Values.store.kind "sqlite" }}{{ fail (printf "store.kind must be sqlite or postgres, got %q" .Values.store.kind) }}{{ end }}
{{- end }}

{{- define "gatehouse.pod" -}}
metadata:
  labels: {{- include "gatehouse.labels" . | nindent 4 }}
  annotations:
    # A changed configuration starts new pods.
    checksum/config: {{ toYaml .Values.config | sha256sum }}
    {{- with .Values.podAnnotations }}{{ toYaml . | nindent 4 }}{{ end }}
spec:
  serviceAccountName: {{ include "gatehouse.serviceAccount" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  # Longer than serve.stopSeconds, so that requests that run are finished.
  terminationGracePeriodSeconds: 40
  securityContext:
    runAsNonRoot: true
    runAsUser: 1654
    runAsGroup: 1654
    fsGroup: 1654
    seccompProfile: {type: RuntimeDefault}
  {{- with .Values.image.pullSecrets }}
  imagePullSecrets: {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: gatehouse
      image: {{ include "gatehouse.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      args: [serve, --data, /data, --config, /config/gatehouse.yaml, --http, "127.0.0.1:8080", --grpc, "off", --tls, "0.0.0.0:8443", --certificate, /tls/tls.crt, --key, /tls/tls.key]
      env:
        # For the command line inside the pod: kubectl exec … -- dotnet /app/gatehouse.dll …
        - {name: GATEHOUSE_DATA, value: /data}
        {{- if include "gatehouse.isPostgres" . }}
        - name: GATEHOUSE__SERVE__STORE
          valueFrom:
            secretKeyRef: {name: {{ .Values.store.postgres.connectionSecret | quote }}, key: {{ .Values.store.postgres.connectionKey | quote }}}
        - {name: GATEHOUSE__SERVE__SECRETSKEY, value: /secrets/secrets.key}
        {{- end }}
        {{- with .Values.extraEnv }}{{ toYaml . | nindent 8 }}{{ end }}
      ports:
        - {name: tls, containerPort: 8443}
      startupProbe:
        httpGet: {path: /readyz, port: tls, scheme: HTTPS}
        periodSeconds: 2
        # Migrations of a large store run before the server listens.
        failureThreshold: 300
      readinessProbe:
        httpGet: {path: /readyz, port: tls, scheme: HTTPS}
        periodSeconds: 5
      livenessProbe:
        httpGet: {path: /healthz, port: tls, scheme: HTTPS}
        periodSeconds: 10
        failureThreshold: 6
      resources: {{- toYaml .Values.resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
      volumeMounts:
        - {name: data, mountPath: /data}
        - {name: config, mountPath: /config, readOnly: true}
        - {name: tls, mountPath: /tls, readOnly: true}
        - {name: tmp, mountPath: /tmp}
        {{- if include "gatehouse.isPostgres" . }}
        - {name: secrets, mountPath: /secrets, readOnly: true}
        {{- end }}
  volumes:
    - {name: tmp, emptyDir: {}}
    - name: config
      configMap: {name: {{ include "gatehouse.name" . }}}
    - name: tls
      secret: {secretName: {{ include "gatehouse.tlsSecret" . }}}
    {{- if include "gatehouse.isPostgres" . }}
    - {name: data, emptyDir: {}}
    - name: secrets
      secret:
        secretName: {{ .Values.store.postgres.sealingSecret }}
        items: [{key: {{ .Values.store.postgres.sealingKey | quote }}, path: secrets.key}]
    {{- else }}
    - name: data
      persistentVolumeClaim: {claimName: {{ .Values.store.sqlite.existingClaim | default (printf "%s-data" (include "gatehouse.name" .)) }}}
    {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if .Values.affinity }}
  affinity: {{- toYaml .Values.affinity | nindent 4 }}
  {{- else if include "gatehouse.isPostgres" . }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "gatehouse.selector" . | nindent 10 }}
  {{- end }}
{{- end }}
