package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.json.JsonMap;
import dev.runbook.provider.kube.adapter.EtcdWitness;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a plan foretells of an update, by the shadow of the cluster, is what a rehearsal in a copy of the same cluster shows; and the
 * copy changes nothing there.
 */
class RehearsedForesightIT extends EachHelm {
    private static final Set<String> SAMPLE = Set.of(
            "selector, least",
            "an address and a password go with the release",
            "a stateful set whose service has another name",
            "a chart that does not render");

    static Stream<Arguments> cases() {
        List<UpgradeCase> all = Stream.concat(UpgradeCase.LADDER.stream(), UpgradeCase.WITH_LOSSES.stream())
                .toList();
        boolean whole = Boolean.getBoolean("foresight.rehearsed");
        return IntStream.range(0, all.size())
                .boxed()
                .flatMap(i -> Stream.of(3, 4)
                        .filter(helm -> whole || (SAMPLE.contains(all.get(i).name()) && helm == 3 + i % 2))
                        .map(helm -> Arguments.of(all.get(i), helm)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_rehearsal_in_a_copy_of_the_cluster_goes_as_its_plan_foretells(UpgradeCase update, int helm)
            throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, helm);
                EtcdWitness etcd = EtcdWitness.of(place.testbed, folder)) {
            update.charts(folder);
            place.helm("install", "app", folder.resolve("1.0.0").toString());
            if (!update.before().isEmpty()) {
                place.objects.create(update.before());
            }
            if (update.first().contains("LoadBalancer")) {
                place.objects.awaitAddresses("front");
            }
            String[] arguments = Stream.concat(
                            update.options().stream(), Stream.of("release=app", "chart=./2.0.0", "limit=1m"))
                    .toArray(String[]::new);
            EtcdWitness.Keys before = etcd.settled();
            Program.Ended plan = place.foresee("update-release.rb", OperatorSandbox.with(arguments, "--json"));
            JsonMap verdict = JsonMap.of(plan.said()).object("verdict");

            Run rehearsal = place.ended(place.rehearse("update-release.rb", arguments));

            assertEquals(List.of(), etcd.changedSince(before), "a copy is only read\n" + rehearsal.said());
            String both = verdict + "\n" + rehearsal.said();
            String outcome =
                    rehearsal.exit() != 0 ? "fails" : rehearsal.rescues().isEmpty() ? "succeeds" : "recovers";
            if (!verdict.text("outcome").equals("unknown")) {
                assertEquals(verdict.text("outcome"), outcome, both);
                assertEquals(
                        verdict.objects("reasons").stream()
                                .map(reason -> reason.text("step") + " " + reason.text("class"))
                                .sorted()
                                .toList(),
                        rehearsal.report().problems().stream()
                                .map(problem -> problem.number() + " "
                                        + problem.failure().kind())
                                .sorted()
                                .toList(),
                        both);
            }
            assertEquals(update.exit(), rehearsal.exit(), both);
            String flat = rehearsal.said().replaceAll("\\s+", " ");
            for (JsonMap lost : verdict.objects("losses")) {
                String name = lost.text("kind").toLowerCase(Locale.ROOT) + "/" + lost.text("name");
                assertTrue(flat.contains(name), () -> name + " in\n" + both);
            }
            List<?> costs = verdict.fields().get("costs") instanceof List<?> all ? all : List.of();
            for (Object cost : costs) {
                // What helm overwrites by itself, a run does not tell.
                boolean told = !String.valueOf(cost).startsWith("overwrites ");
                assertTrue(!told || flat.contains(String.valueOf(cost)), () -> cost + " in\n" + both);
            }
        }
    }
}
