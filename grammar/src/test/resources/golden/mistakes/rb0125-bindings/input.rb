if x = 3
  note "a"
end

a.b = 3
note "x" if a = b
a, b = 1, 2
