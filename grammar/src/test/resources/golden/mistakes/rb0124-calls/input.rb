assert given? database, "m"
x = a && given? database
assert helm.repo? "coder", "m"
x = foo bar baz
