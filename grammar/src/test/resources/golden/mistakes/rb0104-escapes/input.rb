note "a \q b \u{110000} \u12 \d"
note "fine \n\t\r\s\e\"\\\#\u{1F600}"
note "#{a} \. #{b} \/"
