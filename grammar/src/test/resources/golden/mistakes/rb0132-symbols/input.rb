param name, "about"
secret "database", "about"
set host, "x"
perform reinstall, x
procedure "a" do
  note "x"
end
