# first

# second


# third
step "A" do # behind do

  # inside

  helm.upgrade release, # the release
     # its own line
    chart, # the chart

    # another
     wait: true # last
# befoend

end # behind end
assert( # odd
  a, # why
) # outside
if a # if

# in if
elsif b # elsif
  # in elsif
  note "x"
# before else
else # else
  # in else
end
x8= [ # opens
  # nothing
]
y = a + # plus
 # own
    b
wait up_to: 1.minutes, # limit
  every: 2.seconds until z
step "B" do
  note "b"
  # before rescue

rescue A, # one
  B => c # two
  # in rescue
ensure # three
end
z = (a # group
     # still
     ) # closed
# last
assert( # odd
  "m" # because
) # outside
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
