extends "base.rb"
set :a, [1, 2]
before "A" do
  note "x"
end
after "B" do
ensure
  note "y"
end
replace "C" do
end
remove "D"
