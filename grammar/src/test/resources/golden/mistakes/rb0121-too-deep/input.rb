step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
step "a" do
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
