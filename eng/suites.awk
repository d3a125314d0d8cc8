# A row for each conformance suite (trait Suite of a test): passed, failed, total, and how many more cases are out of what is built so far.
BEGIN { RS = "<test "; printf "%-40s %7s %7s %7s %8s\n", "SUITE", "PASSED", "FAILED", "TOTAL", "SKIPPED" }
match($0, /<trait name="Suite" value="[^"]*"/) {
  suite = substr($0, RSTART + 27, RLENGTH - 28)
  match($0, /result="[A-Za-z]*"/)
  result = substr($0, RSTART + 8, RLENGTH - 9)
  seen[suite] = 1
  if (result == "Skip") { skipped[suite]++; next }
  total[suite]++
  if (result == "Pass") passed[suite]++
}
END { for (suite in seen) printf "%-40s %7d %7d %7d %8d\n", suite, passed[suite], total[suite] - passed[suite], total[suite], skipped[suite] | "sort" }
