a = text =~ /x/g
b = text =~ /x/ii
c = text =~ /#{name}/
d = text =~ /fine \#{x}/imx
