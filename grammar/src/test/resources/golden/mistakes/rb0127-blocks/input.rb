stpe "A" do
  note "a"
end

list.each do |x|
  note x
end

if a do
  note "b"
end

note "x" do
  note "y"
end
