package dev.runbook.provider;

import dev.runbook.language.failure.FailureClass;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a provider knows of the failures of its tools.
 *
 * @param texts the wordings that they are known to print
 * @param ruledOut what an error is not when it is of a class, whatever else its words may mean
 */
public record KnownFailures(
        List<FailureText> texts, Map<FailureClass, Set<FailureClass>> ruledOut, FailureAdvice advice) {
    public KnownFailures {
        texts = List.copyOf(texts);
        ruledOut = Map.copyOf(ruledOut);
    }

    /** Whether one of the texts of a class stands in an output. */
    public boolean knows(FailureClass failureClass, String output) {
        return texts.stream()
                .anyMatch(text -> text.failureClass() == failureClass
                        && text.firstIn(output).isPresent());
    }
}
