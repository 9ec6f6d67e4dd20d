helm.repo_update
helm.uninstall release
helm.uninstall(release)
run "a", "b", c: 1, if: 2
plain
called()
x = service("a").address.ip
y = given? database
z = helm.chart chart, version: version
note "n" if !given? y
assert(a, "m")
confirm "x", show: values
run [1], {}
run (1)
failed = picked[:a]
