helm.upgrade release chart, wait: true
helm.upgrade release, chart wait: true
run "a" "b"
x = 3 4
param :name "about"
y = [1 2]
z = f(1 2)
