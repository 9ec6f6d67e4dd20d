runbook “Update Coder”

note "fine"
total = 3
café = 1
rate = 5 – 3
x = \
face = 😀
