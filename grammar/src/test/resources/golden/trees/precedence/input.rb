a = !x.y && b || c == d + 1 - e
b = -x.minutes + 2 < 3
c = x[:a].b[c] =~ /d/
assert (a or not b and c), "m"
note "x" if not a and b or given? c
d = !a == b
