package dev.runbook.app.foresee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.foresee.PlanFacts.PlanFact;
import dev.runbook.app.foresee.SavedPlanFile.NoPlanException;
import dev.runbook.language.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedPlanTest {
    private static final SecretHash HASH = SecretHash.of("correct horse");

    @TempDir
    Path folder;

    private static PlanFacts facts(String... namesAndValues) {
        LinkedHashMap<String, PlanFact> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put(namesAndValues[i], PlanFact.of(namesAndValues[i + 1]));
        }
        return new PlanFacts(facts);
    }

    /** As it is read: of the secret only the name. */
    private static SavedPlan plan() {
        return plan("");
    }

    private static SavedPlan plan(String content) {
        LinkedHashMap<String, Value> inputs = new LinkedHashMap<>();
        inputs.put("version", Value.of("1.16.2"));
        inputs.put("limit", new Value.Duration(Duration.ofMinutes(10)));
        inputs.put("export", Value.TRUE);
        inputs.put("snapshot", Value.NIL);
        inputs.put("database", new Value.Secret("database", content));
        return new SavedPlan(
                "today by anna on host",
                "update-coder.rb",
                "/home/anna",
                Map.of("helm", "helm", "context", "prod"),
                inputs,
                List.of("version"),
                Map.of("database", HASH),
                facts("helm", "v3.22.0", "file \"x\"\nused y", "SHA-256 1"),
                new SavedPlan.PlanPages(
                        List.of("Update Coder", "", "  \u001b[31mWILL FAIL", "used by nobody"),
                        List.of("## Update Coder"),
                        List.of("<html>", "</html>")),
                "{\"outcome\":\"fails\",\"reasons\":[{\"step\":\"17\"}],\"costs\":[]}");
    }

    private SavedPlanFile file() {
        return new SavedPlanFile(folder.resolve("tonight.plan"));
    }

    @Test
    void what_is_written_is_read_again_and_nobody_else_may_read_it() throws Exception {
        file().write(plan());
        assertEquals(plan(), file().read());
        assertEquals(Optional.empty(), file().used());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path())));
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(List.of(file().path()), all.toList());
        }
        assertTrue(SavedPlanFile.find(file().path().toString()).isPresent());
    }

    @Test
    void a_secret_is_not_in_it_and_is_told_from_another() throws Exception {
        file().write(plan("correct horse"));
        assertFalse(Files.readString(file().path()).contains("correct horse"));
        SecretHash kept = file().read().secrets().values().iterator().next();
        assertTrue(kept.isOf("correct horse"));
        assertFalse(kept.isOf("correct horse "));
    }

    @Test
    void it_is_used_once() throws Exception {
        file().write(plan());
        file().use(plan(), "today by bert");
        assertEquals(Optional.of("today by bert"), file().used());
        assertEquals(plan(), file().read());
        assertEquals(
                "it was used today by bert",
                assertThrows(NoPlanException.class, () -> file().use(plan(), "later"))
                        .getMessage());
    }

    @Test
    void a_plan_takes_the_place_of_a_plan_and_of_nothing_else() throws Exception {
        file().write(plan());
        file().use(plan(), "today");
        file().write(plan());
        assertEquals(Optional.empty(), file().used());

        Path runbook = Files.writeString(folder.resolve("mine.rb"), "runbook \"Mine\"\n");
        assertThrows(NoPlanException.class, () -> new SavedPlanFile(runbook).write(plan()));
        assertEquals("runbook \"Mine\"\n", Files.readString(runbook));
        assertEquals(Optional.empty(), SavedPlanFile.find(runbook.toString()));
        assertThrows(NoPlanException.class, () -> new SavedPlanFile(folder).write(plan()));
    }

    @Test
    void one_that_was_not_used_is_replaced_by_one_of_the_same_runbook_alone() throws Exception {
        assertEquals(Optional.empty(), file().write(plan()));
        assertEquals(Optional.of(plan()), file().write(plan()), "so that it can be told");
        assertEquals(
                "it is there already, as a plan of update-coder.rb that was not used; it was left as it is",
                assertThrows(NoPlanException.class, () -> file().write(of("other.rb")))
                        .getMessage());
        assertEquals(plan(), file().read());
        assertEquals(Optional.of(plan()), file().write(of("./update-coder.rb")));
        file().use(of("./update-coder.rb"), "today");
        assertEquals(Optional.empty(), file().write(of("other.rb")));
    }

    private static SavedPlan of(String runbook) {
        SavedPlan same = plan();
        return new SavedPlan(
                same.made(),
                runbook,
                same.folder(),
                same.cluster(),
                same.inputs(),
                same.given(),
                same.secrets(),
                same.facts(),
                same.pages(),
                same.verdict());
    }

    @Test
    void one_that_is_cut_short_or_of_another_version_is_refused() throws Exception {
        file().write(plan());
        String whole = Files.readString(file().path());
        for (String hostile : List.of("\"salt\" : \"zz", "\"salt\" : \"", "\"regex\" : \"(")) {
            Files.writeString(file().path(), whole.replaceFirst("\"salt\" : \"[0-9a-f]*", hostile));
            assertThrows(NoPlanException.class, () -> file().read(), hostile);
        }
        for (int length : List.of(16, 17, 30, whole.length() / 2, whole.length() - 4)) {
            Files.writeString(file().path(), whole.substring(0, length));
            assertThrows(NoPlanException.class, () -> file().read(), () -> "cut at " + length);
        }
        Files.writeString(file().path(), whole.replace("%runbook-plan 1", "%runbook-plan 2"));
        assertEquals(
                "another version of runbook has made it",
                assertThrows(NoPlanException.class, () -> file().read()).getMessage());
    }

    @Test
    void one_that_others_could_have_written_is_refused() throws Exception {
        file().write(plan());
        Files.setPosixFilePermissions(file().path(), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertEquals(
                "it may be written by others than its owner",
                assertThrows(NoPlanException.class, () -> file().read()).getMessage());
    }

    @Test
    void one_that_was_made_anew_meanwhile_is_not_used_up() throws Exception {
        file().write(plan("other"));
        SavedPlan read = file().read();
        SavedPlan other = new SavedPlan(
                "later",
                read.runbook(),
                read.folder(),
                read.cluster(),
                read.inputs(),
                read.given(),
                read.secrets(),
                read.facts(),
                read.pages(),
                read.verdict());
        file().write(other);
        assertEquals(
                "another plan has taken its place",
                assertThrows(NoPlanException.class, () -> file().use(read, "now"))
                        .getMessage());
        assertEquals(Optional.empty(), file().used());
    }

    @Test
    void what_has_changed_is_named_with_old_and_new() {
        PlanFacts planned = facts("helm", "v3", "release", "revision 7", "file a", "1");
        assertEquals(List.of(), planned.changes(facts("file a", "1", "helm", "v3", "release", "revision 7")));
        assertEquals(
                List.of("release: revision 7 → revision 8", "file a: 1 → nothing", "file b: nothing → 2"),
                planned.changes(facts("helm", "v3", "release", "revision 8", "file b", "2")));
    }

    @Test
    void what_shows_the_same_and_is_another_is_told() {
        LinkedHashMap<String, PlanFact> other = new LinkedHashMap<>();
        other.put("release", new PlanFact("revision 7", "revision 7 of another"));
        assertEquals(
                List.of("release: revision 7, and is another now"),
                facts("release", "revision 7").changes(new PlanFacts(other)));
    }

    @Test
    void a_folder_is_no_plan() throws IOException {
        assertEquals(Optional.empty(), SavedPlanFile.find(folder.toString()));
        assertEquals(Optional.empty(), SavedPlanFile.find("\0"));
    }
}
