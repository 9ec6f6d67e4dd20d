runbook "A"

param :a, "x" "y" => 3
in_namespace )a
note "x" until y
remove "a", "b"
step "B" if given? database do
  note "b"
end
assert a if b if c
wait 5.minutes until x.ready?
step("C") do
  note "c"
end
step "D" do |s|
  note "d"
end
