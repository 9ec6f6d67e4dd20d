package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.KillCommand;
import dev.runbook.provider.kube.adapter.EtcdWitness;
import dev.runbook.provider.kube.adapter.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a plan says of an update is what happens then, and the plan changes nothing: the same charts are planned and run, one
 * after the other, on the real control plane.
 */
class ForesightIT extends EachHelm {
    private static final String DEPLOYMENT = UpgradeCase.DEPLOYMENT;
    private static final String FIRST = UpgradeCase.FIRST;

    static Stream<Arguments> updates() {
        List<UpgradeCase> all = UpgradeCase.LADDER;
        // Each with one helm or the other, and with both where a person asks for that.
        return IntStream.range(0, all.size())
                .boxed()
                .flatMap(i -> Stream.of(3, 4)
                        .filter(helm -> Boolean.getBoolean("foresight.both") || helm == 3 + i % 2)
                        .map(helm -> Arguments.of(all.get(i), helm)));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void what_is_foretold_is_what_happens(UpgradeCase update, int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm);
                EtcdWitness etcd = EtcdWitness.of(place.testbed, folder)) {
            update.charts(folder);
            place.helm("install", "app", folder.resolve("1.0.0").toString());
            String[] arguments = Stream.concat(
                            update.options().stream(), Stream.of("release=app", "chart=./2.0.0", "limit=1m"))
                    .toArray(String[]::new);

            EtcdWitness.Keys before = etcd.settled();
            Program.Ended plan =
                    place.foresee("update-release.rb", OperatorSandbox.with(arguments, "--out=tonight.plan"));
            assertEquals(List.of(), etcd.changedSince(before), plan.said());
            assertTrue(!Files.exists(folder.resolve("current-values.yml")), "a plan writes no file");
            String said = plan.said().replaceAll("\\s+", " ");
            assertTrue(said.contains(update.verdict()), plan.said());
            update.words().forEach(word -> assertTrue(said.contains(word), () -> word + " in\n" + plan.said()));
            assertEquals(update.verdict().equals("WILL FAIL:") ? 1 : 0, plan.exit(), plan.said());
            assertTrue(plan.said().lines().count() <= 40, plan.said());
            assertTrue(plan.said().lines().allMatch(line -> line.length() <= 80), plan.said());

            Run run = place.ended(place.execPlan(
                            "tonight.plan", "--yes", "--yes-destroy", "--answer=Upgrade the release=yes"))
                    .ends(update.exit());
            assertEquals(
                    update.verdict().contains("RECOVERED"), !run.rescues().isEmpty() && run.exit() == 0, run.said());
            assertTrue(run.report().foretold().isPresent(), run.said());
            assertEquals(Optional.empty(), run.report().unforeseen(), run.said());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_plan_is_done_once_and_only_while_it_holds(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm);
                EtcdWitness etcd = EtcdWitness.of(place.testbed, folder)) {
            chart("1.0.0", FIRST);
            chart("2.0.0", DEPLOYMENT.formatted("web", "web", "2"));
            place.helm("install", "app", folder.resolve("1.0.0").toString());
            String[] update = {"release=app", "chart=./2.0.0", "limit=1m", "--out=tonight.plan"};
            String[] yes = {"--yes", "--yes-destroy"};
            EtcdWitness.Keys before = etcd.settled();
            Program.Ended saved = place.foresee("update-release.rb", update);
            assertEquals(0, saved.exit(), saved.said());
            assertTrue(saved.said().contains("saved: runbook exec tonight.plan does just this, once\n"), saved.said());
            assertEquals(List.of(), etcd.changedSince(before));
            assertTrue(Files.readString(folder.resolve("tonight.plan")).contains("\"outcome\":\"succeeds\""));

            place.objects.patch("deployment", "web", Map.of("spec", Map.of("replicas", 2)));
            refused(place.execPlan("tonight.plan", yes), "deployment/web in namespace " + place.namespace);
            place.objects.patch("deployment", "web", Map.of("spec", Map.of("replicas", 1)));

            Path template = folder.resolve("2.0.0/templates/objects.yaml");
            Files.writeString(template, DEPLOYMENT.formatted("web", "web", "3"));
            refused(
                    place.execPlan("tonight.plan", yes),
                    "chart of release app in namespace " + place.namespace
                            + ", revision 2: app 2.0.0, and is another now");
            Files.writeString(template, DEPLOYMENT.formatted("web", "web", "2"));

            before = etcd.settled();
            Program.Ended unanswered = place.execPlan("tonight.plan", "--preview");
            assertEquals(5, unanswered.exit(), unanswered.said());
            assertTrue(unanswered.said().contains("WILL SUCCEED"), unanswered.said());
            assertTrue(!Files.exists(folder.resolve(".runbook/runs")), "nothing has begun");
            assertEquals(List.of(), etcd.changedSince(before), unanswered.said());

            place.ended(place.execPlan("tonight.plan", yes)).ends(0);
            refused(place.execPlan("tonight.plan", yes), "was used 2");
            assertEquals(0, place.foresee("update-release.rb", update).exit());
            place.helm("rollback", "app", "1");
            refused(
                    place.execPlan("tonight.plan", yes),
                    "release app in namespace " + place.namespace + ": revision 2");

            // The ReplicaSet of these very pods is there from before, with none of them.
            Program.Ended again = place.foresee("update-release.rb", "release=app", "chart=./2.0.0", "limit=1m");
            assertTrue(again.said().contains("WILL SUCCEED"), again.said());
        }
    }

    private static void refused(Program.Ended exec, String what) {
        assertEquals(3, exec.exit(), exec.said());
        assertTrue(exec.said().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT).contains(what), exec.said());
    }

    /** What stands on the screen can be asked after, and goes into a ticket and onto a page. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void the_plan_says_how_it_knows_and_has_other_forms(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm);
                EtcdWitness etcd = EtcdWitness.of(place.testbed, folder)) {
            chart("1.0.0", FIRST);
            chart("2.0.0", DEPLOYMENT.formatted("shop", "shop", "2"));
            place.helm("install", "app", folder.resolve("1.0.0").toString());
            String[] arguments = {"release=app", "chart=./2.0.0", "limit=1m"};
            EtcdWitness.Keys before = etcd.settled();
            Matcher hint = Pattern.compile("--why ([0-9.]+) how this is known")
                    .matcher(place.foresee("update-release.rb", arguments).said());
            assertTrue(hint.find());

            Program.Ended why =
                    place.foresee("update-release.rb", OperatorSandbox.with(arguments, "--why=" + hint.group(1)));
            assertEquals(0, why.exit(), why.said());
            assertTrue(why.said().contains("422  server   "), why.said());
            assertTrue(why.said().contains("/deployments/web"), why.said());
            assertTrue(why.said().contains(" reads"), why.said());
            Program.Ended none = place.foresee("update-release.rb", OperatorSandbox.with(arguments, "--why=99"));
            assertEquals(2, none.exit(), none.said());
            assertTrue(none.said().contains("It comes to 1, "), none.said());

            Program.Ended ticket =
                    place.foresee("update-release.rb", OperatorSandbox.with(arguments, "--format=markdown"));
            assertTrue(ticket.said().contains("**WILL FAIL AND BE RECOVERED**"), ticket.said());
            Program.Ended page = place.foresee("update-release.rb", OperatorSandbox.with(arguments, "--format=html"));
            assertTrue(page.said().startsWith("<!doctype html>"), page.said());
            assertTrue(page.said().contains("field is immutable: deployment/web"), page.said());
            String[] data = OperatorSandbox.with(arguments, "--json", "--detailed-exitcode");
            assertEquals(6, place.foresee("update-release.rb", data).exit(), "in whatever form it is asked");
            assertEquals(List.of(), etcd.changedSince(before), "five plans");
        }
    }

    /** Helm's rollback deletes what the release was given: then it is in nobody's way, and nothing has to be reinstalled. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void what_was_given_to_the_release_and_cannot_be_changed_is_made_anew(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm);
                EtcdWitness etcd = EtcdWitness.of(place.testbed, folder)) {
            String other = DEPLOYMENT.replace("name: web", "name: other");
            chart("1.0.0", FIRST);
            chart("2.0.0", FIRST + "---\n" + other.formatted("shop", "shop", "2"));
            place.helm("install", "app", folder.resolve("1.0.0").toString());
            place.objects.create(other.formatted("other", "other", "1"));
            String web = place.objects.get("deployment", "web").uid();
            String[] arguments = {"release=app", "chart=./2.0.0", "limit=1m"};
            EtcdWitness.Keys before = etcd.settled();
            Program.Ended plan = place.foresee("update-release.rb", arguments);
            assertEquals(List.of(), etcd.changedSince(before), plan.said());
            assertTrue(plan.said().contains("WILL FAIL AND BE RECOVERED"), plan.said());
            Run run = place.exec("update-release.rb", OperatorSandbox.with(arguments, "--yes", "--yes-destroy"))
                    .ends(0);
            assertEquals(web, place.objects.get("deployment", "web").uid(), run.said());
            assertEquals(
                    Optional.of("shop"),
                    place.objects.get("deployment", "other").text("spec", "selector", "matchLabels", "app"));
        }
    }

    /** Helm 3 takes it back without a word; helm 4 asks to be told. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void what_another_tool_has_set_is_named_with_who_it_was(int helm) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm)) {
            String web = FIRST.replace("  selector:", "  replicas: 2\n  selector:");
            chart("1.0.0", web);
            chart("2.0.0", web.replace("web:1", "web:2"));
            place.helm("install", "app", folder.resolve("1.0.0").toString());
            place.objects.patch("deployment", "web", Map.of("spec", Map.of("replicas", 6)));

            String said = place.foresee("update-release.rb", "release=app", "chart=./2.0.0", "limit=1m")
                    .said()
                    .replaceAll("\\s+", " ");
            Matcher changed = Pattern.compile("deployment/web: replicas 6 → 2 \\((.+?)\\), image")
                    .matcher(said);
            assertTrue(changed.find(), said);
            String who = changed.group(1);
            assertTrue(said.contains("overwrites what " + who + " set in deployment/web."), said);
            String refused = "another tool has set deployment/web spec.replicas (" + who + ": 6 → 2)";
            assertEquals(helm == 4, said.contains(refused), said);
        }
    }

    /** Wherever it is: before the shadow, when helm is asked what the release holds, and in it, when helm renders the upgrade. */
    @ParameterizedTest
    @ValueSource(ints = {3, 10})
    void a_plan_that_is_stopped_leaves_nothing(int call) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 3);
                EtcdWitness etcd = EtcdWitness.of(place.testbed, folder)) {
            chart("1.0.0", FIRST);
            chart("2.0.0", DEPLOYMENT.formatted("web", "web", "2"));
            place.helm("install", "app", folder.resolve("1.0.0").toString());
            PausingHelm helm = new PausingHelm(folder.resolve("pausing"), place.helm());
            helm.standAt(call);
            EtcdWitness.Keys before = etcd.settled();

            Program plan =
                    place.foreseeStarts(helm.program(), Map.of(), "update-release.rb", "release=app", "chart=./2.0.0");
            Path stands = folder.resolve("pausing/stands");
            Testbed.eventually(Duration.ofMinutes(1), "helm stands still", () -> Files.exists(stands));
            long standing = helm.stands().orElseThrow();
            KillCommand.send("INT", plan.process().pid());
            Program.Ended ended = plan.end();

            assertEquals(130, ended.exit(), ended.said());
            assertEquals("", ended.said());
            assertTrue(ProcessHandle.of(standing).filter(ProcessHandle::isAlive).isEmpty(), "helm goes on");
            assertEquals(call, helm.began().size(), "helm was started again: " + helm.began());
            Matcher own = Pattern.compile("/[^ =]*/runbook-foresight-[^/]*").matcher(String.join(" ", helm.began()));
            assertEquals(call > 3, own.find(), "only in the shadow it has a folder: " + helm.began());
            assertTrue(call == 3 || !Files.exists(Path.of(own.group())), () -> own.group() + " is left");
            assertTrue(!Files.exists(folder.resolve(".runbook")), "a plan begins no run");
            assertEquals(List.of(), etcd.changedSince(before));
        }
    }

    /** Before helm upgrades in the shadow somebody else does so; after it, while the plan looks at what came of it, an object is changed. */
    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void what_others_change_while_the_plan_is_made_is_named(int call) throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 3)) {
            chart("1.0.0", FIRST);
            chart("2.0.0", DEPLOYMENT.formatted("web", "web", "2"));
            place.helm("install", "app", folder.resolve("1.0.0").toString());
            PausingHelm helm = new PausingHelm(folder.resolve("pausing"), place.helm());
            helm.standAt(call);
            Program plan = place.foreseeStarts(
                    helm.program(),
                    Map.of(),
                    "update-release.rb",
                    "release=app",
                    "chart=./2.0.0",
                    "limit=1m",
                    "--out=tonight.plan");
            Testbed.eventually(
                    Duration.ofMinutes(1), "helm stands still", () -> Files.exists(folder.resolve("pausing/stands")));
            if (call == 17) {
                place.helm("upgrade", "app", folder.resolve("1.0.0").toString());
            } else {
                place.objects.patch("deployment", "web", Map.of("spec", Map.of("paused", true)));
            }
            helm.go();
            Program.Ended ended = plan.end();

            String said = ended.said().replaceAll("\\s+", " ");
            assertEquals(0, ended.exit(), ended.said());
            assertTrue(said.contains("CANNOT BE KNOWN"), ended.said());
            String changed = call == 17
                    ? "secret/sh.helm.release.v1.app.v1, secret/sh.helm.release.v1.app.v2"
                    : "deployment/web";
            assertTrue(
                    said.contains("the cluster has changed while the plan was made: " + changed + ". Plan again"),
                    ended.said());
            Program.Ended late = place.execPlan("tonight.plan", "--yes", "--yes-destroy");
            assertEquals(3, late.exit(), late.said());
        }
    }

    private void chart(String version, String objects) throws IOException {
        UpgradeCase.chart(folder, version, objects);
    }
}
