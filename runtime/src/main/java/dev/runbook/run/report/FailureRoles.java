package dev.runbook.run.report;

import dev.runbook.language.failure.Failure;
import dev.runbook.run.report.LocatedFailure.FailureRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which failure ended a run, and what part the others had in it. */
public final class FailureRoles {
    private static final Set<Item.State> BAD = EnumSet.of(Item.State.FAILED, Item.State.UNFINISHED);

    private final Map<String, Set<Item.State>> ends;

    /** @param steps all steps of the run, the inner ones too */
    FailureRoles(List<Item.Step> steps) {
        ends = steps.stream()
                .collect(Collectors.groupingBy(
                        Item.Step::number, Collectors.mapping(Item.Step::state, Collectors.toSet())));
    }

    /**
     * The failures with their parts: the one that ended the run first, those that came of it, those before it, and last
     * those that were recovered.
     *
     * @param problems in the order in which they came
     * @param last the failure that the run ended with, if it did
     */
    List<LocatedFailure> of(List<LocatedFailure> problems, Optional<Failure> last) {
        int ended = 0;
        while (ended < problems.size() && !isEnd(problems.get(ended), last)) {
            ended++;
        }
        List<LocatedFailure> all = new ArrayList<>();
        for (int i = 0; i < problems.size(); i++) {
            LocatedFailure problem = problems.get(i);
            FailureRole part = i == ended
                    ? FailureRole.ENDED
                    : recovered(problem) ? FailureRole.RECOVERED : i < ended ? FailureRole.EARLIER : FailureRole.LATER;
            all.add(problem.as(part));
        }
        all.sort(Comparator.comparing(LocatedFailure::part));
        return all;
    }

    private boolean isEnd(LocatedFailure problem, Optional<Failure> last) {
        return last.isPresent() ? problem.failure().equals(last.get()) : !recovered(problem);
    }

    /** Whether its step, or one around it, came to a good end each time that it ran. */
    private boolean recovered(LocatedFailure problem) {
        return ends.entrySet().stream()
                .filter(step -> (problem.number() + ".").startsWith(step.getKey() + "."))
                .anyMatch(step -> step.getValue().stream().noneMatch(BAD::contains));
    }
}
