helm.upgrade release, chart
             install: true, wait: true

assert a
  && b, "message"

note "fine"
