step "A" do
  note "a"
else
  note "b"
end

if a
  note "a"
else
  note "b"
elsif c
  note "c"
end

rescue Timeout

unless a
  note "a"
elsif b
  note "b"
end

step "B" do
  note "a"
ensure
  note "b"
rescue Timeout
  note "c"
end

for x in y do
  note "x"
rescue Timeout
  note "y"
end

if a
  note "x"
ensure
  note "y"
end
