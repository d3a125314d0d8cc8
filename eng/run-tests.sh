#!/usr/bin/env bash
# Runs every test project and sums up: `N passed, N failed, N skipped` is the last line. With true as argument only conformance suites run, a row for each.
set -uo pipefail
cd "$(dirname "$0")/.."
conformance=$1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

filter=()
$conformance && filter=(--filter-trait Category=Conformance)
passed=0 failed=0 skipped=0 broken=0
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  started=$SECONDS
  dotnet exec "artifacts/bin/$name/release/$name.dll" "${filter[@]}" --no-progress --report-xunit --report-xunit-filename "$name.xml" --results-directory "$results" >"$results/$name.log" 2>&1
  code=$?
  counts=$(sed -n 's/.*<assembly [^>]*/&/p' "$results/$name.xml" 2>/dev/null | head -n 1)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counts"; }
  p=$(count passed) f=$(count failed) s=$(count skipped) e=$(count errors)
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0} + ${e:-0})) skipped=$((skipped + ${s:-0}))
  # 8: no test of the project was asked for.
  if [ $code -ne 0 ] && [ $code -ne 8 ]; then
    [ "${f:-0}" = 0 ] && [ "${e:-0}" = 0 ] && failed=$((failed + 1))
    broken=1
    cat "$results/$name.log"
  fi
  $conformance || printf '%-32s %5s passed %4s failed %4s skipped %5ss\n' "$name" "${p:-0}" "${f:-0}" "${s:-0}" $((SECONDS - started))
  $conformance || grep -oE 'skip reason: .*|^\s*skipped .*' "$results/$name.log" | sort | uniq -c | head -n 20
done
$conformance && bash eng/conformance-table.sh "$results"
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] && [ $broken -eq 0 ]
