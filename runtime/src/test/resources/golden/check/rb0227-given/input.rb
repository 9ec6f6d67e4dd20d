runbook "Given"

param :host, "Host", optional: true

current = helm.release("coder")
note "a" if given? current
note "b" if given? hots
note "c" if given?("host")
note "d" if given?(host, 1)
note host
