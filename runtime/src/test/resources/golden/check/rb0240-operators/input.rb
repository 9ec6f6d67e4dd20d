runbook "Operators"

param :text, "Text", default: "a"
param :number, "Number", default: 1

note "1" if text == number
note "2" if text < "b"
note "3" if number =~ /1/
note "4" if text =~ "a"
note text + "b"
note "#{-text} #{number + [1]}"
note "5" if helm.version == 3
