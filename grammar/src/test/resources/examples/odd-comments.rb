confirm( # open
  "x", # text
  show: values, # shown
  # nothing more
) # closed
note("a") if b # why
fail( # nothing
)
given = http.ok?( # one
  "u", # two
  # three
).a? # four
w = m
  # dotted
  .b # five
  .c
v = { # map
  a: 1, # six
  "b" => # seven
    2,
} # eight
t = !( # nine
  a && # ten
  b
)
for a in [ # eleven
  "x"
] do # twelve
  note a
end
procedure :p do |a, # thirteen
  b| # fourteen
  note a
end # fifteen
try_again attempts: 2 # sixteen
perform :p, # seventeen
  1,
  # eighteen
  2
u = failure[ # nineteen
  :a
]
wait 30.seconds # twenty
wait up_to: 5.minutes, # unto
     every: 1.second until c # cond
raise (failure # twenty-one
)
