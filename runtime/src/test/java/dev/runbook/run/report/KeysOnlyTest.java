package dev.runbook.run.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KeysOnlyTest {
    @Test
    void of_a_values_file_only_the_keys_are_shown() {
        assertEquals("""
                postgres:
                  host: …
                  "password": …
                  ca: …
                    …
                users:
                  - name: …
                  - …
                …""", KeysOnly.of("""
                        postgres:
                          host: db.acme.example
                          "password": hunter2
                          ca: |
                            -----BEGIN CERTIFICATE-----
                        users:
                          - name: anna
                          - hunter2
                        # remember hunter2"""));
    }
}
