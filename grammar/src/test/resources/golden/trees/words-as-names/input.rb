param :set, "x"
param :note, "x"
param :step, "x"
set = 1
note = 2
wait = note + set
step.foo "x"
run set, note, step, wait
x = a.end.if.do.retry.step
helm.upgrade a, if: 1, unless: 2, end: 3, wait: true, do: 4
y = { if: 1, note: 2 }
z = [:if, :end]
note note
for step in wait do
  note step
end
