package dev.runbook.app.foresee;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Advice that was written for the end of a run, as it is before one: nothing has been done, and nothing is carried on. */
final class PlanAdvice {
    private PlanAdvice() {}

    /** Empty where it speaks of nothing but a run that is there. */
    static Optional<String> of(String advice) {
        String before = Stream.of(advice.split("(?<=[.:;]) (?=[A-Z])"))
                .filter(sentence -> !sentence.equals("Nothing was changed."))
                .map(sentence -> sentence.replace(", then resume.", ", then plan again."))
                .filter(sentence -> !sentence.matches("(?i).*\\bresumed?\\b.*"))
                .collect(Collectors.joining(" "));
        return Optional.of(before).filter(text -> !text.isEmpty());
    }
}
