runbook "A"  


step "B" do	# c 
	note "x"   
end