x = helm.release(release))
y = [1, 2)
z = f(a[1)]
}
