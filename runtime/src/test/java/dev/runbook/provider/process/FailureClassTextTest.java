package dev.runbook.provider.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.failure.FailureClass;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureClassTextTest {
    private static final Set<FailureClass> OUR_OWN = EnumSet.of(
            FailureClass.Timeout,
            FailureClass.CommandFailed,
            FailureClass.AssertionFailed,
            FailureClass.Declined,
            FailureClass.InDoubt,
            FailureClass.Cancelled);

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void every_class_of_the_world_has_texts_and_advice(FailureClass failureClass) {
        boolean ours = OUR_OWN.contains(failureClass);
        assertTrue(ours
                == ShippedProviders.ALL.knownFailures().stream()
                        .flatMap(known -> known.texts().stream())
                        .noneMatch(text -> text.failureClass() == failureClass));
        assertTrue(ours
                == ShippedProviders.ALL.knownFailures().stream()
                        .allMatch(known -> known.advice().about(failureClass).isEmpty()));
    }

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void a_clause_is_shown_only_for_a_class_that_it_can_answer_to(FailureClass failureClass) {
        String page = FailureClassText.of(failureClass, ShippedProviders.ALL.knownFailures());
        boolean personal =
                EnumSet.of(FailureClass.InDoubt, FailureClass.Cancelled).contains(failureClass);
        assertTrue(personal != page.contains("  rescue " + failureClass + " => failure"), page);
        assertTrue(personal == page.contains("No rescue clause answers to it."), page);
    }

    @Test
    void a_no_is_answered_to_by_name_alone() {
        String page = FailureClassText.of(FailureClass.Declined, ShippedProviders.ALL.knownFailures());
        assertTrue(page.contains("Only a clause that names it answers to a no"), page);
    }

    @Test
    void a_page_says_what_is_matched_and_where_it_comes_from() {
        String page = FailureClassText.of(FailureClass.OperationInProgress, ShippedProviders.ALL.knownFailures());
        assertTrue(page.startsWith("OperationInProgress: an earlier helm operation was interrupted"), page);
        assertTrue(page.contains("/another operation \\(install/upgrade/rollback\\) is in progress/"), page);
        assertTrue(page.contains("printed by helm 3.4 to 4.3; measured with the real tools."), page);
        assertTrue(page.contains("What to do:"), page);
        assertFalse(page.contains("null"), page);
    }
}
