package dev.runbook.language.failure;

import dev.runbook.language.value.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What went wrong.
 *
 * @param kind the most telling class
 * @param classes every class that the output matches, {@code kind} among them; none where nobody has decided
 * @param summary one line that a tired operator understands
 * @param output the error output of the failed action, its middle left out when it is very long
 * @param command the argument list; empty when no command ran
 * @param resource the object that the message names
 * @param advice what to do next, a sentence each
 */
public record Failure(
        FailureClass kind,
        Set<FailureClass> classes,
        String summary,
        String output,
        List<String> command,
        OptionalInt exitCode,
        Optional<ResourceId> resource,
        List<String> advice) {
    public Failure {
        classes = Set.copyOf(classes);
        command = List.copyOf(command);
        advice = List.copyOf(advice);
    }

    /** A failure of our own making: no command ran. */
    public static Failure of(FailureClass kind, String summary, String... advice) {
        return new Failure(
                kind,
                Set.of(kind),
                summary,
                summary,
                List.of(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of(advice));
    }

    /** Nobody has decided: of no class, so that no clause takes it for a no. */
    public static Failure unanswered(String summary, String... advice) {
        Failure failure = of(FailureClass.Declined, summary, advice);
        return new Failure(
                failure.kind,
                Set.of(),
                summary,
                summary,
                failure.command,
                failure.exitCode,
                failure.resource,
                failure.advice);
    }

    /** The same with other advice. */
    public Failure advisingOnly(String other) {
        return advisingOnly(List.of(other));
    }

    /** The same with other advice. */
    public Failure advisingOnly(List<String> others) {
        return new Failure(kind, classes, summary, output, command, exitCode, resource, others);
    }

    /** The same in other words. */
    public Failure saying(String other) {
        return new Failure(kind, classes, other, output, command, exitCode, resource, advice);
    }

    /** The same of an object. */
    public Failure about(ResourceId object) {
        return new Failure(kind, classes, summary, output, command, exitCode, Optional.of(object), advice);
    }

    /** The same with one more sentence of advice. */
    public Failure advising(String further) {
        List<String> all = Stream.concat(advice.stream(), Stream.of(further)).toList();
        return new Failure(kind, classes, summary, output, command, exitCode, resource, all);
    }
}
