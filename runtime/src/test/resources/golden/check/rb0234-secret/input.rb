runbook "Secrets"

secret :token, "Token"
secret :other, "Other", default: "abc"

copy = token
all = [token, other]
note "the token is #{token}"
run "login", token
run "login", env: { TOKEN: token }
note "same" if token == other
note "empty" if token.empty?
for x in all do
  note "#{x} #{copy}"
end
