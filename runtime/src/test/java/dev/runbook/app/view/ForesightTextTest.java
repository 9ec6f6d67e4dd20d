package dev.runbook.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.foresee.ComparedState;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.golden.Golden;
import dev.runbook.rehearsal.shadow.Exchange.ObjectChange;
import dev.runbook.run.journal.Entry.ForetoldEnd;
import dev.runbook.run.report.TextWidth;
import dev.runbook.text.UnsafeCharacters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForesightTextTest {
    private static final Golden GOLDEN = Golden.of("report");

    @ParameterizedTest
    @ValueSource(strings = {"clean", "recovered", "failed", "rescue-failed"})
    void it_fits_one_screen(String journal) {
        List<String> lines = ForesightText.of(MadeUpForesight.of(journal), Style.PLAIN);
        GOLDEN.check(journal, "foresight.txt", String.join("\n", lines) + "\n");
        assertTrue(lines.size() <= 40, () -> lines.size() + " lines");
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), () -> String.join("\n", lines));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J\u001b[1;32mWILL SUCCEED\u001b[0m",
                "a\n\n  WILL SUCCEED.\r\u0085b",
                "\u202egnihton\u202c\u2066x",
                "\u0007\u0000\u009b31m\ud800",
                "管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者",
                "e\u0301e\u0301e\u0301✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅✅",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void names_neither_leave_the_frame_nor_deceive(String name) {
        for (Style look : List.of(Style.PLAIN, new Style(false, false))) {
            List<String> lines = ForesightText.of(MadeUpForesight.deceiving(name), look);
            for (String line : lines) {
                assertTrue(TextWidth.width(line) <= 80, () -> TextWidth.width(line) + ": " + line);
                assertTrue(!UnsafeCharacters.anyIn(line), line);
            }
            assertEquals(
                    1,
                    lines.stream()
                            .filter(line -> line.matches(" {2}[A-Z]{4,} .*"))
                            .filter(line -> !line.contains("LOST"))
                            .count(),
                    () -> String.join("\n", lines));
        }
    }

    @Test
    void colour_is_added_and_nothing_else() {
        List<String> coloured = ForesightText.of(MadeUpForesight.of("recovered"), new Style(true, true));
        assertEquals(
                ForesightText.of(MadeUpForesight.of("recovered"), Style.PLAIN),
                coloured.stream()
                        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                        .toList());
    }

    @Test
    void an_address_that_is_not_given_yet_is_not_shown() {
        String text = String.join("\n", ForesightText.of(MadeUpForesight.of("recovered"), Style.PLAIN));
        assertTrue(!text.contains("192.0.2.1"), text);
    }

    @Test
    void what_nobody_answers_is_neither_a_success_nor_a_failure() {
        Foresight clean = MadeUpForesight.of("clean");
        assertEquals(ForetoldEnd.SUCCEEDS, clean.outcome());
        Foresight withheld = new Foresight(
                clean.report(),
                clean.moves(),
                clean.tasks(),
                List.of("a webhook"),
                Foresight.PlanBasis.NONE,
                clean.target(),
                clean.ways());
        assertEquals(ForetoldEnd.UNKNOWN, withheld.outcome());
        assertEquals(ForetoldEnd.RECOVERS, MadeUpForesight.of("recovered").outcome());
    }

    @Test
    void differences_are_told_in_few_words() {
        Map<String, Object> before = Map.of(
                "metadata", Map.of("resourceVersion", "1", "labels", Map.of("chart", "1")),
                "spec", Map.of("replicas", 6, "old", "x", "selector", Map.of("matchLabels", Map.of("app", "a"))));
        Map<String, Object> after = Map.of(
                "metadata", Map.of("resourceVersion", "2", "labels", Map.of("chart", "2")),
                "spec", Map.of("replicas", 1, "new", Map.of(), "selector", Map.of("matchLabels", Map.of("app", "b"))));
        assertEquals(
                List.of("+new", "-old", "app a → b", "replicas 6 → 1"),
                ObjectDifference.of(new ObjectChange(before, after)).stream()
                        .sorted()
                        .toList());
        assertTrue(ComparedState.isSame(new ObjectChange(
                Map.of("metadata", Map.of("name", "a", "resourceVersion", "1")),
                Map.of("metadata", Map.of("name", "a", "resourceVersion", "2"), "status", Map.of()))));
    }

    @Test
    void nobody_is_shown_what_is_in_a_secret() {
        Map<String, Object> before = Map.of("kind", "Secret", "data", Map.of("password", "aHVudGVy", "old", "eA=="));
        Map<String, Object> after = Map.of("kind", "Secret", "data", Map.of("password", "bmV3", "token", "eQ=="));
        assertEquals(
                List.of("+token", "-old", "password changed"),
                ObjectDifference.of(new ObjectChange(before, after)).stream()
                        .sorted()
                        .toList());
    }

    @Test
    void a_step_that_asks_again_is_named_once() {
        assertEquals(
                "3, 17.10.1 (destructive), 18 (twice), 19 (3 times)",
                ForesightWords.counted(List.of("3", "17.10.1 (destructive)", "18", "19", "18", "19", "19")));
    }

    @Test
    void nor_a_password_that_stands_elsewhere() {
        Map<String, Object> before = Map.of(
                "kind", "ConfigMap", "data", Map.of("SESSION_KEY", "hunter1", "URL", "postgres://u:hunter1@h/db"));
        Map<String, Object> after = Map.of(
                "kind",
                "ConfigMap",
                "data",
                Map.of(
                        "SESSION_KEY", "hunter2",
                        "URL", "postgres://u:hunter2@h2/db",
                        "DATABASE_URL", "postgres://u:hunter2@h/db",
                        "API_TOKEN", "hunter2"));
        assertEquals(
                List.of(
                        "+API_TOKEN",
                        "DATABASE_URL postgres://…@h/db (new)",
                        "SESSION_KEY changed",
                        "URL postgres://…@h/db → postgres://…@h2/db"),
                ObjectDifference.of(new ObjectChange(before, after)).stream()
                        .sorted()
                        .toList());
        assertEquals(
                List.of("value changed", "value a → b"),
                ObjectDifference.of(new ObjectChange(env("hunter1", "a"), env("hunter2", "b"))));
    }

    private static Map<String, Object> env(String password, String level) {
        return Map.of(
                "kind",
                "Pod",
                "spec",
                Map.of(
                        "env",
                        List.of(
                                Map.of("name", "DB_PASSWORD", "value", password),
                                Map.of("name", "LOG_LEVEL", "value", level))));
    }
}
