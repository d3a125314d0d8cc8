# A row for each conformance suite (trait Suite of a test): passed, failed, total.
BEGIN { RS = "<test "; printf "%-48s %7s %7s %7s\n", "SUITE", "PASSED", "FAILED", "TOTAL" }
match($0, /<trait name="Suite" value="[^"]*"/) {
  suite = substr($0, RSTART + 27, RLENGTH - 28)
  match($0, /result="[A-Za-z]*"/)
  result = substr($0, RSTART + 8, RLENGTH - 9)
  if (result == "Skip") next
  total[suite]++
  if (result == "Pass") passed[suite]++
}
END { for (suite in total) printf "%-48s %7d %7d %7d\n", suite, passed[suite], total[suite] - passed[suite], total[suite] | "sort" }
