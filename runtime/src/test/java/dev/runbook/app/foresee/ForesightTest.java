package dev.runbook.app.foresee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.golden.Golden;
import dev.runbook.provider.Impact;
import dev.runbook.rehearsal.shadow.Exchange;
import dev.runbook.rehearsal.shadow.Exchange.Certainty;
import dev.runbook.rehearsal.shadow.Exchange.ObjectChange;
import dev.runbook.run.journal.JournalText;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.RunReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a run as a whole. */
class ForesightTest {
    private static final Map<String, Object> WEB = Map.of(
            "apiVersion", "apps/v1", "kind", "Deployment", "metadata", Map.of("name", "web", "namespace", "shop"));
    private static final Map<String, Object> NOTHING = Map.of();

    private static final ObjectChange MADE = new ObjectChange(NOTHING, WEB);
    private static final ObjectChange DELETED = new ObjectChange(WEB, NOTHING);
    private static final ObjectChange CHANGED = new ObjectChange(WEB, WEB);

    private static Foresight foresight(Impact impact, List<ObjectChange> changes, ObjectChange... ofTask) {
        List<Exchange> asked = List.of(ofTask).stream()
                .map(change -> new Exchange("PATCH", "/x", 200, Certainty.SERVER, "", List.of(), Optional.of(change)))
                .toList();
        return new Foresight(
                RunReport.of(List.of()),
                List.of(),
                Map.of("1 1", new Foresight.ForeseenTask(impact, asked, List.of(), List.of(), false)),
                List.of(),
                new Foresight.PlanBasis(Map.of(), List.of(), changes),
                "cluster",
                new WaysBack(List.of(), List.of()));
    }

    private static boolean interrupts(ObjectChange... changes) {
        return foresight(Impact.NONE, List.of(changes)).interrupts();
    }

    @Test
    void what_ran_is_down_between_its_end_and_its_beginning() {
        assertTrue(interrupts(CHANGED, DELETED, MADE));
    }

    @Test
    void what_a_failing_upgrade_made_and_its_rollback_deleted_did_not_run() {
        assertFalse(interrupts(MADE, DELETED, MADE));
    }

    @Test
    void what_goes_for_good_or_stays_is_not_down_in_between() {
        assertFalse(interrupts(DELETED));
        assertFalse(interrupts(CHANGED));
        assertFalse(interrupts(MADE));
    }

    @Test
    void what_is_applied_and_stays_as_it_is_is_nothing_to_do() {
        assertFalse(foresight(Impact.NONE, List.of(), CHANGED).changes());
        assertTrue(foresight(Impact.NONE, List.of(), MADE).changes());
        assertTrue(foresight(Impact.NONE, List.of(), DELETED).changes());
    }

    @Test
    void what_the_costs_name_is_not_told_twice() {
        Impact replaced = Impact.costing("deployment/web is made again, and its pods with it");
        assertFalse(foresight(replaced, List.of(DELETED, MADE)).interrupts());
    }

    @Test
    void whoever_else_has_set_what_is_taken_back_is_named_once_for_all() {
        Map<String, Object> owned = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of(
                        "name",
                        "settings",
                        "managedFields",
                        List.of(Map.of(
                                "manager",
                                "kubectl-edit",
                                "operation",
                                "Update",
                                "fieldsV1",
                                Map.of("f:data", Map.of("f:config.yaml", Map.of()))))),
                "data",
                Map.of("config.yaml", "mine"));
        Map<String, Object> charts = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", "settings"),
                "data",
                Map.of("config.yaml", "the chart's"));
        assertEquals(
                List.of("overwrites what kubectl-edit set in configmap/settings"),
                foresight(Impact.NONE, List.of(), new ObjectChange(owned, charts))
                        .impact()
                        .costs());
    }

    /** What every task of a run that failed has asked. */
    private static Foresight failed(Exchange asked) {
        RunReport report = RunReport.of(JournalText.read(Golden.of("report")
                        .read("failed", "journal.jsonl")
                        .lines()
                        .toList())
                .records());
        Map<String, Foresight.ForeseenTask> tasks = new HashMap<>();
        report.allSteps()
                .forEach(step -> step.items().forEach(item -> {
                    if (item instanceof Item.Task task) {
                        tasks.put(
                                Foresight.key(step.address(), task.place()),
                                new Foresight.ForeseenTask(Impact.NONE, List.of(asked), List.of(), List.of(), false));
                    }
                }));
        return new Foresight(report, List.of(), tasks, List.of(), Foresight.PlanBasis.NONE, "cluster", WaysBack.NONE);
    }

    @Test
    void who_says_that_something_fails_is_the_server_only_where_it_was_asked() {
        Exchange unforeseen = new Exchange(
                "POST", "/x", 501, Certainty.UNKNOWN, "POST /x cannot be previewed", List.of(), Optional.empty());
        assertEquals("unknown", failed(unforeseen).reasons().getFirst().source());
    }

    @Test
    void what_is_taken_for_granted_is_told_without_how_it_was_asked() {
        Exchange asked = new Exchange(
                "POST",
                "/x",
                201,
                Certainty.ASSUMED,
                "asked under another name, since the server still has web; Deployment/web: its pods start",
                List.of("Deployment/web: its pods start"),
                Optional.empty());
        assertTrue(
                failed(asked).assumptions().stream()
                        .allMatch(one -> one.what().equals("Deployment/web: its pods start")),
                () -> failed(asked).assumptions().toString());
        assertTrue(NotKnowable.of(failed(asked)).contains("that pods start and images pull"));
    }
}
