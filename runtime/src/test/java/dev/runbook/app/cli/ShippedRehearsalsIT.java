package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import dev.runbook.rehearsal.helm.BundledHelm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped runbooks do in their rehearsals what the files beside them expect, with real helm; and whatever happens in
 * them, secrets that are planted in their inputs, in the release's values and in the cluster are seen nowhere.
 */
class ShippedRehearsalsIT {
    private static final String DATABASE = "Planted-1n-the-URL";
    private static final String ZONE_KEY =
            Base64.getEncoder().encodeToString("Planted-1n-the-zone's-key".getBytes(StandardCharsets.UTF_8));
    private static final String OBJECT = "Planted-1n-an-object";
    private static final String VALUES = "Planted-1n-the-values";

    /** A secret of the namespace that no release owns. */
    private static final String SECRET = "{apiVersion: v1, kind: Secret, metadata: {name: planted, namespace: coder},"
            + " data: {password: " + base64(OBJECT) + "}}";

    private static final String SHOWN = "\"shown\":\"(?:[^\"\\\\]|\\\\.)*\"";

    private static final List<String> PLANTED = List.of(DATABASE, ZONE_KEY, OBJECT, base64(OBJECT), VALUES);

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update-coder.rb",
                "update-release.rb",
                "snapshot-database.rb",
                "restore-database.rb",
                "site-example.rb"
            })
    void every_scenario_ends_as_its_file_expects_and_shows_no_secret(String runbook) throws Exception {
        Prerequisite.BUNDLED_HELM.orSkip();
        assertEquals(0, CommandResult.run("copy", runbook, folder.toString()).code());
        plantSecrets(folder.resolve(runbook.replace(".rb", ".rehearsals.yaml")));
        List<String> seen = new ArrayList<>();
        try (OwnProcess test = OwnProcess.start(
                folder, "test", "--verbose", "--runs=runs", "--helm=" + helmThatKnowsSecrets(), runbook)) {
            while (!test.process().waitFor(20, TimeUnit.MILLISECONDS)) {
                lookAround(seen);
            }
            OwnProcess.Ended ended = test.end();
            assertEquals(0, ended.code(), ended.said());
            assertClean("what was printed", ended.said());
        }
        assertEquals(List.of(), seen);
        assertNothingIsLeft();
        assertReportsAreClean();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void plantSecrets(Path rehearsals) throws IOException {
        String text = Files.readString(rehearsals)
                .replace("coder:made-up@", "coder:" + DATABASE + "@")
                .replace("dns: rfc2136}", "dns: rfc2136, dns_key: \"coder:hmac-sha256:" + ZONE_KEY + "\"}")
                .replace("objects: []", "objects: [" + SECRET + "]");
        Files.writeString(rehearsals, text);
    }

    /** The helm of the bundle, which installs each starting state with a secret value. */
    private Path helmThatKnowsSecrets() throws IOException {
        Path values = Files.writeString(folder.resolve("planted.yml"), "database: {password: " + VALUES + "}\n");
        Path helm = BundledHelm.unpack(Path.of(System.getProperty("user.home"), ".cache", "runbook"));
        Path wrapper = Files.writeString(folder.resolve("helm"), """
                #!/bin/sh
                if [ "$1" = install ]; then exec %1$s "$@" --values=%2$s; fi
                exec %1$s "$@"
                """.formatted(helm, values));
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
        return wrapper;
    }

    /** What anybody on the machine can see of a process, and its owner of its environment. */
    private static void lookAround(List<String> seen) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(p -> String.valueOf(p.getFileName()).matches("\\d+"))
                    .toList()) {
                for (String what : List.of("cmdline", "environ")) {
                    String text = read(process.resolve(what)).orElse("");
                    PLANTED.stream()
                            .filter(text::contains)
                            .forEach(secret -> seen.add(secret + " in a " + what + ": " + text));
                }
            }
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /**
     * Values may hold secrets. Their file is kept, and the journal has what was shown with a question, for their owner
     * alone. Nothing else has one.
     */
    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("runs"))) {
            for (Path path : all.toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                assertTrue(mode.endsWith("------"), () -> path + " is " + mode);
                boolean kept = path.resolveSibling(".").normalize().endsWith("files");
                if (Files.isRegularFile(path) && !kept) {
                    assertClean(
                            path.toString(),
                            Files.readString(path, StandardCharsets.ISO_8859_1).replaceAll(SHOWN, ""));
                }
            }
        }
    }

    private void assertReportsAreClean() throws IOException {
        List<String> runs;
        try (Stream<Path> all = Files.list(folder.resolve("runs"))) {
            runs = all.filter(Files::isDirectory)
                    .map(path -> String.valueOf(path.getFileName()))
                    .toList();
        }
        for (String run : runs) {
            for (String format : List.of("text", "json", "junit", "markdown")) {
                CommandResult report =
                        CommandResult.run("report", "--runs=" + folder.resolve("runs"), "--format=" + format, run);
                assertEquals(0, report.code(), report.err());
                assertClean("the report of " + run, report.out());
            }
        }
    }

    private static void assertClean(String where, String text) {
        for (String secret : PLANTED) {
            int at = text.indexOf(secret);
            assertFalse(
                    at >= 0, () -> where + " has it: " + text.substring(Math.max(0, at - 100), at + secret.length()));
        }
    }
}
