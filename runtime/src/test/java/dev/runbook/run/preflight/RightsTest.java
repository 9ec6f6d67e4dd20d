package dev.runbook.run.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.language.check.Loader;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.port.Right;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.ReleaseName;
import dev.runbook.run.lease.LeaseName;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.Planner;
import dev.runbook.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each action and lookup needs, and what is made of the server's answers. */
class RightsTest {
    private static final String MANIFEST = """
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            """;

    private static final List<String> NAMESPACES = List.of(
            "{apiVersion: v1, kind: Namespace, metadata: {name: here}}",
            "{apiVersion: v1, kind: Namespace, metadata: {name: going, deletionTimestamp: '2026-11-26T10:00:00Z'}, status: {"
                    + "phase: Terminating, conditions: [{type: NamespaceContentRemaining, status: 'True', message: "
                    + "'Some resources are remaining: deployments.apps has 1 resource instances'}]}}");

    private final FakeCluster cluster = new FakeCluster();
    private String helm = "v3.22.0";

    private List<Right> lock = List.of();

    private Rights rights(String body) throws InterruptedException {
        Checked checked = Checker.check(
                Source.of("a.rb", "runbook \"A\"\n\n" + body + "\n"),
                (from, path) -> new Loader.Loaded.NotFound("there is no other file", List.of()),
                ShippedProviders.ALL.catalogue());
        CheckedRunbook runbook = assertInstanceOf(Checked.Sound.class, checked, checked::toString)
                .runbook();
        Calls calls = new Calls(helm);
        calls.helm.prints("get manifest coder", MANIFEST);
        calls.helm.fails("get manifest none", "Error: release: not found");
        calls.helm.fails("get manifest hidden", "Error: secrets is forbidden: User \"guest\" cannot list");
        Plan plan = Planner.plan(
                runbook,
                Map.of("db", new Value.Secret("db", "postgres://coder:made-up@db.example.com/coder")),
                Value.of("here"),
                request -> new Value.Unknown("<" + request.text() + ">", "later"),
                calls.world());
        NAMESPACES.forEach(cluster::has);
        calls.cluster = cluster;
        calls.writer = cluster;
        return Rights.of(plan, Value.of("here"), calls.world(), lock);
    }

    private static String words(Rights rights, boolean surely) {
        Set<String> words = rights.findings().stream()
                .map(Rights.RightStatus::required)
                .filter(demand -> demand.surely() == surely)
                .map(demand -> demand.right().verb() + " " + demand.right().resource())
                .collect(Collectors.toCollection(TreeSet::new));
        return String.join(", ", words);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", textBlock = """
            helm.upgrade 'coder', './c', namespace: 'gone' -> there is no namespace gone
            helm.upgrade 'coder', './c', namespace: 'gone', create_namespace: true -> ''
            run 'site-setup'; helm.upgrade 'coder', './c', namespace: 'gone' -> ''
            helm.upgrade 'coder', './c', namespace: 'here' -> ''
            helm.upgrade 'coder', './c', namespace: 'going' -> namespace going is being deleted, and nothing can be created in it
            helm.upgrade 'coder', './c', namespace: 'going', create_namespace: true -> namespace going is being deleted, and nothing can be created in it
            run 'site-setup'; helm.rollback 'coder', 3, namespace: 'going' -> namespace going is being deleted, and nothing can be created in it
            helm.upgrade 'coder', './c', namespace: 'gone' if service('a').exists? -> ''
            """)
    void a_namespace_that_is_not_there_or_is_going_is_told_before_the_first_step(String body, String told)
            throws InterruptedException {
        Rights asked = rights(body.replace("; ", "\n"));
        assertEquals(told, asked.homeless().stream().map(Failure::summary).collect(Collectors.joining()));
        assertEquals(!told.isEmpty(), asked.stops());
        if (told.contains("going")) {
            assertTrue(asked.problems().getFirst().advice().toString().contains("deployments.apps has 1"));
        }
    }

    @Test
    void a_database_in_the_cluster_needs_the_way_into_its_pod() throws InterruptedException {
        String database = "secret :db, 'PostgreSQL URL', optional: true\n";
        assertEquals("", words(rights(database + "assert postgres(db).superuser?"), true));
        Rights asked = rights(database + "assert postgres(db, through: 'service/timescale').superuser?");
        assertEquals("get pods/portforward, get services, list pods", words(asked, true));
        assertEquals("create pods/portforward", words(asked, false));
        assertEquals(
                "get pods, get pods/exec, get pods/portforward",
                words(
                        rights(database + "postgres.dump db, to: 'a.dump', through: 'pod/timescale-0', in_pod: true"),
                        true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "note 'hello'                                | ''",
                "run 'true'                                  | ''",
                "helm.repo_update                            | ''",
                "assert helm.release?('coder')               | list secrets",
                "helm.get_values 'coder', to: 'v.yml'        | get secrets, list secrets",
                "helm.uninstall 'coder'                      | delete deployments, delete secrets, delete services,"
                        + " list secrets, update secrets",
                "helm.rollback 'coder'                       | create secrets, get deployments, get services,"
                        + " list secrets, update secrets",
                "assert service('web').exists?               | get services",
                "assert pod(labels: 'app=web').ready?        | get pods, list pods",
                "assert release_resources('coder').ready?    | get deployments, get pods, get replicasets,"
                        + " get services, list pods, list replicasets, list secrets",
                "assert resource('apps/v1/Deployment', 'web').exists? | get deployments",
                "resource.delete service('web')              | delete services, get services",
                "resource.scale deployment('web'), 2         | get deployments, patch deployments/scale",
                "resource.label service('web'), { a: 'b' }   | get services, patch services",
                "wait up_to: 5.minutes until service('web').gone? | get services"
            })
    void what_a_task_needs_surely_follows_from_what_it_names(String task, String surely) throws InterruptedException {
        assertEquals(surely, words(rights("step \"One\" do\n" + task + "\nend"), true));
    }

    @Test
    void a_wait_would_like_to_watch_and_does_without() throws InterruptedException {
        Rights rights = rights("step \"One\" do\n wait up_to: 5.minutes until service(\"web\").gone?\nend");
        assertEquals("list services, watch services", words(rights, false));
    }

    @Test
    void helm_4_cannot_wait_without_watching() throws InterruptedException {
        String upgrade = "step \"One\" do\n helm.upgrade \"coder\", \"c/c\", wait: true\nend";
        assertFalse(words(rights(upgrade), true).contains("watch"));
        helm = "v4.3.1";
        assertTrue(words(rights(upgrade), true).contains("watch services"));
        assertFalse(words(rights(upgrade.replace("wait: true", "wait_strategy: \"legacy\"")), true)
                .contains("watch"));
    }

    @Test
    void what_is_needed_only_after_a_failure_or_in_a_branch_is_not_needed_surely() throws InterruptedException {
        Rights rights = rights("""
                step "One", if: helm.release?("coder") do
                  run "true"
                  helm.uninstall "coder" if service("web").exists?
                rescue Timeout
                  resource.delete service("web")
                end
                """);
        assertEquals("list secrets", words(rights, true));
        assertTrue(words(rights, false).contains("delete services"));
        assertEquals(
                List.of("step 1 \"One\"", "step 1 \"One\", after a failure"),
                rights.findings().stream()
                        .map(Rights.RightStatus::required)
                        .filter(demand -> demand.right().equals(new Right("delete", "services", "", "here")))
                        .findFirst()
                        .orElseThrow()
                        .places());
    }

    @Test
    void what_cannot_be_known_is_said_and_not_guessed() throws InterruptedException {
        assertEquals(
                List.of("what kinds of objects the new chart of release none brings is known when helm renders it"),
                rights("step \"One\" do\n helm.upgrade \"none\", \"c/c\"\nend").unknown());
        assertTrue(rights("step \"One\" do\n helm.uninstall \"hidden\"\nend")
                .unknown()
                .getFirst()
                .startsWith("what release hidden in namespace here holds could not be read: secrets is forbidden"));
        assertEquals(
                List.of("what resource.delete is given is known during the run (step 1)"),
                rights(
                                "step \"One\" do\n run \"true\"\nrescue Timeout => failure\n resource.delete failure.object\nend")
                        .unknown());
    }

    @Test
    void a_right_that_is_missing_stops_the_run_only_when_it_is_needed_surely() throws InterruptedException {
        cluster.lacks.add("watch services in namespace here");
        String wait = "step \"One\" do\n wait up_to: 5.minutes until service(\"web\").gone?\nend";
        assertFalse(rights(wait).stops());
        cluster.lacks.add("get services in namespace here");
        Rights rights = rights(wait);
        assertTrue(rights.stops());
        assertEquals(
                List.of("this account may not get services in namespace here"),
                rights.problems().stream().map(Failure::summary).toList());
        assertEquals(
                "get services in namespace here",
                rights.missing().getFirst().right().words());
    }

    /** Who may not delete a Lease gives it back by writing that it is nobody's. */
    @Test
    void the_lock_is_asked_for_before_the_first_step() throws InterruptedException {
        lock = LeaseName.rights(new ReleaseName("here", "app"));
        Rights rights = rights("step \"One\" do\n note \"x\"\nend");
        assertEquals(
                "create leases.coordination.k8s.io in namespace here,"
                        + " get leases.coordination.k8s.io in namespace here, update leases.coordination.k8s.io in namespace here",
                rights.findings().stream()
                        .map(finding -> finding.required().right().words())
                        .sorted()
                        .collect(Collectors.joining(", ")));
        assertTrue(rights.findings().stream()
                .allMatch(finding -> finding.required().surely()));
    }
}
