param :a, "About a", default: 1
param :long_name, "About something longer"
param :plain, default: 2
param :huge, "This text is much longer than forty characters are", default: 3
param :x

secret :b, "About b", optional: true
# a comment between
secret :cc, "About c", optional: true
a = 1
bb = 2 # two
ccc = [
  3
] # three
d = 4 # four
dddd = 5 # five
note "x"
e = 6 if a
fff = 7
