step "A"
  note "a"
end

step "B", timeout: 5.minutes

for x in [1, 2]
  note "#{x}"
end

before "A"
  note "c"
end
