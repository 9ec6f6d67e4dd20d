note `date`
x = $HOME
y = @name
z = a ? b : c
w = x&.name
list = %w[a b]
n = 3 * 4
n += 1
r = 1..5
f = ->(x) { x }
list.map(&:name)
note "a"; note "b"
list.each { |x| note x }
m = Foo::Bar
s = :"a b"
q = { "a": 1 }
a = b <=> c
run "a", \
    "b"
