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
end      # behind end
assert a # odd
# why
# outside
if a # if
  # in if
elsif b # elsif
  # in elsif
  note "x"
  # before else
else # else
  # in else
end
x8 = [ # opens
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

rescue A,     # one
       B => c # two
  # in rescue
ensure # three
end
z = (a # group
  # still
) # closed
# last
