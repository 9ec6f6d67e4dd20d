package dev.runbook.app.foresee;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanAdviceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Nothing was changed. Edit values.yml, then resume. | Edit values.yml, then plan again.",
                "Give another one in values.yml, or free it where it is held, then resume. | Give another one in"
                        + " values.yml, or free it where it is held, then plan again.",
                "Install helm 3.2 or newer: https://helm.sh/docs/intro/install | Install helm 3.2 or newer:"
                        + " https://helm.sh/docs/intro/install",
                "Nothing else of the release was deleted. When it is gone, resume. | Nothing else of the release was"
                        + " deleted.",
            })
    void what_is_advised_at_the_end_of_a_run_is_advised_before_it(String advice, String before) {
        assertEquals(Optional.of(before), PlanAdvice.of(advice));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nothing was changed.",
                "Then resume the run: it waits for the end of that process, and looks at what came of its work.",
            })
    void what_only_a_run_that_is_there_can_do_is_not_advised(String advice) {
        assertEquals(Optional.empty(), PlanAdvice.of(advice));
    }

    /** A computer's name with a dot in it is no end of a sentence. */
    @Test
    void a_sentence_ends_where_another_begins() {
        String advice = "See app.kubernetes.io/name in values.yml of chart a-1.2.tgz.";
        assertEquals(Optional.of(advice), PlanAdvice.of(advice));
    }
}
