procedure :a do
end
procedure :b do |x, y|
  perform :a
  perform :b, x, y + 1
end
