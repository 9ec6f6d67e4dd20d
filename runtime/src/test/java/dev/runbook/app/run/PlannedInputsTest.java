package dev.runbook.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.foresee.PlanFacts;
import dev.runbook.app.foresee.SavedPlan;
import dev.runbook.app.foresee.SecretHash;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.language.program.Input;
import dev.runbook.language.value.Value;
import dev.runbook.run.report.ExitCode;
import dev.runbook.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parameters of a saved plan are as they were; its secrets are given again. */
class PlannedInputsTest {
    private static final String RUNBOOK = """
            runbook "A"
            param :release, "Release"
            param :limit, "Limit", default: 5.minutes
            secret :password, "A password"
            note "#{release} #{limit}"
            """;

    @TempDir
    Path folder;

    private static List<Input> inputs() {
        Checked checked = Checker.check(
                Source.of("a.rb", RUNBOOK),
                (_, _) -> {
                    throw new AssertionError("nothing is included");
                },
                ShippedProviders.ALL.catalogue());
        return ((Checked.Sound) checked).runbook().inputs();
    }

    private PlannedInputs planned(String secret) throws Exception {
        Map<String, Value> inputs = new LinkedHashMap<>();
        inputs.put("release", Value.of("app"));
        inputs.put("limit", new Value.Duration(Duration.ofMinutes(7)));
        inputs.put("password", new Value.Secret("password", ""));
        Path file = Files.writeString(folder.resolve("secrets.yml"), "password: " + secret + "\nlimit: 9m\n");
        return new PlannedInputs(
                new SavedPlan(
                        "today",
                        "a.rb",
                        "/",
                        Map.of(),
                        inputs,
                        List.of("release", "gone"),
                        Map.of("password", SecretHash.of("correct horse")),
                        new PlanFacts(new LinkedHashMap<>()),
                        new SavedPlan.PlanPages(List.of(), List.of(), List.of()),
                        "{}"),
                Optional.of(file.toString()));
    }

    @Test
    void what_was_given_stays_as_it_was_and_the_secret_is_the_same() throws Exception {
        Map<String, Value> values = planned("correct horse").values(inputs(), new Terminal());
        assertEquals(Value.of("app"), values.get("release"));
        assertEquals(new Value.Duration(Duration.ofMinutes(7)), values.get("limit"));
        assertEquals(new Value.Secret("password", "correct horse"), values.get("password"));
    }

    @Test
    void another_secret_is_another_plan() throws Exception {
        PlannedInputs other = planned("battery staple");
        CommandExit exit = assertThrows(CommandExit.class, () -> other.values(inputs(), new Terminal()));
        assertEquals(ExitCode.CANNOT_SERVE, exit.code());
        assertTrue(exit.message().contains("the secret password is another one"), exit.message());
        assertTrue(exit.message().contains("RUNBOOK_PARAM_PASSWORD"), exit.message());
    }

    @Test
    void only_what_the_operator_has_given_is_named_by_them() throws Exception {
        assertEquals(Set.of("app"), planned("x").named(Map.of()));
    }
}
