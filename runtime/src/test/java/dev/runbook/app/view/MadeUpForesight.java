package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.Foresight.ForeseenTask;
import dev.runbook.golden.Golden;
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
                report, List.of(new Move("shop", Optional.of("1.0.0"), "2.0.0")), tasks, List.of(), "a cluster");
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
                                new Exchange("POST", "/x", 422, Certainty.SERVER, "refused", Optional.empty())),
                        List.of(),
                        List.of());
            case "wait" ->
                new ForeseenTask(
                        Impact.NONE,
                        List.of(),
                        List.of(new Observer.Pending(
                                new ResourceId("v1", "Service", "shop", "web", "u2"), "gets 192.0.2.1", "")),
                        List.of("it comes true"));
            default -> new ForeseenTask(Impact.NONE, List.of(), List.of(), List.of());
        };
    }

    private static Exchange exchange(Certainty certainty, String note, String field, String before, String after) {
        return new Exchange(
                "PATCH",
                "/apis/apps/v1/namespaces/shop/deployments/web",
                200,
                certainty,
                note,
                Optional.of(new ObjectChange(deployment(field, before), deployment(field, after))));
    }

    private static Map<String, Object> deployment(String field, String value) {
        return Map.of("kind", "Deployment", "metadata", Map.of("name", "web"), "spec", Map.of(field, value));
    }
}
