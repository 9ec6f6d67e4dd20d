step "A" do
  note "a"
  end
end

note "b"
end
