step "A" do note "a"
end

if a
  note "b"
else note "c"
end

step "B" do
  note "x"
end if c

step "C" do note "y" end
