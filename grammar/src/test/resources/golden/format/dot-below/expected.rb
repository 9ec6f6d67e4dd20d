runbook
  .s #{tep\ "a" do
