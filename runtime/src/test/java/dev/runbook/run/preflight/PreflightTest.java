package dev.runbook.run.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.language.check.Loader;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.port.Cluster;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.LiveReader;
import dev.runbook.provider.NoCluster;
import dev.runbook.provider.Provider;
import dev.runbook.provider.World;
import dev.runbook.provider.helm.FakeHelm;
import dev.runbook.provider.helm.HelmProvider;
import dev.runbook.source.Source;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a runbook needs is found in its text, and only that is asked for. */
class PreflightTest {
    private static final CheckedRunbook UPGRADE = runbook("step \"Upgrade\" do\n  helm.uninstall \"coder\"\nend");
    private static final CheckedRunbook ALONE = runbook("step \"Alone\" do\n  run \"true\"\nend");

    private static CheckedRunbook runbook(String body) {
        Checked checked = Checker.check(
                Source.of("a.rb", "runbook \"A\"\n\n" + body + "\n"),
                (from, path) -> new Loader.Loaded.NotFound("there is no other file", List.of()),
                ShippedProviders.ALL.catalogue());
        return assertInstanceOf(Checked.Sound.class, checked, checked::toString).runbook();
    }

    /** A cluster that can be reached or not, and nothing else. */
    private record FakeCluster(boolean up) implements Cluster {
        @Override
        public ClusterReader now() {
            return new NoCluster();
        }

        @Override
        public ClusterWriter writer() {
            return new NoCluster();
        }

        @Override
        public LiveReader live() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void reach() {
            if (!up) {
                throw new Failed(Failure.of(FailureClass.Unreachable, "the API server does not answer"));
            }
        }

        @Override
        public String defaultNamespace() {
            return "default";
        }

        @Override
        public String describe() {
            return "fake";
        }
    }

    private static List<String> problems(FakeHelm helm, boolean up, CheckedRunbook runbook)
            throws InterruptedException {
        return Preflight.problems(runbook, world(helm, up)).stream()
                .map(Failure::summary)
                .toList();
    }

    private static World world(FakeHelm helm, boolean up) {
        return HelmProvider.with(new World(ShippedProviders.ALL), helm.helm()).with(Cluster.class, new FakeCluster(up));
    }

    private static List<String> needs(boolean helm, boolean cluster) {
        return Stream.of(helm ? "helm" : "", cluster ? "the cluster" : "")
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static List<String> needed(CheckedRunbook runbook) {
        return Preflight.needed(runbook, new World(ShippedProviders.ALL).providers()).stream()
                .map(Provider::name)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run 'true'                                               | false | false",
                "helm.repo_update                                         | true  | false",
                "helm.uninstall 'coder'                                   | true  | true",
                "assert helm.version >= '3.2'                             | true  | false",
                "assert service('coderd').exists?                         | false | true",
                "note \"it is at #{service('coderd').address}\"           | false | true",
                "note \"#{service(release: 'coder').address}\"           | true  | true",
                "wait up_to: 5.minutes until release_resources('coder').ready? | true | true",
                "for x in service('coderd').addresses do\\nnote x\\nend   | false | true",
                "if 1 > 2\\nnote 'no'\\nelse\\nhelm.repo_update\\nend      | true  | false",
            })
    void what_a_step_names_is_what_the_runbook_needs(String task, boolean helm, boolean cluster) {
        CheckedRunbook runbook = runbook("step \"One\" do\n" + task.replace("\\n", "\n") + "\nend");
        assertEquals(needs(helm, cluster), needed(runbook));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "step 'One', if: service('coderd').exists? do\\nrun 'true'\\nend             | false | true",
                "step 'One' do\\nrun 'true'\\nrescue Timeout\\nhelm.repo_update\\nend         | true  | false",
                "step 'One' do\\nrun 'true'\\nensure\\nhelm.uninstall 'coder'\\nend           | true  | true",
                "step 'One', verify: helm.repo?('coder') do\\nrun 'true'\\nend               | true  | false",
                "procedure :p do\\nstep 'Two' do\\nhelm.repo_update\\nend\\nend\\nperform :p | true  | false",
                "address = service('coderd').address\\nnote address                          | false | true",
            })
    void conditions_rescues_and_procedures_count_too(String body, boolean helm, boolean cluster) {
        assertEquals(needs(helm, cluster), needed(runbook(body.replace("\\n", "\n"))));
    }

    @Test
    void nothing_is_asked_for_a_runbook_that_needs_neither() throws InterruptedException {
        assertEquals(List.of(), problems(FakeHelm.missing(), false, ALONE));
    }

    @Test
    void everything_that_is_missing_is_said_at_once() throws InterruptedException {
        assertEquals(
                List.of("helm was not found on the PATH", "the API server does not answer"),
                problems(FakeHelm.missing(), false, UPGRADE));
    }

    @Test
    void a_helm_that_is_too_old_is_said_with_where_to_get_another() throws InterruptedException {
        List<Failure> problems = Preflight.problems(UPGRADE, world(new FakeHelm("v3.1.3"), true));
        assertEquals(
                "helm 3.1.3 is too old: 3.2 or newer is needed",
                problems.getFirst().summary());
        assertTrue(problems.getFirst().advice().getFirst().contains("https://helm.sh/docs/intro/install"));
    }

    @Test
    void a_helm_that_does_not_answer_is_said_with_what_it_said() throws InterruptedException {
        assertEquals(
                List.of("helm does not say its version: no answer within 6 s"),
                problems(new FakeHelm("v3.14.4").hangs("version"), true, UPGRADE));
        assertEquals(
                List.of("helm does not say its version: exec format error"),
                problems(new FakeHelm("v3.14.4").fails("version", "exec format error"), true, UPGRADE));
    }

    @Test
    void a_world_that_has_all_of_it_has_no_problem() throws InterruptedException {
        assertEquals(List.of(), problems(new FakeHelm("v3.14.4"), true, UPGRADE));
    }
}
