package dev.runbook.app.record;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.app.rehearse.RunbookNames;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.provider.ScenarioReader;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What failed in a run and how long it waited, as a scenario orders it.
 *
 * @param pending whether an operation that was interrupted is in the scenario already, and makes its failure by itself
 */
record RecordedTroubles(RunStory story, RunbookNames names, RecordedScenario scenario, boolean pending) {
    private static final String HELM = "helm";
    private static final String BALANCER = "load_balancer";
    private static final Pattern WORKLOAD = Pattern.compile("(?:deployment|statefulset|daemonset|job|pod)/(\\S+)");
    private static final Pattern ROLE = Pattern.compile("\\b(rds_superuser|cloudsqlsuperuser|azure_pg_admin)\\b");
    private static final Pattern OWNER = Pattern.compile(
            "key \"(meta\\.helm\\.sh/release-name(?:space)?)\" must equal \"[^\"]*\": current value is \"([^\"]*)\"");

    void record() {
        List<Failure> told = new ArrayList<>();
        for (RunStory.EndedTask task : story.tasks()) {
            Optional<Failure> failure = task.end().failure();
            if (failure.isPresent()) {
                told.add(failure.get());
                fail(what(task.activity()), failure.get(), task.end().step(), Optional.of(task));
            } else if (task.activity() instanceof Activity.WaitingUntil waiting) {
                waited(waiting.condition(), task.end().took());
            }
        }
        for (Recorded fact : story.facts()) {
            switch (fact.entry()) {
                case Entry.Rescuing e -> untold(told, e.failure(), e.step());
                case Entry.Ended e -> e.failure().ifPresent(failure -> untold(told, failure, e.step()));
                case Entry.Noted e -> {
                    Matcher role = ROLE.matcher(e.text());
                    if (role.find()) {
                        scenario.merge(Map.of("database", Map.of("superuser_role", role.group(1))));
                    }
                }
                default -> {
                    // It is no trouble.
                }
            }
        }
    }

    /** A failure of a lookup belongs to no task. */
    private void untold(List<Failure> told, Failure failure, String step) {
        if (told.stream().noneMatch(one -> one.output().equals(failure.output()))) {
            told.add(failure);
            fail("", failure, step, Optional.empty());
        }
    }

    private static String what(Activity activity) {
        return switch (activity) {
            case Activity.Performing performing -> performing.name();
            case Activity.WaitingUntil waiting -> waiting.condition();
            case Activity.Asserting asserting -> asserting.condition();
            case Activity.Pausing _, Activity.ExplicitFailure _ -> "";
        };
    }

    private void fail(String what, Failure failure, String step, Optional<RunStory.EndedTask> task) {
        if (failure.kind().passesByRescue()) {
            // What a person said is among the answers.
            return;
        }
        if (!failure.command().isEmpty() && failure.command().getFirst().endsWith(HELM)) {
            helm(failure, step, task);
            return;
        }
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (ScenarioReader reader : ShippedProviders.ALL.scenarioReaders()) {
            ordered.putAll(reader.recording().of(what, failure));
        }
        if (!ordered.isEmpty()) {
            scenario.merge(ordered);
        } else if (task.isPresent() && task.get().activity() instanceof Activity.WaitingUntil waiting) {
            neverCame(waiting.condition(), failure);
        } else if (failure.kind() == FailureClass.Unreachable) {
            scenario.merge(Map.of("api", List.of(at(step, Map.of("away", "20s")))));
            scenario.unknown("how long the API server was away: 20s");
        } else if (failure.kind() == FailureClass.Forbidden) {
            scenario.merge(Map.of("api", List.of(at(step, Map.of("status", 403)))));
        } else if (failure.kind() != FailureClass.AssertionFailed
                && !failure.summary().isEmpty()) {
            scenario.unknown("how to make this fail again: " + failure.summary());
        }
    }

    private void helm(Failure failure, String step, Optional<RunStory.EndedTask> task) {
        if (failure.kind() == FailureClass.OperationInProgress && pending) {
            return;
        }
        if (failure.kind() == FailureClass.OperationInProgress) {
            scenario.put("pending", true);
            scenario.unknown("what operation was interrupted before the run: an upgrade");
            return;
        }
        if (failure.kind() == FailureClass.ForeignOwner) {
            failure.resource().ifPresent(object -> foreign(object, failure.output()));
        }
        String verb = failure.command().size() > 1 ? failure.command().get(1) : "upgrade";
        Map<String, Object> order = new LinkedHashMap<>();
        if (failure.kind() == FailureClass.Timeout) {
            order.put(
                    "hang",
                    seconds(task.map(one -> one.end().took())
                            .orElse(Duration.ofHours(1))
                            .plusSeconds(1)));
        } else {
            order.put("fail", (failure.output().isBlank() ? failure.summary() : failure.output()).strip());
        }
        if (!verb.equals("upgrade")) {
            order.put("command", verb);
        }
        scenario.because(
                HELM,
                "Helm fails in the words of the run, whatever the cause was; without a line here it does its work.");
        task.ifPresent(one -> one.end()
                .notReady()
                .forEach(left -> scenario.because(
                        HELM,
                        "Not ready: " + left.resource().shortName() + " " + (left.state() + " " + left.detail()).strip()
                                + ".")));
        List<Object> all = new ArrayList<>(scenario.fields().get(HELM) instanceof List<?> before ? before : List.of());
        all.add(at(step, order));
        scenario.put(HELM, all);
    }

    private Map<String, Object> at(String step, Map<String, Object> order) {
        Map<String, Object> placed = new LinkedHashMap<>(order);
        story.title(step).ifPresent(title -> placed.put("at", title));
        return placed;
    }

    private void foreign(ResourceId object, String said) {
        Map<String, Object> annotations = new LinkedHashMap<>();
        OWNER.matcher(said).results().forEach(found -> annotations.put(found.group(1), found.group(2)));
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (annotations.containsKey("meta.helm.sh/release-name")) {
            annotations.putIfAbsent("meta.helm.sh/release-namespace", object.namespace());
            metadata.put("labels", Map.of("app.kubernetes.io/managed-by", "Helm"));
            metadata.put("annotations", annotations);
        }
        add(object, metadata);
    }

    /** An object that was there, of which only the name is known. */
    void add(ResourceId object, Map<String, Object> metadata) {
        scenario.merge(Map.of("objects", List.of(MinimalManifest.of(object, names.namespace(), metadata))));
        scenario.unknown("what else " + object.shortName() + " has than its name");
    }

    private void waited(String condition, Duration took) {
        if (took.toMillis() < 1000) {
            return;
        }
        if (isForGone(condition)) {
            scenario.merge(Map.of(BALANCER, Map.of("release_after", seconds(took))));
        } else if (condition.contains(".addresses?")) {
            scenario.merge(Map.of(BALANCER, Map.of("address_after", seconds(took))));
        }
    }

    private static boolean isForGone(String condition) {
        return condition.contains(".gone?") || condition.contains(".terminating?");
    }

    private void neverCame(String condition, Failure failure) {
        if (isForGone(condition)) {
            scenario.merge(Map.of(BALANCER, Map.of("release", "never")));
        } else if (condition.contains(".addresses?")) {
            scenario.merge(Map.of(BALANCER, Map.of("address", "never")));
        } else {
            List<Object> workloads = new ArrayList<>();
            WORKLOAD.matcher(failure.output()).results().forEach(found -> {
                if (!workloads.contains(found.group(1))) {
                    workloads.add(found.group(1));
                }
            });
            if (workloads.isEmpty()) {
                scenario.unknown("how to make this last too long again: " + condition);
            } else {
                scenario.merge(Map.of("never_ready", workloads));
            }
        }
    }

    private static String seconds(Duration time) {
        return (time.toMillis() + 999) / 1000 + "s";
    }
}
