if a
  note "1"
elsif b
else
end
unless a
  note "2"
else
  note "3"
end
