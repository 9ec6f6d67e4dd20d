x = a and b
assert not(a), "m"
assert a or b, "m"
run "x", if: a and b
x = not a
