package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import dev.runbook.language.failure.Failure;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What came of a run is recorded as a scenario, and that scenario goes as the run went: the same steps, failures and end.
 * {@code -Drecorded.every=1} tries every shipped rehearsal.
 */
class RecordedScenarioIT {
    private static final boolean EVERY = Integer.getInteger("recorded.every", 0) == 1;

    private static final String RUNBOOK = """
            runbook "Small"
            param :repo_url, "Charts.", default: "https://charts.example.com"
            param :version, "Version.", type: :version, default: "1.16.0"
            secret :database, "Database.", optional: true
            in_namespace "coder"
            step "Look" do
              now = helm.release("coder")
              assert now.version != version, "nothing to do"
              live = postgres(database)
              assert live.superuser?, "no superuser"
              assert http.ok?("https://coder.example.com"), "nobody is served"
            end
            step "Ask" do
              confirm "Go on?"
            end
            step "Add the charts" do
              helm.repo_add "coder", repo_url
            end
            step "Tell" do
              run "tell", "everybody", "--now"
            rescue CommandFailed
              note "nobody was told"
            end
            step "Upgrade" do
              helm.upgrade "coder", "coder/coder", version: version, timeout: 6.seconds, wait: true
            rescue ImmutableField => failure
              resource.delete failure.object
              wait up_to: 20.seconds until failure.object.gone?
              retry
            end
            step "Wait" do
              wait up_to: 3.seconds until service("ingress-nginx").addresses?
            end
            """;

    private static final String SCENARIOS = """
            scenarios:
              - &base
                name: killed-in
                about: x
                parameters: {database: "postgres://coder:secret-word@db.example.com/coder"}
                charts: [1.15.0, 1.16.0, 1.16.1]
                installed: {version: 1.15.0}
                helm_timeout: 8s
                answers: {Ask: yes}
                kill: in "Upgrade"
              - {<<: *base, name: declined, kill: , answers: {Ask: no}}
              - {<<: *base, name: untold, kill: , programs: [{command: tell, exit: 3, err: no line}]}
              - {<<: *base, name: no-page, kill: , http: {status: 503}}
              - {<<: *base, name: no-database, kill: , database: {away: Connection refused}}
              - {<<: *base, name: no-superuser, kill: , database: {superuser_role: none}}
              - {<<: *base, name: not-ready, kill: , never_ready: [dashboard]}
              - <<: *base
                name: immutable
                kill:
                parameters: {version: 1.16.1, database: "postgres://coder:secret-word@db.example.com/coder"}
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void needHelm() {
        Prerequisite.BUNDLED_HELM.orSkip();
    }

    @Test
    void each_kind_of_trouble_comes_again() throws IOException {
        Path runbook = Files.writeString(folder.resolve("small.rb"), RUNBOOK);
        Files.writeString(folder.resolve("small.rehearsals.yaml"), SCENARIOS);
        assertGoesAgain(runbook.toString(), List.of());
    }

    @ParameterizedTest
    @CsvSource({"update-release.rb, foreign-object", "snapshot-database.rb, disk-full"})
    void what_is_shipped_comes_again(String runbook, String scenario) throws IOException {
        assertGoesAgain(runbook, EVERY ? List.of() : List.of("--scenario=" + scenario));
    }

    /** Plays scenarios, records what came of them, and plays that. */
    private void assertGoesAgain(String runbook, List<String> chosen) throws IOException {
        Path first = folder.resolve("first");
        List<String> command = new ArrayList<>(List.of("test", "--runs=" + first, runbook));
        command.addAll(chosen);
        CommandResult played = CommandResult.run(command.toArray(String[]::new));
        assertTrue(played.out().contains("passed"), () -> played.out() + played.err());

        Path copies = Files.createDirectories(folder.resolve("copies"));
        Path copy = copy(runbook, copies);
        Path scenarios = copies.resolve(copy.getFileName().toString().replace(".rb", ".rehearsals.yaml"));
        Files.deleteIfExists(scenarios);
        Map<String, List<Recorded>> runs = runs(first);
        for (String run : runs.keySet()) {
            CommandResult recorded = CommandResult.run(
                    "rehearse",
                    "--record=" + run,
                    "--runs=" + first,
                    "--scenario=" + run,
                    "--out=" + scenarios,
                    copy.toString());
            assertEquals(0, recorded.code(), recorded.err());
        }
        String written = Files.readString(scenarios);
        assertTrue(!written.contains("secret-word"), written);

        Path second = folder.resolve("second");
        CommandResult again = CommandResult.run("test", "--runs=" + second, copy.toString());
        assertEquals(0, again.code(), () -> again.out() + again.err() + written);
        assertEquals(stories(runs), stories(runs(second)), written);
    }

    private static Path copy(String runbook, Path folder) throws IOException {
        if (Files.exists(Path.of(runbook))) {
            return Files.copy(Path.of(runbook), folder.resolve("small.rb"));
        }
        assertEquals(0, CommandResult.run("copy", runbook, folder.toString()).code());
        return folder.resolve(runbook);
    }

    private Map<String, List<Recorded>> runs(Path place) {
        RunFolders folders = new RunFolders(place, folder, new SystemClock(), RandomGenerator.getDefault());
        return folders.names().stream()
                .collect(Collectors.toMap(
                        Function.identity(), run -> folders.read(run).records()));
    }

    /** What each run did, whatever its number and how long it took. */
    private static List<List<String>> stories(Map<String, List<Recorded>> runs) {
        return runs.values().stream()
                .map(RecordedScenarioIT::story)
                .sorted((a, b) -> String.join("\n", a).compareTo(String.join("\n", b)))
                .toList();
    }

    private static List<String> story(List<Recorded> facts) {
        List<String> story = new ArrayList<>();
        for (Recorded fact : facts) {
            switch (fact.entry()) {
                case Entry.StepStarted e -> story.add("starts " + e.step());
                case Entry.StepEnded e -> story.add(e.end() + " " + e.step());
                case Entry.Rescuing e -> story.add("rescues " + e.failure().kind());
                case Entry.Resumed _ -> story.add("resumed");
                case Entry.Ended e ->
                    story.add(e.end() + " "
                            + e.failure().map(Failure::kind).map(Enum::name).orElse(""));
                default -> {
                    // How it came to that may differ.
                }
            }
        }
        return story;
    }

    @Test
    void a_file_of_scenarios_stays_as_it_is_and_takes_no_name_twice() throws IOException {
        Path runbook = Files.writeString(
                folder.resolve("small.rb"), "runbook \"Small\"\nstep \"Look\" do\n  fail \"bad\"\nend\n");
        Path runs = folder.resolve("runs");
        assertEquals(
                1,
                CommandResult.run("rehearse", "--installed=none", "--runs=" + runs, runbook.toString())
                        .code());
        Path scenarios = Files.writeString(
                folder.resolve("small.rehearsals.yaml"), "scenarios:\n- name: mine # stays\n  about: x\n# the end");
        String[] record = {
            "rehearse", "--record=last", "--runs=" + runs, "--scenario=theirs", "--out=" + scenarios, runbook.toString()
        };
        assertEquals(0, CommandResult.run(record).code());
        String text = Files.readString(scenarios);
        assertTrue(
                text.startsWith("scenarios:\n- name: mine # stays\n  about: x\n# the end\n\n# Recorded from the run "),
                text);
        assertTrue(text.contains("\n- name: theirs\n"), text);

        CommandResult clash = CommandResult.run(record);
        assertEquals(2, clash.code());
        assertTrue(
                clash.err().contains("has a scenario theirs already. Give this one another name: --scenario=NAME"),
                clash.err());
        assertEquals(text, Files.readString(scenarios));

        CommandResult printed = CommandResult.run("rehearse", "--record=last", "--runs=" + runs, runbook.toString());
        assertTrue(printed.out().startsWith("scenarios:\n  # Recorded from the run "), printed.out());
        assertTrue(printed.out().matches("(?s).*\n  - name: \"?[a-z-]+-\\d{4}-\\d\\d-\\d\\d\"?\n.*"), printed.out());
    }
}
