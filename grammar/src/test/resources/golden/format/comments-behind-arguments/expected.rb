runbook "X"

step "A" do # behind do
  # inside

  helm.upgrade release, # the release
               # its own line
               chart, # the chart
               # another
               wait: true # last
  # before end
end        # behind end
assert "m" # odd
# because
# outside
