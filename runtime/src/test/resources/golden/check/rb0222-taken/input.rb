runbook "Names"

param :release, "Release", default: "coder"

current = helm.release(release)
current = helm.release("other")
helm = current.version

for release in ["a", "b"] do
  note release
end

note "#{current.version} #{helm}"

procedure :say do
  note "one"
end

procedure :say do
  note "two"
end

perform :say
