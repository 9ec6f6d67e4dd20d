package dev.runbook.run.report;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.run.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How a run ended and what to do about it, in the words that the screen and the reports share. */
public final class EndingText {
    private static final String RESCUE = "rescue";

    private EndingText() {}

    /** A label and what it says. */
    public record Fact(String label, String text) {}

    /** One line: what came of it, and how long it took. */
    public static String headline(RunReport report) {
        String title = (report.rehearsal() ? "Rehearsal of " : "") + report.title();
        String took =
                Elapsed.text(report.took()) + carriedOn(report.resumptions().size());
        Optional<Entry.RunEnd> end = report.ended().map(Entry.Ended::end);
        String abandoned = report.abandoned().isPresent() ? ", and was abandoned" : "";
        if (end.isEmpty()) {
            return title + " did not end" + abandoned;
        }
        return title
                + switch (end.get()) {
                    case DONE -> ": done in " + took;
                    case RECOVERED -> ": done in " + took + ", after recovering from a failure";
                    case FAILED -> " failed after " + took;
                    case DECLINED -> " was stopped by an answer after " + took;
                    case INTERRUPTED -> " was interrupted after " + took;
                }
                + abandoned;
    }

    /** Where a run stopped, in a few words. */
    public static String where(RunReport report) {
        return report.at()
                .orElseGet(() -> report.allSteps()
                        .filter(step -> step.state() == Item.State.FAILED || step.state() == Item.State.UNFINISHED)
                        .reduce((_, last) -> last)
                        .map(step -> "in step " + step.number() + " " + step.title())
                        .orElse("between steps"));
    }

    private static String carriedOn(int times) {
        return switch (times) {
            case 0 -> "";
            case 1 -> ", carried on once";
            case 2 -> ", carried on twice";
            default -> ", carried on " + times + " times";
        };
    }

    /** What happened, the failure that ended the run first, each failure in full. */
    public static List<Fact> facts(RunReport report) {
        return facts(report, EndingText::sentence);
    }

    /** The same below a transcript, which has told what went wrong where it did: of what was made good, the class is enough. */
    public static List<Fact> factsBelow(RunReport report) {
        return facts(report, failure -> String.valueOf(failure.kind()));
    }

    /** @param recovered what is said of a failure that was made good */
    private static List<Fact> facts(RunReport report, Function<Failure, String> recovered) {
        List<Fact> facts = new ArrayList<>();
        report.at().ifPresent(at -> facts.add(new Fact("stopped", at)));
        report.abandoned().ifPresent(given -> facts.add(new Fact("given up", given.words())));
        String reason = report.ended().map(Entry.Ended::reason).orElse("");
        boolean asFailure =
                report.problems().stream().anyMatch(p -> p.failure().summary().equals(reason));
        if (!reason.isEmpty() && !asFailure) {
            facts.add(new Fact("reason", reason));
        }
        for (LocatedFailure problem : report.problems()) {
            String said = problem.part() == LocatedFailure.FailureRole.RECOVERED
                    ? recovered.apply(problem.failure())
                    : sentence(problem.failure());
            facts.add(new Fact(problem.part().label(), problem.place() + ": " + said));
        }
        // A clause that names the class of its failure is named with that.
        report.rescues().stream()
                .filter(rescue -> !answersTo(clause(rescue.clause()))
                        .equals(rescue.failure().kind().name()))
                .forEach(rescue -> facts.add(new Fact("rescue", answersTo(clause(rescue.clause())))));
        report.unforeseen().ifPresent(what -> facts.add(new Fact("finding", what)));
        return facts;
    }

    /** What an operator can do next: the advice of the failures that nothing made good. */
    public static List<String> nextSteps(RunReport report) {
        boolean good = report.ended()
                .filter(e -> e.end() == Entry.RunEnd.DONE || e.end() == Entry.RunEnd.RECOVERED)
                .isPresent();
        return good
                ? List.of()
                : report.problems().stream()
                        .filter(problem ->
                                problem.part() != LocatedFailure.FailureRole.RECOVERED && !overtaken(problem, report))
                        .flatMap(problem -> problem.failure().advice().stream())
                        .distinct()
                        .toList();
    }

    /**
     * Whether it was answered to, and the run then failed in another way or was stopped after the answer had changed
     * something: by then the old advice leads astray.
     */
    private static boolean overtaken(LocatedFailure problem, RunReport report) {
        boolean answered = report.rescues().stream().anyMatch(r -> r.failure().equals(problem.failure()));
        if (answered && report.allSteps().anyMatch(step -> changedSince(problem.failure(), step))) {
            return true;
        }
        LocatedFailure.FailureRole next = problem.part() == LocatedFailure.FailureRole.EARLIER
                ? LocatedFailure.FailureRole.ENDED
                : LocatedFailure.FailureRole.LATER;
        return answered
                && report.problems().stream()
                        .filter(other -> other.part() == next && !other.equals(problem))
                        .reduce((_, last) -> last)
                        .filter(last -> !last.failure().kind().passesByRescue())
                        .isPresent();
    }

    /** Whether something was changed in a step since it began to answer to a failure. */
    private static boolean changedSince(Failure failure, Item.Step step) {
        return step.items().stream()
                .dropWhile(item ->
                        !(item instanceof Item.Rescue rescue && rescue.failure().equals(failure)))
                .anyMatch(EndingText::changes);
    }

    private static boolean changes(Item item) {
        return switch (item) {
            case Item.Step step -> step.items().stream().anyMatch(EndingText::changes);
            case Item.Task task -> task.changed();
            case Item.Question _,
                    Item.Note _,
                    Item.Decision _,
                    Item.Binding _,
                    Item.Rescue _,
                    Item.Retry _,
                    Item.Interruption _,
                    Item.Resumption _,
                    Item.Abandonment _,
                    Item.Settling _ -> false;
        };
    }

    /** The summary of a failure with its class. */
    public static String sentence(Failure failure) {
        return failure.summary() + " (" + failure.kind() + ")";
    }

    /** What a failure says beyond its summary; of an answer, the question stands in its step. */
    public static List<String> further(Failure failure) {
        return failure.kind() == FailureClass.Declined
                ? List.of()
                : failure.output().lines().dropWhile(failure.summary()::equals).toList();
    }

    /** A rescue clause as it is written, whether or not the fact has the word. */
    public static String clause(String clause) {
        return clause.equals(RESCUE) || clause.startsWith(RESCUE + " ") ? clause : RESCUE + " " + clause;
    }

    private static String answersTo(String clause) {
        return clause.equals(RESCUE) ? "any failure" : clause.substring(RESCUE.length() + 1);
    }
}
