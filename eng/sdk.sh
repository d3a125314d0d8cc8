# Shared by the scripts at the root.

require_sdk() {
  local remedy="install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0 (or your distribution's package dotnet-sdk-10.0)"
  if ! command -v dotnet >/dev/null; then
    echo "error: the .NET 10 SDK is missing; $remedy" >&2
    exit 1
  fi
  if ! dotnet --list-sdks | grep -q '^1[0-9]\.'; then
    echo "error: the .NET SDK here is too old ($(dotnet --list-sdks | tail -n 1 | cut -d' ' -f1)); $remedy" >&2
    exit 1
  fi
}

# build PROJECT: restores and builds Release; quiet unless it fails.
build() {
  local log
  log=$(mktemp)
  echo "Building $(basename "$1" | sed 's/\.[a-z]*$//') …"
  if ! dotnet build "$1" --configuration Release --nologo --verbosity quiet >"$log" 2>&1; then
    grep -E 'error|warning' "$log" | sort -u >&2 || cat "$log" >&2
    rm -f "$log"
    exit 1
  fi
  rm -f "$log"
}

# publish_gatehouse: the program as it is meant to run, in artifacts/gatehouse; compiled ahead where the compiler for that is to be had.
publish_gatehouse() {
  local log
  log=$(mktemp)
  echo "Building Gatehouse …"
  if ! publish_to "$log" -p:Precompile=true; then
    if ! grep -q -E 'NU1101|NU1102|NU1301' "$log" || ! publish_to "$log"; then
      grep -E 'error|warning' "$log" | sort -u >&2 || cat "$log" >&2
      rm -f "$log"
      exit 1
    fi
    echo "note: the ahead-of-time compiler could not be restored; the server starts slower" >&2
  fi
  rm -f "$log"
}

publish_to() {
  local log=$1
  shift
  dotnet publish src/Gatehouse/Gatehouse.csproj --configuration Release --output artifacts/gatehouse --nologo --verbosity quiet "$@" >"$log" 2>&1
}
