x = a +
    b
y = [
  1,

  # a comment
  2
]
z = helm
  # a comment
  .release(
    a
  )
  .version
run "a",
    "b" if c &&
           d
w =
  3
