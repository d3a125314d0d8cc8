#!/usr/bin/env bash
# Installs what the tests use and this machine lacks. Without root or a package manager the tests that need a tool skip themselves and say so.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
command -v node >/dev/null || missing+=(nodejs npm)
command -v docker-registry >/dev/null || missing+=(docker-registry)
command -v skopeo >/dev/null || missing+=(skopeo)
if [ ${#missing[@]} -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing ${missing[*]} …"
  DEBIAN_FRONTEND=noninteractive apt-get -qq update >/dev/null || true
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y "${missing[@]}" >/dev/null || echo "warning: could not install ${missing[*]}; tests that need them are skipped" >&2
fi

clients=tests/Gatehouse.EndToEnd.Tests/node-clients
if command -v npm >/dev/null && [ -f $clients/package.json ] && [ ! -d $clients/node_modules ]; then
  echo "Installing the official clients …"
  (cd $clients && npm ci --silent --no-audit --no-fund) || echo "warning: the npm clients could not be installed; their tests are skipped" >&2
fi
