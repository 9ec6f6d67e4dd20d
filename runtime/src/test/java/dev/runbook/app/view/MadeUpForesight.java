package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.Foresight.ForeseenTask;
import dev.runbook.app.foresee.WaysBack;
import dev.runbook.golden.Golden;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.Observer;
import dev.runbook.provider.Impact;
import dev.runbook.rehearsal.shadow.Exchange;
import dev.runbook.rehearsal.shadow.Exchange.Certainty;
import dev.runbook.rehearsal.shadow.Exchange.ObjectChange;
import dev.runbook.run.journal.JournalText;
import dev.runbook.run.plan.Move;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.RunReport;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a shadow may have shown, made of a journal of the goldens. */
final class MadeUpForesight {
    private static final ResourceId CLAIM = new ResourceId("v1", "PersistentVolumeClaim", "shop", "data", "u1");
    private static final ResourceId ACCOUNT = new ResourceId("v1", "ServiceAccount", "shop", "web", "");

    private MadeUpForesight() {}

    static Foresight of(String journal) {
        RunReport report = RunReport.of(JournalText.read(Golden.of("report")
                        .read(journal, "journal.jsonl")
                        .lines()
                        .toList())
                .records());
        Map<String, ForeseenTask> tasks = new HashMap<>();
        report.allSteps()
                .forEach(step -> step.items().stream()
                        .filter(Item.Task.class::isInstance)
                        .map(Item.Task.class::cast)
                        .forEach(task -> tasks.put(Foresight.key(step.address(), task.place()), seen(task))));
        return new Foresight(
                report,
                List.of(new Move("shop", Optional.of("1.0.0"), "2.0.0")),
                tasks,
                List.of(),
                Foresight.PlanBasis.NONE,
                "a cluster",
                ways());
    }

    /** The same of a cluster whose objects, messages and versions are named to deceive. */
    static Foresight deceiving(String name) {
        Foresight clean = of("clean");
        Map<String, Object> before = Map.of("kind", "ClusterRole", "metadata", Map.of("name", name), "rules", name);
        Map<String, Object> after =
                Map.of("kind", "ClusterRole", "metadata", Map.of("name", name), "rules", "x" + name);
        Exchange change = new Exchange(
                "PATCH",
                "/" + name,
                200,
                Certainty.ASSUMED,
                name,
                List.of(name),
                Optional.of(new ObjectChange(before, after)));
        Exchange refusal = new Exchange("POST", "/" + name, 422, Certainty.SERVER, name, List.of(), Optional.empty());
        ResourceId object = new ResourceId("v1", "ClusterRole", "", name, "");
        Impact impact = new Impact(
                List.of(object), List.of(), List.of(object), List.of(new Impact.Loss(object, name)), List.of(name));
        ForeseenTask task = new ForeseenTask(
                impact,
                List.of(change, refusal),
                List.of(new Observer.Pending(object, name, "")),
                List.of(name + " ends well"),
                false);
        Map<String, ForeseenTask> tasks = new HashMap<>(clean.tasks());
        tasks.replaceAll((key, seen) -> task);
        return new Foresight(
                clean.report(),
                List.of(new Move(name, Optional.of(name), name + "2")),
                tasks,
                List.of(name),
                Foresight.PlanBasis.NONE,
                name,
                new WaysBack(List.of(), List.of()));
    }

    private static WaysBack ways() {
        return new WaysBack(
                List.of(
                        new WaysBack.Prepared(
                                "7", EnumSet.of(FailureClass.OperationInProgress, FailureClass.ForeignOwner)),
                        new WaysBack.Prepared("99", EnumSet.of(FailureClass.RecordLost))),
                List.of(new WaysBack.OtherChoice(
                        "7",
                        "rescue ImmutableField, ForeignOwner, /field is immutable/ => failure",
                        "recovery=least",
                        "7.9",
                        "replace what cannot be changed")));
    }

    private static ForeseenTask seen(Item.Task task) {
        String action = task.activity().map(a -> a.action()).orElse("");
        return switch (action) {
            case "helm.upgrade" ->
                new ForeseenTask(
                        new Impact(
                                List.of(ACCOUNT),
                                List.of(),
                                List.of(CLAIM),
                                List.of(new Impact.Loss(CLAIM, "persistentvolumeclaim/data and its volume")),
                                List.of("deployment/web: 6 pods become 1")),
                        List.of(
                                exchange(
                                        Certainty.ASSUMED, "Deployment/web: its pods start", "image", "web:1", "web:2"),
                                new Exchange(
                                        "POST", "/x", 422, Certainty.SERVER, "refused", List.of(), Optional.empty())),
                        List.of(),
                        List.of(),
                        false);
            case "wait" ->
                new ForeseenTask(
                        Impact.NONE,
                        List.of(),
                        List.of(new Observer.Pending(
                                new ResourceId("v1", "Service", "shop", "web", "u2"), "gets 192.0.2.1", "")),
                        List.of("it comes true"),
                        false);
            default -> new ForeseenTask(Impact.NONE, List.of(), List.of(), List.of(), false);
        };
    }

    private static Exchange exchange(Certainty certainty, String note, String field, String before, String after) {
        return new Exchange(
                "PATCH",
                "/apis/apps/v1/namespaces/shop/deployments/web",
                200,
                certainty,
                note,
                certainty == Certainty.ASSUMED ? List.of(note) : List.of(),
                Optional.of(new ObjectChange(deployment(field, before), deployment(field, after))));
    }

    private static Map<String, Object> deployment(String field, String value) {
        return Map.of("kind", "Deployment", "metadata", Map.of("name", "web"), "spec", Map.of(field, value));
    }
}
