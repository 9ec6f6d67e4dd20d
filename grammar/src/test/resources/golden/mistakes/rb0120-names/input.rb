param :end, "x"
param :Host, "x"
secret :ready?, "x"
Foo = 3
ready? = true
procedure :p do |a, b?|
  note "x"
end
