package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failed;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DumpManifestTest {
    private static final DumpManifest MANIFEST = new DumpManifest(
            "it's 🐘",
            "database it's 🐘 at db:5432",
            "15.14",
            "16.2",
            "2026-11-26T10:00:00Z",
            "custom",
            12,
            "ab",
            Map.of("public.users", 3L));

    @Test
    void what_is_written_is_read_again() {
        assertEquals(MANIFEST, DumpManifest.read(MANIFEST.json(), "a.dump.manifest.json"));
    }

    @Test
    void another_file_is_no_manifest() {
        for (String text : new String[] {"{}", "[", "{\"kind\": \"runbook-dump/2\"}"}) {
            Failed failed = assertThrows(
                    Failed.class, () -> DumpManifest.read(text.getBytes(StandardCharsets.UTF_8), "a.manifest.json"));
            assertTrue(failed.failure().summary().startsWith("a.manifest.json "), failed.failure()::summary);
        }
    }

    @Test
    void a_table_that_lacks_rows_or_is_missing_is_named() {
        Failed failed = assertThrows(
                Failed.class,
                () -> RestoreCheck.same(
                        Map.of("public.users", 3L, "public.teams", 1L), Map.of("public.users", 2L, "public.more", 9L)));
        assertTrue(failed.failure().summary().contains("public.users has 2 rows and had 3"));
        assertTrue(failed.failure().summary().contains("public.teams is missing"));
    }
}
