package dev.runbook.run.report;

import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Entry.ForetoldEnd;
import dev.runbook.run.journal.Entry.ForetoldFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happened otherwise than the plan of a run had said. */
final class ForetoldDifference {
    private ForetoldDifference() {}

    /**
     * In one sentence; empty where all was as foretold, where no plan was made or could know it, and where people have
     * decided otherwise: with an answer, by stopping the run or by carrying it on.
     */
    static Optional<String> of(RunReport report) {
        Optional<Entry.Foretold> plan = report.foretold().filter(foretold -> foretold.outcome() != ForetoldEnd.UNKNOWN);
        Optional<ForetoldEnd> end = report.ended().flatMap(ended -> end(ended.end()));
        boolean decided = report.problems().stream()
                .anyMatch(problem -> problem.failure().kind().passesByRescue());
        if (plan.isEmpty() || end.isEmpty() || decided || !report.resumptions().isEmpty()) {
            return Optional.empty();
        }
        List<ForetoldFailure> happened = report.problems().stream()
                .map(problem ->
                        new ForetoldFailure(problem.number(), problem.failure().kind()))
                .toList();
        List<String> sentences = new ArrayList<>();
        told("not foretold: ", without(happened, plan.get().failures()), sentences);
        told("foretold, and did not happen: ", without(plan.get().failures(), happened), sentences);
        if (sentences.isEmpty() && plan.get().outcome() != end.get()) {
            sentences.add("foretold: it " + plan.get().outcome().words());
        }
        return Optional.of(String.join("; ", sentences)).filter(text -> !text.isEmpty());
    }

    private static List<ForetoldFailure> without(List<ForetoldFailure> all, List<ForetoldFailure> others) {
        List<ForetoldFailure> left = new ArrayList<>(all);
        others.forEach(left::remove);
        return left;
    }

    private static void told(String lead, List<ForetoldFailure> failures, List<String> sentences) {
        if (!failures.isEmpty()) {
            sentences.add(lead
                    + failures.stream()
                            .map(failure -> (failure.number() + " " + failure.kind()).strip())
                            .collect(Collectors.joining(", ")));
        }
    }

    private static Optional<ForetoldEnd> end(Entry.RunEnd end) {
        return switch (end) {
            case DONE -> Optional.of(ForetoldEnd.SUCCEEDS);
            case RECOVERED -> Optional.of(ForetoldEnd.RECOVERS);
            case FAILED -> Optional.of(ForetoldEnd.FAILS);
            case DECLINED, INTERRUPTED -> Optional.empty();
        };
    }
}
