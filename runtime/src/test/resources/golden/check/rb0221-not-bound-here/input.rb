runbook "Names"

note target
target = "1.16"

step "Look" do
  old = release_resources("coder")
  note old.name
end

note old.name

procedure :say do
  note target
end

perform :say
