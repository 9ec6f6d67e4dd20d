runbook "Doubling"

procedure :p0 do
  note "x"
end

procedure :p1 do
  perform :p0
  perform :p0
end

procedure :p2 do
  perform :p1
  perform :p1
end

procedure :p3 do
  perform :p2
  perform :p2
end

procedure :p4 do
  perform :p3
  perform :p3
end

procedure :p5 do
  perform :p4
  perform :p4
end

procedure :p6 do
  perform :p5
  perform :p5
end

procedure :p7 do
  perform :p6
  perform :p6
end

procedure :p8 do
  perform :p7
  perform :p7
end

procedure :p9 do
  perform :p8
  perform :p8
end

procedure :p10 do
  perform :p9
  perform :p9
end

procedure :p11 do
  perform :p10
  perform :p10
end

procedure :p12 do
  perform :p11
  perform :p11
end

procedure :p13 do
  perform :p12
  perform :p12
end

procedure :p14 do
  perform :p13
  perform :p13
end

procedure :p15 do
  perform :p14
  perform :p14
end

perform :p15
