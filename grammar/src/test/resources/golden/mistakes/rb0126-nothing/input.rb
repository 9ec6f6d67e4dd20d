"hello"
helm.version >= "3.2"
[1, 2]
!ready?
(a)
x[:y]
note "a" if b
x
/abc/
nil
