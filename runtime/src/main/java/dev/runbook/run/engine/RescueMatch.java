package dev.runbook.run.engine;

import com.google.re2j.Matcher;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Rescue;
import dev.runbook.language.value.Value;
import dev.runbook.run.plan.PlanNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the rescue clause that answers to a failure.
 *
 * @param captures what the regular expression captured, by number and by name
 */
record RescueMatch(PlanNode.Clause clause, String words, Map<String, Value> captures) {

    /** The first clause that answers. */
    static Optional<RescueMatch> find(List<PlanNode.Clause> clauses, Failure failure) {
        return clauses.stream()
                .flatMap(clause -> match(clause, failure).stream())
                .findFirst();
    }

    void bind(Scope scope, Failure failure, boolean repeated) {
        clause.rescue().name().ifPresent(name -> scope.bindFailure(name, failure, captures, repeated));
    }

    private static Optional<RescueMatch> match(PlanNode.Clause clause, Failure failure) {
        boolean onlyByName = failure.kind().passesByRescue();
        if (clause.rescue().triggers().isEmpty() && !onlyByName) {
            return Optional.of(new RescueMatch(clause, Rescue.ANY, Map.of()));
        }
        for (Rescue.Trigger trigger : clause.rescue().triggers()) {
            switch (trigger) {
                case Rescue.Trigger.Named(FailureClass named) -> {
                    if (failure.classes().contains(named) && named.canBeNamed()) {
                        return Optional.of(new RescueMatch(clause, trigger.words(), Map.of()));
                    }
                }
                case Rescue.Trigger.Matching(com.google.re2j.Pattern pattern, String _) -> {
                    Matcher matcher = pattern.matcher(failure.output());
                    if (!onlyByName && matcher.find()) {
                        return Optional.of(new RescueMatch(clause, trigger.words(), captures(matcher)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, Value> captures(Matcher matcher) {
        Map<String, Value> captures = new LinkedHashMap<>();
        for (int group = 0; group <= matcher.groupCount(); group++) {
            String text = matcher.group(group);
            captures.put(Integer.toString(group), text == null ? Value.NIL : Value.of(text));
        }
        matcher.pattern().namedGroups().forEach((name, group) -> {
            String text = matcher.group(group);
            captures.put(name, text == null ? Value.NIL : Value.of(text));
        });
        return captures;
    }
}
