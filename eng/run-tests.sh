#!/usr/bin/env bash
# Runs every test project and sums up: `N passed, N failed, N skipped` is the last line. With true as argument only conformance suites run, a row for each.
set -uo pipefail
cd "$(dirname "$0")/.."
conformance=$1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

filter=()
$conformance && filter=(-trait Category=Conformance)
passed=0 failed=0 skipped=0
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  started=$SECONDS
  dotnet "artifacts/bin/$name/release/$name.dll" -noColor -noLogo "${filter[@]}" -result-xml "$results/$name.xml" >"$results/$name.log" 2>&1
  code=$?
  assembly=$(grep -o '<assembly [^>]*>' "$results/$name.xml" 2>/dev/null | head -n 1)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$assembly"; }
  p=$(count passed) f=$(count failed) s=$(count skipped) e=$(count errors)
  p=${p:-0} f=$((${f:-0} + ${e:-0})) s=${s:-0}
  # A project that ends badly without a failed test has still failed.
  [ $code -ne 0 ] && [ "$f" -eq 0 ] && { [ -z "$assembly" ] || ! $conformance; } && f=1
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  [ "$f" -eq 0 ] || cat "$results/$name.log"
  $conformance || printf '%-32s %6s passed %4s failed %4s skipped %5ss\n' "$name" "$p" "$f" "$s" $((SECONDS - started))
  $conformance || grep -A1 '\[SKIP\]' "$results/$name.log" | grep -v -e '\[SKIP\]' -e '^--' | sort | uniq -c | sed 's/^ */    skipped /' || true
done
$conformance && awk -f eng/suites.awk "$results"/*.xml
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
