#!/usr/bin/env bash
# A sample pipeline, as a CI system would drive it: build, bill of materials, scan, deployment; a fixed build; a policy; two deployments to production.
#   journey.sh ONCE FRESH GATEHOUSE...   ONCE and FRESH are true or false; GATEHOUSE is the command that runs the CLI
set -euo pipefail
cd "$(dirname "$0")/.."
once=$1 fresh=$2
shift 2
gatehouse() { "${cli[@]}" "$@"; }
cli=("$@")

data=${GATEHOUSE_DATA:-.gatehouse}
export GATEHOUSE_DATA=$data GATEHOUSE_PROJECT=shop
log=$data/server.log
# Whatever the environment of the caller says, this talks to the server it starts.
unset GATEHOUSE_SERVER GATEHOUSE_TOKEN

if $fresh && [ -d "$data" ]; then
  if [ -f "$data/endpoints.json" ] && kill -0 "$(sed -n 's/.*"pid": *\([0-9]*\).*/\1/p' "$data/endpoints.json")" 2>/dev/null; then
    echo "error: a server is running on $data (see $data/endpoints.json); stop it before starting anew" >&2
    exit 1
  fi
  rm -rf "$data"
fi
mkdir -p "$data"

# Who may have a workload admitted against the policies when it burns.
export GATEHOUSE__ADMISSION__BREAKGLASS__USERS__0=oncall@shop.example

"${cli[@]}" serve --data "$data" --http "${GATEHOUSE_HTTP:-127.0.0.1:8080}" --grpc "${GATEHOUSE_GRPC:-127.0.0.1:8081}" >"$log" 2>&1 &
server=$!
stop() { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
trap stop EXIT
trap 'exit 0' INT TERM

for _ in $(seq 100); do
  [ -f "$data/endpoints.json" ] && grep -q "\"pid\": *$server\b" "$data/endpoints.json" && break
  if ! kill -0 "$server" 2>/dev/null; then
    echo "error: the server did not start:" >&2
    cat "$log" >&2
    exit 1
  fi
  sleep 0.1
done
http=$(sed -n 's/.*"http": *"\([^"]*\)".*/\1/p' "$data/endpoints.json")

failures=0
# step TEXT EXPECTED_EXIT_CODE COMMAND...: runs a command and says whether it came out as expected.
step() {
  local text=$1 expected=$2 output code=0
  shift 2
  output=$("$@" 2>&1) || code=$?
  if [ "$code" = "$expected" ]; then
    printf '  ✓ %s\n' "$text"
  else
    printf '  ✗ %s (exit code %s, expected %s)\n' "$text" "$code" "$expected"
    failures=$((failures + 1))
  fi
  [ -z "$output" ] || sed 's/^/      /' <<<"$output"
}

image1=$(sed -n 's/.*`\(registry[^`]*\)`.*/\1/p' samples/pipeline/README.md | sed -n 1p)
image2=$(sed -n 's/.*`\(registry[^`]*\)`.*/\1/p' samples/pipeline/README.md | sed -n 2p)

echo
echo "The pipeline of a shop, step by step (the CLI talks to $http):"
step "the project exists"                                         0 gatehouse project create shop --if-missing
for build in web-1 web-2; do
  step "$build was built (SLSA provenance)"                       0 gatehouse import in-toto samples/pipeline/$build.provenance.json
  step "$build has a bill of materials (CycloneDX)"               0 gatehouse import cyclonedx samples/pipeline/$build.cdx.json
  step "$build was scanned (Trivy)"                               0 gatehouse import trivy samples/pipeline/$build.trivy.json
  if [ $build = web-1 ]; then
    step "a place to record deployments of the shop"              0 gatehouse create note --id shop-web --if-missing -f samples/pipeline/deployment-staging.note.json
    step "$build was deployed to staging"                         0 gatehouse create occurrence --request-id sample-staging-web-1 -f samples/pipeline/deployment-staging.json
  fi
done
step "what is known of both images"                               0 gatehouse summary
step "a policy guards the namespace production"                   0 gatehouse apply -f samples/policy/production.imagesecuritypolicy.yaml
step "web-1 is refused in production, with every reason"          1 gatehouse check -f samples/policy/review-web-1.json
step "web-2 is admitted"                                          0 gatehouse check -f samples/policy/review-web-2.json

# review N USER GROUP [ANNOTATIONS]: what the cluster asks when USER deploys web-N to payments.
review() {
  sed -e 's/"namespace": "production"/"namespace": "payments"/' -e "s/ann@shop.example/$2/" -e "s/\"developers\"/\"$3\"/" \
    -e "s/\"labels\": {\"app\": \"web\"}},\$/\"labels\": {\"app\": \"web\"}, \"annotations\": {${4:-}}},/" "samples/policy/review-web-$1.json" >"$data/review.json"
}
pinned() { sed -n 's/.*"image": "\([^"]*\)".*/\1/p' "samples/policy/review-web-$1.json" | head -n 1; }
rm -f "$data/qa.key" "$data/qa.pub"

echo
echo "Signatures, people and exceptions, in the namespace payments:"
step "a pair of keys for quality assurance"                        0 gatehouse keys generate "$data/qa"
sed -e "/^PUBLIC_KEY/{r /dev/stdin
d}" samples/policy/payments.yaml < <(sed 's/^/        /' "$data/qa.pub") >"$data/payments.yaml"
sed 's/UNTIL/2026-01-31/' samples/policy/exception.yaml >"$data/exception.yaml"
step "who attests, what passes, who may deploy"                    0 gatehouse apply -f "$data/payments.yaml" "$data/exception.yaml"
review 2 rita@shop.example release-managers
step "web-2 is refused: nobody attested it"                        1 gatehouse check -f "$data/review.json"
step "quality assurance attests it"                                0 gatehouse attest "$(pinned 2)" --authority qa --namespace payments --key "$data/qa.key"
step "web-2 is admitted"                                           0 gatehouse check -f "$data/review.json"
review 2 ann@shop.example developers
step "a developer may not deploy it"                               1 gatehouse check -f "$data/review.json"
step "web-1 is attested too"                                       0 gatehouse attest "$(pinned 1)" --authority qa --namespace payments --key "$data/qa.key"
review 1 rita@shop.example release-managers
step "web-1 is refused: the exception for it has ended"            1 gatehouse check -f "$data/review.json"
sed "s/UNTIL/$(($(date +%Y) + 1))-01-31/" samples/policy/exception.yaml >"$data/exception.yaml"
step "the exception is renewed"                                    0 gatehouse apply -f "$data/exception.yaml"
step "web-1 is admitted, with a word of the exception"             0 gatehouse check -f "$data/review.json"
review 1 oncall@shop.example developers '"kritis.grafeas.io\/breakglass": "outage 4711"'
sed -i.bak 's/"namespace": "payments"/"namespace": "production"/' "$data/review.json"
step "in an outage the glass is broken, which is on record"        0 gatehouse check -f "$data/review.json"

echo
if [ $failures -gt 0 ]; then
  echo "$failures steps did not come out as expected; the server's log is $log." >&2
  exit 1
fi
$once && exit 0

cat <<TEXT
Everything came out as expected. Gatehouse keeps serving; Ctrl-C stops it.

Open:   $http/docs           the API, to read and try
Try:    ./gatehouse timeline $image1 --project shop
        ./gatehouse list occurrences --project shop --filter 'vulnerability.effectiveSeverity>=HIGH AND vulnerability.fixAvailable=true'
        ./gatehouse decisions          and then ./gatehouse explain ID
        ./gatehouse watch --project shop
        curl -H "Authorization: Bearer \$(cat $data/admin.token)" $http/v1/projects/shop/occurrences?pageSize=3
TEXT
wait "$server"
