package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Helm passes over what stands behind a plus, and takes any build of a version. */
class ChartBuildsTest {
    @ParameterizedTest
    @CsvSource({"1.2.3+b, 1.2.3+a", "1.2.3+b, 1.2.3", "1.2.3, 1.2.3+a", "v1.2.3-rc.1+2, 1.2.3-rc.1+1"})
    void another_build_is_refused(String wanted, String found) {
        Failed refused = assertThrows(Failed.class, () -> ChartVersions.holdToBuild("shop", wanted, found));
        assertEquals(FailureClass.ChartNotFound, refused.failure().kind());
        assertEquals(
                "helm gives shop " + found + " where " + wanted + " was asked for: another build of the same version",
                refused.failure().summary());
    }

    @ParameterizedTest
    @CsvSource({"1.2.3+b, 1.2.3+b", "v1.2.3, 1.2.3", "1.x, 1.2.3+a", "~1.2, 1.2.3+a", "9.9.9, 1.2.3+a"})
    void the_same_one_a_range_and_what_is_another_version_are_not(String wanted, String found) {
        assertDoesNotThrow(() -> ChartVersions.holdToBuild("shop", wanted, found));
    }
}
