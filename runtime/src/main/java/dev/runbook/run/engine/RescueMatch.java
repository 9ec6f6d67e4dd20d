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
        if (failure.kind().passesByRescue()) {
            return Optional.empty();
        }
        return clauses.stream()
                .flatMap(clause -> match(clause, failure).stream())
                .findFirst();
    }

    void bind(Scope scope, Failure failure) {
        clause.rescue().name().ifPresent(name -> scope.bindFailure(name, failure, captures));
    }

    private static Optional<RescueMatch> match(PlanNode.Clause clause, Failure failure) {
        if (clause.rescue().triggers().isEmpty()) {
            return Optional.of(new RescueMatch(clause, "rescue", Map.of()));
        }
        for (Rescue.Trigger trigger : clause.rescue().triggers()) {
            switch (trigger) {
                case Rescue.Trigger.Named(FailureClass named) -> {
                    if (failure.classes().contains(named)) {
                        return Optional.of(new RescueMatch(clause, "rescue " + named, Map.of()));
                    }
                }
                case Rescue.Trigger.Matching(com.google.re2j.Pattern pattern, String written) -> {
                    Matcher matcher = pattern.matcher(failure.output());
                    if (matcher.find()) {
                        return Optional.of(new RescueMatch(clause, "rescue " + written, captures(matcher)));
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
