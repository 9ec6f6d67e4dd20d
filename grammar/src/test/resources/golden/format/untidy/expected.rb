runbook "A"
step "One", id: "one",
     timeout: 3.minutes do
  note "x"
  helm.upgrade release, chart,
               install: true,
               wait: true
  assert a >= 1 && b,
         "m"
end
if a
  x = [1, 2, 3]
  y = f(1, k: 2)
  z = { a: 1, "b" => 2 }

else
  note "n"
end
for x in [] do
  wait up_to: 1.minutes until x.ready?
end
value = helm
  .release
  .version
other = a ||
        b ||
        c
procedure :p do |a, b|
  foo(
    a, [
      b,
      c]
  )
end
