package dev.runbook.app.foresee;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.signature.Facet;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import dev.runbook.provider.dns.DnsSignatures;
import dev.runbook.provider.helm.HelmSignatures;
import dev.runbook.provider.http.HttpSignatures;
import dev.runbook.provider.postgres.PostgresSignatures;
import dev.runbook.provider.process.ProcessSignatures;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideReadsTest {
    private static final List<Signature> ALL = Stream.of(
                    DnsSignatures.all(),
                    HttpSignatures.all(),
                    PostgresSignatures.all(),
                    ProcessSignatures.all(),
                    HelmSignatures.all())
            .flatMap(List::stream)
            .toList();

    private final OutsideReads reads = new OutsideReads(request -> Value.NIL);

    private static Signature signature(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns.lookup", "http.ok?", "superuser?", "postgres.pg_dump_version", "postgres.whole_dump?"})
    void what_nothing_has_changed_is_asked_until_somebody_works_by_hand(String lookup) {
        assertTrue(reads.asks(signature(lookup)));

        reads.changeAll();

        assertFalse(reads.asks(signature(lookup)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm.upgrade", "dns.update", "run", "postgres.restore"})
    void after_an_action_that_may_change_anything_outside_nothing_is_asked(String action) {
        reads.change(signature(action).writes());

        assertFalse(reads.asks(signature("superuser?")));
        assertFalse(reads.asks(signature("http.ok?")));
        assertFalse(reads.asks(signature("dns.lookup")));
    }

    @Test
    void a_list_of_repositories_changes_nothing_outside_and_a_file_only_what_reads_files() {
        reads.change(signature("helm.repo_add").writes());
        reads.change(signature("postgres.dump").writes());

        assertTrue(reads.asks(signature("version")));
        assertFalse(reads.asks(signature("postgres.whole_dump?")));
    }

    @ParameterizedTest
    @EnumSource(names = {"CLUSTER", "RELEASES", "REPOSITORIES"})
    void what_the_shadow_has_is_not_outside(Facet shadowed) {
        assertFalse(OutsideReads.concern(Set.of(Facet.DATABASE, shadowed)));
        assertTrue(OutsideReads.concern(Set.of(Facet.DATABASE)));
    }
}
