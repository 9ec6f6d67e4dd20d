runbook "Fields"

current = helm.release("coder")
note "#{current.verison} #{current.version.minro} #{10.minuets}"
note "#{["a"].frist} #{["a"][0]} #{10.minutes.seconds}"
