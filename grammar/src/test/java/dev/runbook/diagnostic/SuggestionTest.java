package dev.runbook.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> NAMES =
            List.of("timeout", "retries", "version", "values", "install", "atomic", "wait", "namespace", "if");

    @ParameterizedTest
    @CsvSource({
        "timeuot, timeout",
        "time_out, timeout",
        "retrys, retries",
        "verison, version",
        "Version, version",
        "vales, values",
        "namspace, namespace",
        "wiat, wait",
        "fi, if"
    })
    void aSlipFindsTheNameThatWasMeant(String wanted, String meant) {
        assertEquals(Optional.of(meant), Suggestion.nearest(wanted, NAMES));
    }

    @ParameterizedTest
    @CsvSource({"colour", "x", "''", "dump", "version"})
    void nothingIsSuggestedForWhatIsFarOrIsAName(String wanted) {
        assertEquals(Optional.empty(), Suggestion.nearest(wanted, List.of("version")));
    }

    @ParameterizedTest
    @CsvSource({
        "resource.apply, resource.label",
        "resource.delete, resource.restart",
        "helm.install, helm.uninstall_all",
        "postgres.backup, postgres.dump",
        "file.move, file.delete",
        "Upgrade Grafana, Upgrade Coder",
        "Scale the database down, Take the database down"
    })
    void whatTwoNamesHaveInCommonMakesTheRestNotNear(String wanted, String other) {
        assertEquals(Optional.empty(), Suggestion.nearest(wanted, List.of(other)));
    }

    @ParameterizedTest
    @CsvSource({
        "helm.upgrad, helm.upgrade",
        "hlem.upgrade, helm.upgrade",
        "helm_upgrade, helm.upgrade",
        "Upgrade Codre, Upgrade Coder",
        "Take a snapshot of the databse, Take a snapshot of the database"
    })
    void eachPartOfANameMayHaveItsSlip(String wanted, String meant) {
        assertEquals(Optional.of(meant), Suggestion.nearest(wanted, List.of("file.read", meant)));
    }

    @Test
    void theNearestWinsAndThenTheFirstOfTheAlphabet() {
        assertEquals(Optional.of("release"), Suggestion.nearest("relaese", List.of("relapses", "release")));
        assertEquals(Optional.of("cat"), Suggestion.nearest("xat", List.of("hat", "cat", "rat")));
    }

    @Test
    void longNamesAndLongListsTakeNoTime() {
        assertTimeout(Duration.ofMinutes(1), () -> {
            assertEquals(Optional.empty(), Suggestion.nearest("x".repeat(1_000_000), NAMES));
            assertEquals(Optional.empty(), Suggestion.nearest("wait", List.of("x".repeat(1_000_000))));
            assertEquals(Optional.of("abcd"), Suggestion.nearest("abdc", Collections.nCopies(100_000, "abcd")));
        });
    }
}
