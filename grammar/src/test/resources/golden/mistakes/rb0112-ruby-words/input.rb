def install(name)
  puts "x"
  system "rm -rf /"
  sleep 5
end

while true
  note "x"
end

class Foo
end

begin
  run "x"
rescue
  exit 1
end

case x
when 1
  note "a"
when 2
  note "b"
end

if a then
  return
else if b
  note "c"
end
until x
end
loop do
  break
end
require "yaml"
