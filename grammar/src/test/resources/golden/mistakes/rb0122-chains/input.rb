assert 1 < x < 3, "m"
assert a == b == c, "m"
assert a < b && b < c, "fine"
