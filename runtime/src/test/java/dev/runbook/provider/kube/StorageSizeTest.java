package dev.runbook.provider.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageSizeTest {
    @ParameterizedTest
    @CsvSource({
        "10Gi, 20Gi, -1",
        "10Gi, 10240Mi, 0",
        "10G, 10Gi, -1",
        "1.5Ti, 1536Gi, 0",
        "1e10, 10G, 0",
        "1E, 1e18, 0",
        "500M, 0.5G, 0",
        "1500m, 1, 1",
        ".5Gi, 512Mi, 0",
        "1073741824, 1Gi, 0",
        "9007199254740993, 9007199254740992, 1"
    })
    void amounts_are_compared_however_they_are_written(String one, String other, int order) {
        assertEquals(order, size(one).compareTo(size(other)));
        assertEquals(one, size(one).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "10 Gi", "10gi", "Gi", "1e", "."})
    void what_is_no_amount_is_none(String text) {
        assertEquals(Optional.empty(), StorageSize.of(text));
    }

    @Test
    void an_exponent_is_no_unit() {
        assertEquals(0, size("2E3").compareTo(size("2000")));
    }

    private static StorageSize size(String text) {
        return StorageSize.of(text).orElseThrow();
    }
}
