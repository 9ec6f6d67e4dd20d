package dev.runbook.app.run;

import dev.runbook.app.composition.Execution;
import dev.runbook.app.foresee.ComparedState;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.PlanFacts;
import dev.runbook.app.foresee.PlanFacts.PlanFact;
import dev.runbook.app.foresee.SteadySum;
import dev.runbook.json.JsonMap;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.Workspace;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.helm.ReleaseRecord;
import dev.runbook.rehearsal.shadow.Exchange;
import dev.runbook.run.report.Item;
import dev.runbook.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a plan rests on, as it is now. */
final class PlanFactsReader {
    private static final ClusterReader.Kind NAMESPACE = new ClusterReader.Kind("v1", "Namespace", "namespaces", false);
    private static final ClusterReader.Kind SECRET = new ClusterReader.Kind("v1", "Secret", "secrets", true);

    private static final String RELEASE = "release ";
    private static final String IN_NAMESPACE = " in namespace ";

    private final LinkedHashMap<String, PlanFact> facts = new LinkedHashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Execution here;

    private PlanFactsReader(Execution here) {
        this.here = here;
    }

    /** The texts that a runbook is made of. */
    static PlanFacts runbook(CheckedRunbook runbook) {
        LinkedHashMap<String, PlanFact> sources = new LinkedHashMap<>();
        for (Source source : runbook.sources()) {
            sources.put("runbook " + source.name(), content(source.text().getBytes(StandardCharsets.UTF_8)));
        }
        return new PlanFacts(sources);
    }

    static PlanFacts of(Foresight foresight, CheckedRunbook runbook, Execution here) throws InterruptedException {
        PlanFactsReader reader = new PlanFactsReader(here);
        reader.facts.putAll(runbook(runbook).facts());
        reader.facts.put("cluster", new PlanFact(here.target(), here.target() + " " + reader.cluster()));
        reader.server();
        reader.facts.put(
                "helm", PlanFact.of(here.world().client(Helm.class).version().text()));
        for (ReleaseName release : foresight.basis().releases()) {
            reader.release(release);
        }
        foresight.basis().files().forEach(reader::file);
        foresight.basis().changes().forEach(reader::change);
        reader.facts.put("what will happen", outcome(foresight));
        reader.facts.put("what it takes", impact(foresight));
        reader.facts.put("the steps", steps(foresight));
        return new PlanFacts(reader.facts);
    }

    private static PlanFact outcome(Foresight foresight) {
        String failures = foresight.foretold().failures().stream()
                .map(failure -> (failure.number() + " " + failure.kind()).strip())
                .collect(Collectors.joining(", "));
        return PlanFact.of("it " + foresight.outcome().words() + (failures.isEmpty() ? "" : " (" + failures + ")"));
    }

    private static PlanFact impact(Foresight foresight) {
        List<String> all = new ArrayList<>();
        foresight.impact().losses().forEach(loss -> all.add(loss.words()));
        all.addAll(foresight.impact().costs());
        foresight.impact().removed().forEach(removed -> all.add(removed.shortName() + " goes"));
        return PlanFact.of(all.isEmpty() ? "nothing" : String.join("; ", all));
    }

    /** Which of them are done, which are skipped, and where people are asked. */
    private static PlanFact steps(Foresight foresight) {
        List<Item.Step> steps = foresight.report().allSteps().toList();
        String all = steps.stream()
                .map(step -> step.number() + " " + step.state() + " " + questions(step))
                .collect(Collectors.joining(", "));
        long skipped = steps.stream()
                .filter(step -> step.state() == Item.State.SKIPPED)
                .count();
        return new PlanFact(
                "%d, %d of them skipped, %d questions"
                        .formatted(
                                steps.size(),
                                skipped,
                                steps.stream()
                                        .mapToLong(PlanFactsReader::questions)
                                        .sum()),
                all);
    }

    private static long questions(Item.Step step) {
        return step.items().stream().filter(Item.Question.class::isInstance).count();
    }

    private static PlanFact content(byte[] bytes) {
        return shown(Workspace.Identity.sum(bytes));
    }

    private static PlanFact shown(String sum) {
        return new PlanFact("SHA-256 " + sum.substring(0, 12), sum);
    }

    private void server() throws InterruptedException {
        try {
            String body = new String(
                    here.cluster()
                            .raw()
                            .send("GET", "/version", Map.of(), new byte[0])
                            .body(),
                    StandardCharsets.UTF_8);
            facts.put("API server", PlanFact.of(JsonMap.of(body).text("gitVersion")));
        } catch (IOException untold) {
            facts.put("API server", PlanFact.of("a version that it does not tell"));
        }
    }

    /** What tells it from another at the same address; empty where this account may not look. */
    private String cluster() throws InterruptedException {
        try {
            return here.cluster()
                    .now()
                    .get(NAMESPACE, "", "kube-system")
                    .flatMap(namespace -> namespace.text("metadata", "uid"))
                    .orElse("");
        } catch (Failed forbidden) {
            return "";
        }
    }

    /** The newest revisions of the releases of a plan, and whether their records are the same objects. */
    static PlanFacts releases(PlanFacts plan, Execution here) throws InterruptedException {
        PlanFactsReader reader = new PlanFactsReader(here);
        for (String name : plan.facts().keySet()) {
            if (name.startsWith(RELEASE)) {
                String[] words = name.substring(RELEASE.length()).split(IN_NAMESPACE, 2);
                reader.release(new ReleaseName(words[1], words[0]));
            }
        }
        return new PlanFacts(reader.facts);
    }

    private void release(ReleaseName changed) throws InterruptedException {
        ReleaseName release = changed.orIn(here.namespace());
        PlanFact is;
        try {
            Helm.Revision last = here.world()
                    .client(Helm.class)
                    .history(release.release(), release.namespace())
                    .getLast();
            String shown = "revision " + last.number() + ", " + last.status();
            is = new PlanFact(shown, shown + " " + record(release, last.number()));
        } catch (Failed failed) {
            if (failed.failure().kind() != FailureClass.ReleaseNotFound) {
                throw failed;
            }
            is = PlanFact.of("none");
        }
        facts.put(RELEASE + release.release() + IN_NAMESPACE + release.namespace(), is);
    }

    private String record(ReleaseName release, int revision) throws InterruptedException {
        try {
            return here.cluster()
                    .now()
                    .get(SECRET, release.namespace(), ReleaseRecord.name(release.release(), revision))
                    .flatMap(record -> record.text("metadata", "uid"))
                    .orElse("");
        } catch (Failed elsewhere) {
            return "";
        }
    }

    private void file(String path, byte[] bytes) {
        facts.put("file " + path, content(bytes));
    }

    /** Of an object that is changed, how it was before; of a revision that helm makes, its chart and its values. */
    private void change(Exchange.ObjectChange change) {
        if (!change.before().isEmpty()) {
            String what = name(change.before());
            if (!made.contains(what)
                    && !ComparedState.isSame(change)
                    && !ReleaseRecord.TYPE.equals(change.before().get("type"))) {
                facts.putIfAbsent(
                        what,
                        new PlanFact(
                                "resource version "
                                        + new JsonMap(change.before())
                                                .object("metadata")
                                                .text("resourceVersion"),
                                SteadySum.ofObject(change.before())));
            }
            return;
        }
        made.add(name(change.after()));
        JsonMap object = new JsonMap(change.after());
        if (!ReleaseRecord.TYPE.equals(object.text("type"))) {
            return;
        }
        Optional<JsonMap> record = ReleaseRecord.content(
                ReleaseRecord.ofSecret(object.object("data").text("release")));
        record.ifPresent(release -> {
            JsonMap metadata = release.object("chart").object("metadata");
            String of = " of release " + release.text("name") + IN_NAMESPACE + release.text("namespace") + ", revision "
                    + release.text("version");
            facts.putIfAbsent(
                    "chart" + of,
                    new PlanFact(
                            metadata.text("name") + " " + metadata.text("version"),
                            SteadySum.ofChart(release.object("chart").fields())));
            facts.putIfAbsent(
                    "values" + of, shown(SteadySum.of(release.object("config").fields())));
        });
    }

    private static String name(Map<String, Object> content) {
        JsonMap object = new JsonMap(content);
        JsonMap metadata = object.object("metadata");
        String namespace = metadata.text("namespace");
        return object.text("kind") + "/" + metadata.text("name")
                + (namespace.isEmpty() ? "" : " in namespace " + namespace);
    }
}
