step "Open the page do
  note "x"
end

note "#{release} is
