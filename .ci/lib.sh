# Shared by run and fresh-machine; sourced, never run.

# The tests that a build in a folder has skipped: why, class and name, with tabs between. Surefire gives the reason of an
# assumption as the first line of a stack trace, that of a condition as an attribute.
skipped() {
  find "$1" -path '*/target/*-reports/TEST-*.xml' -exec cat {} + | awk '
    function attribute(name) {
      if (!match($0, " " name "=\"[^\"]*\"")) return ""
      return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
    }
    /<testcase / { class = attribute("classname"); test = attribute("name") }
    /<skipped/ {
      why = attribute("message")
      if (match($0, /\[CDATA\[[a-zA-Z0-9_.$]*: /)) why = substr($0, RSTART + RLENGTH)
      sub(/\]\]>.*/, "", why)
      print why "\t" class "\t" test
    }'
}

# The classes whose tests a build in a folder has run or skipped.
reported() { find "$1" -path '*/target/*-reports/TEST-*.xml' -printf '%f\n' | sed 's/^TEST-//; s/\.xml$//'; }
