# Every construct of the language, once at least.
runbook "Every construct" # with a comment behind it

include "common-steps.rb"

param :version # no text at all
param :count,     "How many",                        type: :integer, default: 3
param :mode,      "Which way",                       one_of: ["fast", 'slow'], matches: /^[a-z]+$/
param :set,       "A name that is a word elsewhere", optional: true
param :note,      "Another",                         optional: true
secret :password, "Never shown"

in_namespace "coder"

# Values -------------------------------------------------------------------

text      = "a #{version} \"quoted\" \\ \n \t \s \e \u{1F600} \#{not} #{"inner #{count}"}"
raw       = 'it\'s raw: \n #{nothing}'
number    = 1_000
negative  = -5.minutes
both      = true && !false || nil == nil
group     = (given? note and not given? set)
sum       = number + 2 - 1
list      = [1, 2, [3, 4], "five", :six]
map       = { maps: 1, "quoted key" => 2, if: 3 }
empty     = [[], {}]
picked    = map[:maps]
pattern   = text =~ /a\/b #?/imx && text !~ /c/
field     = helm.release(note).version.minor
predicate = helm.repo?("coder", "https://helm.coder.com")
command   = helm.chart "coder/coder", version: version
negated   = !given?(database)
words     = journal.end.if.retry
emoji     = "🚀 läuft 你好"

long = [
  "first",
  # a comment of its own
  "second", # and one behind
  "third"
]
deep = helm.values(
  chart,
  keys: [
    "a",
    "b"
  ]
)
chain = resource("v1/Service", "coderd")
  .status
  .address
sums = number +
       count -
       2

# Statements ---------------------------------------------------------------

procedure :reinstall do |name, chart|
  helm.uninstall name
  helm.upgrade name, chart, install: true
end

procedure :nothing do
  note "done"
end

step "One", id: "one", if: given?(version), unless: mode == "slow", timeout: 10.minutes,
     retries: 3, every: 10.seconds, backoff: 2, destructive: true,
     verify: helm.repo?("coder") do
  # First a comment.

  run "true"

  run "kubectl", "get", "pods", retries: 3, every: 10.seconds if count > 2 and mode != "slow"
  helm.repo_update
  helm.uninstall(release)
  perform :reinstall, release, chart
  perform :nothing

  wait 30.seconds
  wait up_to: 5.minutes, every: 2.seconds, stable_for: 10.seconds,
       fail_if: release_resources(release).failed? until release_resources(release).ready?
  wait until old.gone?

  assert count >= 1, "at least one"
  assert count <= 9, "at most nine" unless given? mode
  confirm "Go on?", show: values
  manual "Press the button"
  note "text"
  fail "it is over" if failed?
  finish "all is well"

rescue ImmutableField, ForeignOwner, /cannot patch "(?<name>[^"]+)"/ => failure
  note failure[:name] # the capture
  try_again attempts: 3

rescue Timeout
  raise failure if failure.exit_code == 1
rescue => any
  # nothing but a comment
ensure
  note "the end"
  # the very end
end

if !given? version
  note "one"
elsif count > 2 # why
  note "two"
elsif mode =~ /x/
  # nothing to do

else # otherwise
  note "three"
end

unless given? version
  # only a comment
else
  note "given"
end

for name in ["coderd", "dashboard"] do # each
  wait up_to: 1.minutes until deployment(name).ready?
end

# The last comment.
