note <<~TEXT
  Hello "you
  end
TEXT
note "fine"
=begin
old "stuff
=end
note "fine"
x = if a
  3
else
  4
end
