wait 1.5
wait 10minutes
x = 007
y = 99999999999999999999
z = 1_
w = 30s
v = 3rd
