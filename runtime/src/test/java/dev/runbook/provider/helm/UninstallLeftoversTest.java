package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class UninstallLeftoversTest {
    private static UninstallLeftovers read(String output) {
        return UninstallLeftovers.of(output.lines().toList());
    }

    @Test
    void each_object_stands_under_what_helm_says_of_it() {
        UninstallLeftovers left = read("""
                These resources were kept due to the resource policy:
                [PersistentVolumeClaim] data

                1 resource(s) were not deleted because they are not owned by this release:
                [Service] web

                2 resource(s) were not deleted because their ownership could not be verified:
                [ClusterRole] system:web: Get "https://10.0.0.1": dial tcp 10.0.0.1:443: connect: connection refused
                [Deployment] web: the server is currently unable to handle the request

                release "coder" uninstalled
                """);
        assertEquals("[PersistentVolumeClaim data]", left.kept().toString());
        assertEquals("[Service web]", left.foreign().toString());
        assertEquals(
                "[ClusterRole system:web, Deployment web]", left.unverified().toString());
        assertEquals(
                "the server is currently unable to handle the request",
                left.unverified().getLast().why());
    }

    @Test
    void an_uninstall_that_left_nothing_says_so_by_saying_nothing() {
        assertEquals(
                new UninstallLeftovers(List.of(), List.of(), List.of()),
                read("release \"coder\" uninstalled\n[Deployment] of a hook's output\n"));
    }

    /** As helm 4.3.1 writes it, which says nothing else of it where it then waits in vain. */
    @Test
    void its_log_tells_it_too_and_nothing_is_told_twice() {
        UninstallLeftovers left = read("""
                level=WARN msg="skipping delete of resource because ownership could not be verified" kind=Deployment name=web namespace=shop release=web error="deployments.apps \\"web\\" is forbidden"
                Error: uninstallation completed with 1 error(s): resource Service/shop/web still exists. status: Terminating, message: Resource scheduled for deletion
                context deadline exceeded
                1 resource(s) were not deleted because their ownership could not be verified:
                [Deployment] web: forbidden
                """);
        assertEquals("[Deployment web]", left.unverified().toString());
        assertEquals(
                "deployments.apps \"web\" is forbidden",
                left.unverified().getFirst().why());
    }
}
