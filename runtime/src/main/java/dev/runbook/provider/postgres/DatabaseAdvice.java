package dev.runbook.provider.postgres;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.FailureAdvice;
import java.util.List;

/** What an operator can do about what PostgreSQL's programs and servers say. */
final class DatabaseAdvice implements FailureAdvice {
    @Override
    public List<String> about(FailureClass failureClass) {
        return failureClass == FailureClass.Forbidden
                ? List.of("Use an account that may do this, or ask for the right that the message names.")
                : List.of();
    }

    @Override
    public List<String> on(ProgramEnd end) {
        if (end.classes().contains(FailureClass.Forbidden)) {
            return about(FailureClass.Forbidden);
        }
        return end.classes().isEmpty()
                ? List.of()
                : List.of("See in the output of " + end.command().getFirst() + " what went wrong.");
    }
}
