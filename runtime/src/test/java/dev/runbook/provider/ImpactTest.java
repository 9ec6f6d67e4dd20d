package dev.runbook.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.value.ResourceId;
import dev.runbook.provider.Impact.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an action would do, in the words that questions are made of. */
class ImpactTest {
    private static final ResourceId WEB = new ResourceId("apps/v1", "Deployment", "shop", "web", "u1");
    private static final ResourceId DATA = new ResourceId("v1", "PersistentVolumeClaim", "shop", "data", "u2");

    @Test
    void a_summary_says_something_where_nothing_goes() {
        assertEquals("nothing goes", Impact.NONE.summary());
        assertEquals("", Impact.NONE.disturbs());
    }

    @Test
    void a_single_object_that_goes_and_costs_nothing_is_named() {
        assertEquals(
                "deployment/web goes",
                Impact.removing(List.of(WEB), List.of(), List.of()).summary());
    }

    @Test
    void what_is_not_known_is_said_with_the_reason() {
        Impact unknown = Impact.unknown("since it cannot be rendered: no repository");
        assertEquals("what it costs is not known, since it cannot be rendered: no repository", unknown.summary());
        assertEquals(
                "2 objects go; what else it costs is not known, since it cannot be rendered: no repository",
                Impact.removing(List.of(WEB, DATA), List.of(), List.of())
                        .and(unknown)
                        .summary());
        assertEquals("", unknown.disturbs());
    }

    @Test
    void costs_and_losses_stand_beside_each_other() {
        assertEquals(
                "2 objects go; service/web gives up its address; lost for good: persistentvolumeclaim/data",
                Impact.removing(
                                List.of(WEB, DATA),
                                List.of(new Loss(DATA, "persistentvolumeclaim/data")),
                                List.of("service/web gives up its address"))
                        .summary());
    }
}
