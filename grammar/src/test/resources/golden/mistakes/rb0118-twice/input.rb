helm.upgrade release, chart, wait: true,
             timeout: 5.minutes, wait: false
x = { a: 1, "b" => 2, a: 3 }
param :a, "x", default: 1, default: 2
