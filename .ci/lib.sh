# Shared by run and fresh-machine; sourced, never run.

# The tests that a build in a folder has skipped: why, class and name, with tabs between.
skipped() {
  find "$1" -path '*/target/*-reports/TEST-*.xml' -exec cat {} + | awk '
    function attribute(name,  text) {
      if (!match($0, " " name "=\"[^\"]*\"")) return ""
      text = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
      gsub(/&quot;/, "\"", text); gsub(/&apos;/, "\047", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&amp;/, "\\&", text)
      return text
    }
    /<testcase / { class = attribute("classname"); test = attribute("name") }
    /<skipped/ { print attribute("message") "\t" class "\t" test }'
}

# The classes whose tests a build in a folder has run or skipped.
reported() { find "$1" -path '*/target/*-reports/TEST-*.xml' -printf '%f\n' | sed 's/^TEST-//; s/\.xml$//'; }
