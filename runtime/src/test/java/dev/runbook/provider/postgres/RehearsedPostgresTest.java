package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.machine.files.FolderWorkspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsedPostgresTest {
    private static final ConnectionSpec NOWHERE =
            ConnectionSpec.directly(Conninfo.parse("host=127.0.0.1 port=1 dbname=coder", "the test"));

    @TempDir
    private Path folder = Path.of("");

    private final List<String> said = new ArrayList<>();

    private RehearsedPostgres with(Optional<String> role, String problem) {
        return new RehearsedPostgres(
                new ScriptedDatabase(role, SemanticVersion.parse("15.4").orElseThrow(), problem, Optional.empty()),
                FolderWorkspace.closed(folder));
    }

    @Test
    void it_answers_as_the_scenario_says_and_asks_nobody() {
        assertTrue(with(Optional.of("superuser"), "").server(NOWHERE).superuser());
        assertEquals(
                Optional.of("rds_superuser"),
                with(Optional.of("rds_superuser"), "").server(NOWHERE).managed());
        assertFalse(with(Optional.empty(), "").server(NOWHERE).superuser());
        assertEquals(15, with(Optional.empty(), "").dumpVersion().major());
    }

    @Test
    void a_dump_leaves_a_file_that_says_what_it_is() throws Exception {
        RehearsedPostgres postgres = with(Optional.empty(), "");
        Dump dump = new Dump(NOWHERE, "coder.dump", false, false, 1, Dump.Existing.REFUSE, true, true);
        assertEquals("coder.dump would be complete", postgres.dump(dump, (stream, line) -> said.add(line)));
        assertEquals("no dump: a rehearsal made this\n", Files.readString(folder.resolve("coder.dump")));
        assertEquals(List.of("(a rehearsal touches no database; taken as done)"), said);
    }

    @Test
    void it_fails_as_the_scenario_says() {
        RehearsedPostgres postgres = with(Optional.empty(), "No space left on device");
        Restore restore = new Restore(NOWHERE, "coder.dump", Optional.empty(), false, 1);
        Failed failed = assertThrows(Failed.class, () -> postgres.restore(restore, (stream, line) -> said.add(line)));
        assertEquals("No space left on device", failed.failure().summary());
    }
}
