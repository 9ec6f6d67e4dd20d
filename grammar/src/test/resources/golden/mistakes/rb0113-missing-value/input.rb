x =
note "a",

helm.upgrade release, install:
assert a &&
param
set :host
wait up_to: 5.minutes
for x in
end
if
end
assert x unless
raise
helm.
x = 3 + + 4
x = a == != b
y = [1,
note "z"
