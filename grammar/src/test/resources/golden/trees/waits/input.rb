wait 30.seconds
wait up_to: 15.minutes until old.gone?
wait up_to: a, every: 2.seconds, stable_for: 3.seconds, fail_if: x.bad? until given? y
wait until x.ready?
wait up_to: 1.minutes until not a or b
