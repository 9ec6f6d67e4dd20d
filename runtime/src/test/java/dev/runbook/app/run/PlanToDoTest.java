package dev.runbook.app.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.foresee.PlanFacts;
import dev.runbook.app.foresee.PlanFacts.PlanFact;
import dev.runbook.app.foresee.SavedPlan;
import dev.runbook.app.foresee.SavedPlanFile;
import dev.runbook.app.view.PlanForm;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.provider.helm.Helm;
import dev.runbook.run.report.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A saved plan is read, shown, held and done once. */
class PlanToDoTest {
    @TempDir
    Path folder;

    private static PlanFacts facts(int count, String value) {
        LinkedHashMap<String, PlanFact> facts = new LinkedHashMap<>();
        facts.put("helm", PlanFact.of("v3.22.0"));
        IntStream.range(0, count).forEach(i -> facts.put("file " + i, PlanFact.of(value)));
        return new PlanFacts(facts);
    }

    private PlanToDo toDo(int facts) throws Exception {
        SavedPlanFile file = new SavedPlanFile(folder.resolve("tonight.plan"));
        file.write(new SavedPlan(
                "today by anna on host",
                "update-release.rb",
                folder.toString(),
                Map.of("helm", "helm4", "context", "prod"),
                Map.of("release", Value.of("app"), "limit", Value.NIL),
                List.of("release"),
                Map.of(),
                facts(facts, "1"),
                new SavedPlan.PlanPages(
                        List.of("Update <app>", "", "  WILL SUCCEED."),
                        List.of("## Update \\<app\\>", ""),
                        List.of("<html><h1>Update &lt;app&gt;</h1>", "</html>")),
                "{\"outcome\":\"succeeds\"}"));
        return PlanToDo.read(file);
    }

    private static String refused(PlanToDo plan, PlanFacts now, Optional<Failure> failure) {
        CommandExit exit = assertThrows(CommandExit.class, () -> plan.hold(now, failure));
        assertEquals(ExitCode.CANNOT_SERVE, exit.code());
        return exit.message();
    }

    @Test
    void it_holds_while_all_is_as_it_was_and_says_what_is_not() throws Exception {
        PlanToDo plan = toDo(10);
        assertDoesNotThrow(() -> plan.hold(facts(10, "1"), Optional.empty()));
        String message = refused(plan, facts(10, "2"), Optional.empty());
        assertTrue(message.contains("Nothing has been run.\n  file 0: 1 → 2\n"), message);
        assertTrue(message.contains("file 7: 1 → 2\n  and 2 more\n"), message);
        assertTrue(message.endsWith("--out " + folder.resolve("tonight.plan")), message);
    }

    @Test
    void one_that_would_fail_now_says_so_first_and_nothing_of_what_was_not_looked_at() throws Exception {
        String message = refused(
                toDo(2), facts(1, "2"), Optional.of(Failure.of(FailureClass.Forbidden, "the account may not do this")));
        assertTrue(message.contains("\n  it would fail now: the account may not do this\n  file 0: 1 → 2\n"), message);
        assertFalse(message.contains("file 1"), message);
    }

    @Test
    void it_is_done_in_its_folder_on_its_cluster_with_its_helm() throws Exception {
        PlanToDo plan = toDo(1);
        plan.holdFolder(folder);
        CommandExit elsewhere = assertThrows(CommandExit.class, () -> plan.holdFolder(Path.of("/elsewhere")));
        assertTrue(elsewhere.message().contains("working folder: " + folder + " → /elsewhere"), elsewhere.message());
        assertEquals(new Helm.Settings("helm4", Optional.empty(), Optional.of("prod"), Map.of()), plan.cluster());
    }

    @Test
    void it_is_done_once() throws Exception {
        PlanToDo plan = toDo(1);
        plan.file().use(plan.plan(), "now by anna");
        CommandExit again = assertThrows(CommandExit.class, () -> PlanToDo.read(plan.file()));
        assertTrue(again.message().contains("was used now by anna. A plan is done once"), again.message());
        assertEquals(ExitCode.CANNOT_SERVE, again.code());
        assertTrue(ShownPlan.of(plan.file()).lines(PlanForm.text).contains("  used     now by anna"));
    }

    @Test
    void what_is_no_plan_says_how_to_make_one() throws Exception {
        PlanToDo plan = toDo(1);
        String whole = Files.readString(plan.file().path());
        Files.writeString(plan.file().path(), whole.substring(0, whole.length() / 2));
        CommandExit damaged = assertThrows(CommandExit.class, () -> PlanToDo.read(plan.file()));
        assertTrue(damaged.message().contains("Make it anew: runbook plan RUNBOOK --out"), damaged.message());
        assertEquals(ExitCode.INVALID, damaged.code());
    }

    @ParameterizedTest
    @EnumSource(PlanForm.class)
    void it_is_shown_in_every_form_that_plans_have(PlanForm form) throws Exception {
        List<String> lines = ShownPlan.of(toDo(1).file()).lines(form);
        String all = String.join("\n", lines);
        assertTrue(
                all.startsWith(
                        switch (form) {
                            case text ->
                                "Update <app>\n\n  WILL SUCCEED.\n\n  runbook  update-release.rb\n  inputs   release=app\n";
                            case markdown -> "## Update \\<app\\>\n\n### Saved plan\n";
                            case html -> "<html><h1>Update &lt;app&gt;</h1>\n<h2>Saved plan</h2>";
                            case json -> "{";
                        }),
                all);
        assertTrue(all.contains("today by anna on host"), all);
        assertEquals(form == PlanForm.json, all.contains("\"outcome\""), all);
        assertEquals(form == PlanForm.html, all.endsWith("</html>"), all);
    }

    /** One that an earlier version has kept. */
    @ParameterizedTest
    @EnumSource(PlanForm.class)
    void one_that_was_drawn_for_a_terminal_alone_is_quoted(PlanForm form) throws Exception {
        SavedPlan kept = toDo(1).plan();
        SavedPlan old = new SavedPlan(
                kept.made(),
                kept.runbook(),
                kept.folder(),
                kept.cluster(),
                kept.inputs(),
                kept.given(),
                kept.secrets(),
                kept.facts(),
                new SavedPlan.PlanPages(kept.pages().text(), List.of(), List.of()),
                kept.verdict());
        String all = String.join("\n", new ShownPlan(old, Optional.empty()).lines(form));
        assertEquals(form != PlanForm.json, all.contains("WILL SUCCEED."), all);
        assertEquals(form == PlanForm.html, all.contains("<pre>Update &lt;app&gt;"), all);
        assertEquals(form == PlanForm.markdown, all.contains("````text\nUpdate <app>"), all);
    }
}
