package dev.runbook.provider;

import dev.runbook.language.failure.FailureClass;
import java.util.List;
import java.util.Set;

/** What an operator can do about the failures that the tools of a provider print. */
public interface FailureAdvice {
    /** About a class in general, as its page says it. */
    List<String> about(FailureClass failureClass);

    /** About the very end of a program. */
    List<String> on(ProgramEnd end);

    /** What the end of a program in the middle of its work may leave behind. */
    default List<String> whenCutShort(List<String> command) {
        return List.of();
    }

    /**
     * How a program ended.
     *
     * @param classes those that the provider's own texts have shown, the most telling first
     * @param text what it said, on one line
     */
    record ProgramEnd(List<String> command, Set<FailureClass> classes, String text, int exitCode) {}
}
