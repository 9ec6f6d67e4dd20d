package dev.runbook.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.PlanFacts;
import dev.runbook.app.foresee.SavedPlan;
import dev.runbook.app.foresee.SavedPlanFile;
import dev.runbook.app.foresee.WaysBack;
import dev.runbook.app.view.Style;
import dev.runbook.golden.Golden;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.People;
import dev.runbook.provider.Impact;
import dev.runbook.run.journal.JournalText;
import dev.runbook.run.report.ExitCode;
import dev.runbook.run.report.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a person is asked before a run begins, what, and what comes of the answer. */
class ExecPreviewTest {
    private static final People.Answer YES = new People.Answer.Yes("anna");
    private static final Impact LOSS = new Impact(
            List.of(),
            List.of(),
            List.of(),
            List.of(new Impact.Loss(
                    new ResourceId("v1", "PersistentVolumeClaim", "shop", "data", ""),
                    "persistentvolumeclaim/data and its volume")),
            List.of());

    private final List<People.Question> asked = new ArrayList<>();

    private static Foresight of(String journal, Impact impact) {
        RunReport report = RunReport.of(JournalText.read(Golden.of("report")
                        .read(journal, "journal.jsonl")
                        .lines()
                        .toList())
                .records());
        return new Foresight(
                report,
                List.of(),
                Map.of("1 1", new Foresight.ForeseenTask(impact, List.of(), List.of(), List.of(), false)),
                List.of(),
                Foresight.PlanBasis.NONE,
                "a cluster",
                WaysBack.NONE);
    }

    private static Foreseen good() {
        return played("clean", Impact.NONE);
    }

    private static Foreseen failing() {
        return played("rescue-failed", Impact.NONE);
    }

    private static Foreseen played(String journal, Impact impact) {
        return new Foreseen.Played(of(journal, impact));
    }

    /** Nobody could be asked what it does. */
    private static Foreseen unasked(Foreseen.Obstacle why) {
        return new Foreseen.Unasked(why, of("rescue-failed", Impact.NONE));
    }

    private ExecPreview preview(boolean shown, boolean agreed, People.Answer answer) {
        return preview(shown, false, agreed, answer);
    }

    private ExecPreview preview(boolean shown, boolean required, boolean agreed, People.Answer answer) {
        return new ExecPreview(
                shown,
                required,
                agreed,
                question -> {
                    asked.add(question);
                    return answer;
                },
                Optional.empty(),
                false);
    }

    /** What stands on the screen. */
    private static String agree(ExecPreview preview, Foreseen foreseen) throws InterruptedException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Terminal terminal = new Terminal();
            preview.agree(foreseen, terminal, Style.PLAIN);
            terminal.out().flush();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static ExitCode refused(ExecPreview preview, Foreseen foreseen, String why) {
        CommandExit exit = assertThrows(CommandExit.class, () -> agree(preview, foreseen));
        assertTrue(exit.message().contains(why), exit.message());
        return exit.code();
    }

    @Test
    void a_plan_that_goes_well_is_shown_and_enter_is_yes() throws Exception {
        String screen = agree(preview(true, false, YES), good());
        assertTrue(screen.contains("WILL SUCCEED") && screen.strip().endsWith("Run it?"), screen);
        assertEquals(People.QuestionForm.BEGIN, asked.getFirst().form());
    }

    @Test
    void where_it_fails_or_something_is_lost_the_question_says_so_and_enter_is_no() throws Exception {
        agree(preview(true, false, YES), failing());
        agree(preview(true, false, YES), played("clean", LOSS));
        agree(preview(true, false, YES), played("rescue-failed", LOSS.and(LOSS)));
        assertEquals(
                List.of(
                        "It will fail. Run it all the same?",
                        "One thing is lost for good. Run it all the same?",
                        "It will fail. One thing is lost for good. Run it all the same?"),
                asked.stream().map(People.Question::text).toList());
        assertTrue(asked.stream().allMatch(question -> question.form() == People.QuestionForm.CONFIRM));
    }

    @Test
    void whoever_says_no_or_nothing_has_run_nothing() {
        assertEquals(
                ExitCode.DECLINED, refused(preview(true, false, new People.Answer.No("anna")), good(), "not begun"));
        assertEquals(
                ExitCode.DECLINED,
                refused(preview(true, false, new People.Answer.Nobody("beforehand")), good(), "--no-preview"));
    }

    @Test
    void whoever_has_agreed_beforehand_is_not_asked() throws Exception {
        String screen = agree(preview(true, true, YES), failing());
        assertTrue(screen.contains("WILL FAIL"), screen);
        assertEquals(List.of(), asked);
    }

    @Test
    void where_there_is_no_plan_a_person_decides_and_enter_is_no() throws Exception {
        Foreseen unasked = unasked(Foreseen.Obstacle.NO_DRY_RUNS);
        String screen = agree(preview(true, false, YES), unasked);
        assertTrue(screen.strip().endsWith("What it will do is not known. Run it all the same?"), screen);
        assertEquals(People.QuestionForm.CONFIRM, asked.getFirst().form());
        assertEquals(
                ExitCode.DECLINED, refused(preview(true, false, new People.Answer.No("anna")), unasked, "not begun"));
        asked.clear();
        agree(preview(true, true, YES), unasked);
        assertEquals("", agree(preview(false, false, YES), unasked));
        assertEquals(List.of(), asked, "who has agreed beforehand, or wants no plan");
    }

    @Test
    void where_nobody_can_be_asked_whether_to_begin_without_a_plan_nothing_does() {
        ExecPreview nobody = preview(true, true, true, YES);
        for (Foreseen none : List.of(unasked(Foreseen.Obstacle.NO_DRY_RUNS), new Foreseen.Needless())) {
            assertEquals(ExitCode.CANNOT_SERVE, refused(nobody, none, "there is no plan to show: "));
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void a_server_that_went_away_before_the_run_ends_the_command() {
        Foreseen silent = unasked(Foreseen.Obstacle.SILENT);
        assertEquals(ExitCode.CANNOT_SERVE, refused(preview(true, true, YES), silent, "Nothing has been run."));
    }

    @Test
    void a_saved_plan_asks_nothing_before_it_begins_but_where_it_will_fail() throws Exception {
        SavedPlan plan = new SavedPlan(
                "today",
                "a.rb",
                "/",
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                new PlanFacts(new LinkedHashMap<>()),
                new SavedPlan.PlanPages(List.of(), List.of(), List.of()),
                "{}");
        ExecPreview saved = new ExecPreview(
                false,
                false,
                false,
                question -> {
                    asked.add(question);
                    return new People.Answer.Nobody("beforehand");
                },
                Optional.of(new PlanToDo(new SavedPlanFile(Path.of("a.plan")), plan)),
                true);
        assertEquals("", agree(saved, good()));
        assertEquals(List.of(), asked);
        assertEquals(ExitCode.DECLINED, refused(saved, failing(), "it will fail, and nobody has agreed"));
    }
}
