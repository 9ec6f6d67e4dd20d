package dev.runbook.provider.process;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Processes;
import dev.runbook.provider.FailureAdvice;
import dev.runbook.provider.FailureText;
import dev.runbook.provider.KnownFailures;
import dev.runbook.provider.kube.NamedObjects;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns the end of a program into a failure: which classes its output matches, what it said, and what to do.
 *
 * <p>The kind is the class whose wording comes first in the error; what comes first is what went wrong first. Only
 * {@link FailureClass#RollbackFailed} stands back: when the original error is known too, that error is the kind,
 * and both are in {@code classes}, so that a rescue of either answers.
 */
public record FailureRecognition(List<KnownFailures> known) {
    /** What helm's commands of two words begin with. */
    private static final Set<String> TWO_WORDS = Set.of("repo", "get", "show");

    /** What is added to the number of a signal to give the exit code of a program that it ended. */
    private static final int SIGNAL = 128;

    /** SIGKILL and SIGTERM: what a program said before has nothing to do with its end. */
    private static final Set<Integer> ENDED_FROM_OUTSIDE = Set.of(9, 15);

    private static final String ORIGINAL = "original upgrade error: ";

    /** Where helm goes on to say why the way back failed: what stands there is not what went wrong first. */
    private static final Pattern WAY_BACK = Pattern.compile(": release \\S+ failed: |"
            // A claim that the upgrade has let grow does not shrink again.
            + ": (cannot patch \"\\S+\" with kind PersistentVolumeClaim|server-side apply failed for object \\S+ /v1,"
            + " Kind=PersistentVolumeClaim): PersistentVolumeClaim \"\\S+\" is invalid:"
            + " spec\\.resources\\.requests\\.storage: Forbidden: field can not be less than");

    private static final String PREFIXES = "^(Error: |UPGRADE FAILED: |INSTALLATION FAILED: |Unable to continue with "
            + "(update|install): |unable to continue with (update|install): |release \\S+ failed, and has been "
            + "(rolled back|uninstalled) due to \\S+ being set: )+";

    /** The failure that an ended program stands for; the program must not have ended well. */
    public Failure recognise(List<String> command, Processes.Result result) {
        return switch (result.end()) {
            case EXITED -> exited(command, result);
            case NOT_STARTED ->
                notRun(
                        FailureClass.CommandFailed,
                        command,
                        result,
                        "%s could not be started: %s"
                                .formatted(program(command), result.err().strip()),
                        result.err().contains("arguments are longer")
                                ? "Write what is long into a file, and give the program its name."
                                : "Check that the program is installed, on the PATH, and may be executed.");
            case TIMED_OUT ->
                notRun(
                        FailureClass.Timeout,
                        command,
                        result,
                        "%s did not end within %s".formatted(program(command), words(result.took())),
                        "Its output so far is kept with the run.");
            case STOPPED ->
                notRun(FailureClass.Cancelled, command, result, program(command) + " was stopped by a person");
            case LEFT ->
                notRun(
                        FailureClass.InDoubt,
                        command,
                        result,
                        "%s (%s) still runs after %s, longer than its own time limits allow, and was left alone"
                                .formatted(program(command), result.err(), words(result.took())),
                        "See what it does, and end it when it does nothing: kill "
                                + result.err().replaceFirst("^process ", "") + ".",
                        "Then resume the run: it waits for the end of that process, and looks at what came of its work.");
        };
    }

    private Failure exited(List<String> command, Processes.Result result) {
        ErrorOutput output = ErrorOutput.of(result.err().isBlank() ? result.out() : result.err());
        Set<FailureClass> classes = classes(output.error(), output.joined());
        FailureClass kind = classes.iterator().next();
        return new Failure(
                kind,
                classes,
                summary(command, output.error(), result.exitCode()),
                result.err().isBlank() ? result.out() : result.err(),
                command,
                OptionalInt.of(result.exitCode()),
                NamedObjects.in(original(output.error()), namespace(command))
                        .or(() -> NamedObjects.in(output.joined(), namespace(command))),
                advice(classes, command, output, result.exitCode()));
    }

    /** Each provider advises on what its own tools say. */
    private List<String> advice(Set<FailureClass> classes, List<String> command, ErrorOutput output, int exitCode) {
        Set<String> advice = new LinkedHashSet<>();
        for (KnownFailures one : known) {
            Set<FailureClass> own = classes.stream()
                    .filter(failureClass ->
                            one.knows(failureClass, output.error()) || one.knows(failureClass, output.joined()))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            advice.addAll(one.advice().on(new FailureAdvice.ProgramEnd(command, own, output.joined(), exitCode)));
        }
        if (classes.equals(Set.of(FailureClass.CommandFailed))) {
            SimilarWording.hint(output.error()).ifPresent(advice::add);
        }
        return List.copyOf(advice);
    }

    /** The classes, the most telling first; the whole output is asked only when the error alone says nothing. */
    private Set<FailureClass> classes(String error, String everything) {
        List<FailureClass> found = matches(error);
        if (found.contains(FailureClass.RollbackFailed)) {
            found = matches(original(error));
        }
        if (found.isEmpty()) {
            found = matches(everything);
        }
        for (FailureClass telling : List.copyOf(found)) {
            for (KnownFailures one : known) {
                found.removeAll(one.ruledOut().getOrDefault(telling, Set.of()));
            }
        }
        if (found.size() > 1 && found.remove(FailureClass.RollbackFailed)) {
            found.add(FailureClass.RollbackFailed);
        }
        return found.isEmpty() ? Set.of(FailureClass.CommandFailed) : new LinkedHashSet<>(found);
    }

    private static String original(String error) {
        int start = error.indexOf(ORIGINAL);
        if (start < 0) {
            return error;
        }
        int reason = start + ORIGINAL.length();
        return error.substring(0, reason) + WAY_BACK.split(error.substring(reason), 2)[0];
    }

    /** The classes whose wordings a text has, in the order in which they stand in it. */
    private List<FailureClass> matches(String text) {
        Map<FailureClass, Integer> first = new EnumMap<>(FailureClass.class);
        for (KnownFailures one : known) {
            for (FailureText wording : one.texts()) {
                wording.firstIn(text).ifPresent(start -> first.merge(wording.failureClass(), start, Math::min));
            }
        }
        return first.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String summary(List<String> command, String error, int exitCode) {
        String said = ErrorSummary.of(error.replaceFirst(PREFIXES, ""));
        if (ENDED_FROM_OUTSIDE.contains(exitCode - SIGNAL) || (exitCode > SIGNAL && said.isEmpty())) {
            String ended = "%s was ended from outside by signal %d".formatted(program(command), exitCode - SIGNAL);
            return said.isEmpty() ? ended : ended + "; it last said: " + ErrorSummary.shortened(said);
        }
        if (said.isEmpty()) {
            return "%s ended with exit code %d and said nothing".formatted(program(command), exitCode);
        }
        return ErrorSummary.shortened(said);
    }

    private Failure notRun(
            FailureClass kind, List<String> command, Processes.Result result, String summary, String... advice) {
        List<String> lines = new ArrayList<>(List.of(advice));
        if (result.end() != Processes.End.NOT_STARTED && result.end() != Processes.End.LEFT) {
            known.forEach(one -> lines.addAll(one.advice().whenCutShort(command)));
        }
        return new Failure(
                kind,
                Set.of(kind),
                summary,
                result.err().isBlank() ? result.out() : result.err(),
                command,
                OptionalInt.empty(),
                Optional.empty(),
                lines);
    }

    private static String program(List<String> command) {
        if (command.isEmpty()) {
            return "the program";
        }
        boolean helm = command.size() > 1 && command.getFirst().endsWith("helm");
        if (!helm) {
            return command.getFirst();
        }
        boolean two = command.size() > 2 && TWO_WORDS.contains(command.get(1));
        return String.join(" ", command.subList(0, two ? 3 : 2));
    }

    private static String namespace(List<String> command) {
        return command.stream()
                .filter(a -> a.startsWith("--namespace="))
                .findFirst()
                .map(a -> a.substring("--namespace=".length()))
                .orElse("");
    }

    private static String words(Duration took) {
        return took.toSeconds() < 120 ? took.toSeconds() + " s" : took.toMinutes() + " min";
    }
}
