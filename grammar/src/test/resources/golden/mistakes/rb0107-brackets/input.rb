x = helm.release(release
y = 3

step "A" do
  run(["a", "b"
end

note "Hello #{name, how are you"
z = { a: 1
