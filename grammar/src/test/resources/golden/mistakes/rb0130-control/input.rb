note "ab"
note "fine"
note "‮ evil"
x = 1
y = 2z = 3
