package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, in a built copy without sources, with a java that only says what it was given. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private Path launcher = Path.of("");

    @BeforeEach
    void makeABuild() throws IOException {
        launcher = folder.resolve("it's here").resolve("runbook");
        Path app = launcher.resolveSibling("runtime/target/app");
        Files.createDirectories(app.resolve("lib"));
        Files.copy(Path.of("../runbook"), launcher);
        for (String jar : List.of("runbook-runtime.jar", "picocli-4.jar", "kubernetes-client.jar", "cdk-helm.jar")) {
            writeOld(app.resolve("lib").resolve(jar), BUILT);
        }
        writeOld(app.resolve("check.aot"), BUILT.plusSeconds(1));
        writeOld(app.resolve("run.aot"), BUILT.plusSeconds(1));
        writeOld(app.resolve("built"), BUILT);
        Path jdk = folder.resolve("jdk/bin");
        Files.createDirectories(jdk);
        Files.writeString(jdk.resolveSibling("release"), "JAVA_VERSION=\"25.0.3\"\n");
        Files.writeString(jdk.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertTrue(jdk.resolve("java").toFile().setExecutable(true));
    }

    private static void writeOld(Path file, Instant time) throws IOException {
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private final Map<String, String> variables = new HashMap<>();

    /** What java was given, an argument a line; a class path without the folder that it is in. */
    private List<String> given(Path working, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(working.toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().remove("RUNBOOK_JAVA_OPTS");
        List.of("LANG", "LC_CTYPE", "LC_ALL", "TMPDIR").forEach(builder.environment()::remove);
        builder.environment().putAll(variables);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        String app = launcher.toRealPath().resolveSibling("runtime/target/app") + "/";
        return said.replace(app, "").lines().toList();
    }

    private List<String> given(String... arguments) throws IOException, InterruptedException {
        return given(
                folder,
                Stream.concat(Stream.of(launcher.toString()), Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    @Test
    void what_is_temporary_goes_where_the_operator_wants_it() throws Exception {
        assertTrue(given("list").stream().noneMatch(word -> word.startsWith("-Djava.io.tmpdir")));
        variables.put("TMPDIR", "/a place");
        assertTrue(given("list").contains("-Djava.io.tmpdir=/a place"));
    }

    @Test
    void arguments_reach_the_program_as_they_were_given() throws Exception {
        List<String> given = given("exec", "a b", "", "$(id)", "*");
        assertEquals(
                List.of("dev.runbook.app.cli.Main", "exec", "a b", "", "$(id)", "*"),
                given.subList(given.size() - 6, given.size()));
    }

    @Test
    void java_is_told_the_locale_that_it_cannot_use_for_the_programs_that_can() throws Exception {
        assertTrue(given("exec").contains("-Drunbook.lc_all="));
        variables.put("LC_ALL", "POSIX");
        assertTrue(given("exec").contains("-Drunbook.lc_all=POSIX"));
        variables.put("LC_ALL", "en_US.UTF-8");
        variables.put("own_locale", "x");
        assertFalse(String.join(" ", given("exec")).contains("runbook.lc_all"));
    }

    @Test
    void a_run_is_given_every_jar_and_the_one_with_a_helm_last() throws Exception {
        assertTrue(given("exec")
                .contains("lib/runbook-runtime.jar:lib/kubernetes-client.jar:lib/picocli-4.jar:lib/cdk-helm.jar"));
    }

    @Test
    void a_check_is_given_only_the_jars_that_it_needs() throws Exception {
        assertTrue(given("check").contains("lib/runbook-runtime.jar:lib/picocli-4.jar"));
    }

    @Test
    void each_kind_of_command_has_a_cache_of_its_own() throws Exception {
        assertTrue(given("check").contains("-XX:AOTCache=check.aot"));
        assertTrue(given("plan").contains("-XX:AOTCache=run.aot"));
    }

    @Test
    void a_cache_that_is_older_than_a_jar_is_passed_over() throws Exception {
        writeOld(launcher.resolveSibling("runtime/target/app/lib/kubernetes-client.jar"), BUILT.plusSeconds(2));
        for (String command : List.of("check", "exec")) {
            assertFalse(String.join(" ", given(command)).contains("AOTCache"));
        }
    }

    @Test
    void a_cache_that_is_not_there_is_not_asked_for() throws Exception {
        Files.delete(launcher.resolveSibling("runtime/target/app/check.aot"));
        assertFalse(String.join(" ", given("check")).contains("AOTCache"));
    }

    @Test
    void links_to_the_launcher_lead_to_its_own_folder() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("near"), Path.of("../it's here/runbook"));
        Files.createSymbolicLink(bin.resolve("far"), bin.resolve("near"));
        List<String> direct = given("check");
        assertEquals(direct, given(folder, bin.resolve("far").toString(), "check"));
        assertEquals(direct, given(bin, "sh", "near", "check"));
        assertEquals(direct, given(launcher.resolveSibling(""), "sh", "runbook", "check"));
    }
}
