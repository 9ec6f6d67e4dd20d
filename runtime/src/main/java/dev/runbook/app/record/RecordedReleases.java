package dev.runbook.app.record;

import dev.runbook.app.rehearse.ChartsHere;
import dev.runbook.app.rehearse.RunbookNames;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Intent;
import dev.runbook.provider.ReleaseName;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The releases that were there before a run, as it saw them before it changed them, and the charts that it used. */
final class RecordedReleases {
    private static final String STAND_IN = "stand-in for the chart of Coder";
    private static final String OF_RELEASE = "resources of release ";
    private static final String FIRST = "1.15.0";

    private final RunStory story;
    private final RunbookNames names;
    private final ChartsHere here;
    private final Map<ReleaseName, SeenRelease> seen = new LinkedHashMap<>();
    private final Set<ReleaseName> changed = new HashSet<>();
    private final Set<String> versions = new TreeSet<>(
            Comparator.comparing(text -> SemanticVersion.parse(text).orElseThrow(), Comparator.naturalOrder()));
    private final Map<String, String> used = new LinkedHashMap<>();
    private boolean standIn;
    /** Whether an operation was in progress on the first revision that there was, which only an install can be. */
    private boolean onlyRevision;

    /** A release as a run saw it; what it did not see is empty. */
    private record SeenRelease(String chart, String version, String status) {
        static final SeenRelease SOME = new SeenRelease("", "", "");

        boolean isDeployed() {
            return status.equals("deployed") || status.equals("superseded");
        }
    }

    RecordedReleases(RunStory story, RunbookNames names, ChartsHere here) {
        this.story = story;
        this.names = names;
        this.here = here;
    }

    /** Writes what is there, with the values that the run exported. */
    void into(RecordedScenario scenario, Map<ReleaseName, Map<String, Object>> values) {
        story.facts().forEach(fact -> take(fact.entry()));
        onlyRevision = story.tasks().stream()
                .anyMatch(task -> task.intent().before().mark().equals("revision 1")
                        && task.end()
                                .failure()
                                .filter(failure -> failure.kind() == FailureClass.OperationInProgress)
                                .isPresent());
        // A rehearsal has charts of this machine, or else the stand-in.
        standIn |= story.isRehearsal()
                && !ChartsHere.isPath(names.chart())
                && Stream.concat(used.values().stream(), seen.values().stream().map(SeenRelease::version))
                        .allMatch(version -> here.archive(RunbookNames.chartName(names.chart()), version)
                                .isEmpty());
        boolean chartKnown = !used.isEmpty()
                || standIn
                || seen.values().stream().anyMatch(one -> !one.chart().isEmpty());
        boolean madeUp = standIn || (!chartKnown && (story.isRehearsal() || !seen.isEmpty()));
        List<Map<String, Object>> releases = new ArrayList<>();
        seen.forEach((name, release) -> {
            Map<String, Object> written = new LinkedHashMap<>();
            if (!name.release().equals(names.release())) {
                written.put("name", name.release());
            }
            if (!name.namespace().isEmpty() && !name.namespace().equals(names.namespace())) {
                written.put("namespace", name.namespace());
            }
            chart(written, release, madeUp, scenario, name);
            Map<String, Object> own = values.getOrDefault(name, Map.of());
            if (!own.isEmpty()) {
                written.put("values", own);
            }
            releases.add(written);
        });
        if (madeUp) {
            if (versions.isEmpty()) {
                versions.add(wanted().orElse(FIRST));
            }
            scenario.put("charts", List.copyOf(versions));
            repositories().ifPresent(name -> scenario.put("repositories", List.of(name)));
            if (!story.isRehearsal() && !standIn) {
                scenario.unknown("which chart was installed: the stand-in for Coder's is, until you name yours");
            }
        } else {
            used.forEach((chart, version) -> missing(chart, version).ifPresent(scenario::unknown));
        }
        if (releases.size() == 1) {
            scenario.put("installed", releases.getFirst());
        } else {
            scenario.put("release", releases);
        }
        if (onlyRevision) {
            scenario.put("pending", "install");
        }
        seen.values().stream()
                .map(SeenRelease::status)
                .filter(status -> status.startsWith("pending-"))
                .findFirst()
                .ifPresent(status -> scenario.put("pending", status.equals("pending-install") ? "install" : true));
    }

    /** Whether it is known that an operation was interrupted before the run. */
    boolean sawPending() {
        return onlyRevision
                || seen.values().stream().anyMatch(one -> one.status().startsWith("pending-"));
    }

    private void chart(
            Map<String, Object> written,
            SeenRelease release,
            boolean madeUp,
            RecordedScenario scenario,
            ReleaseName name) {
        String version = release.version();
        if (version.isEmpty()) {
            version = madeUp ? oneBefore() : used.values().stream().findFirst().orElse(FIRST);
            scenario.unknown("which version " + name.release() + " was at before: " + version + " is taken");
        }
        if (madeUp) {
            written.put("version", version);
            versions.add(version);
            return;
        }
        String chart = release.chart().isEmpty() ? RunbookNames.chartName(names.chart()) : release.chart();
        String repository = names.chart();
        if (repository.contains("/")
                && !ChartsHere.isPath(repository)
                && !repository.contains("://")
                && RunbookNames.chartName(repository).equals(chart)) {
            written.put("version", version);
            missing(repository, version).ifPresent(scenario::unknown);
            return;
        }
        String wanted = version;
        written.put("chart", here.archive(chart, version).orElseGet(() -> {
            scenario.unknown(
                    "where the chart " + chart + " " + wanted + " is, which was installed: put its archive here");
            return "./" + chart + "-" + wanted + ".tgz";
        }));
    }

    /** The release of the stand-in before that which the run moved to. */
    private String oneBefore() {
        return versions.stream()
                .findFirst()
                .flatMap(SemanticVersion::parse)
                .filter(version -> version.minor() > 15)
                .map(version -> version.major() + "." + (version.minor() - 1) + ".0")
                .orElse(FIRST);
    }

    /** The version that the run was to move to. */
    private Optional<String> wanted() {
        return story.began().inputs().get("version") instanceof Value.Version(SemanticVersion version)
                ? Optional.of(version.text())
                : Optional.empty();
    }

    /** What to fetch first, where a chart is not on this machine. */
    private Optional<String> missing(String chart, String version) {
        if (ChartsHere.isPath(chart)
                || here.archive(RunbookNames.chartName(chart), version).isPresent()) {
            return Optional.empty();
        }
        return Optional.of("the chart " + chart + " " + version + ", which is not on this machine. First: helm pull "
                + chart + " --version " + version);
    }

    /** A repository whose name helm knew before: the run has not added it. */
    private Optional<String> repositories() {
        boolean added = story.tasks().stream()
                .map(task -> command(task.activity()))
                .anyMatch(command -> command.size() > 3 && command.subList(1, 3).equals(List.of("repo", "add")));
        return Optional.of(names.chart())
                .filter(chart -> !added && chart.matches("[^/.:]+/[^/]+"))
                .map(chart -> chart.substring(0, chart.indexOf('/')));
    }

    private void take(Entry entry) {
        switch (entry) {
            case Entry.Bound bound -> see(bound.value());
            case Entry.TaskIntended intent -> intended(intent);
            default -> {
                // It says nothing of releases.
            }
        }
    }

    private void intended(Entry.TaskIntended intent) {
        List<String> command = command(intent.activity());
        intent.activity().locks().map(one -> one.orIn(names.namespace())).ifPresent(release -> {
            if (intent.before().mark().startsWith("revision ")) {
                there(release);
            }
            changed.add(release);
        });
        if (command.size() > 3
                && (command.get(1).equals("upgrade") || command.get(1).equals("install"))) {
            command.stream()
                    .filter(word -> word.startsWith("--version="))
                    .map(word -> word.substring("--version=".length()))
                    .filter(text -> SemanticVersion.parse(text).isPresent())
                    .findFirst()
                    .ifPresent(version -> {
                        versions.add(version);
                        used.putIfAbsent(command.get(3), version);
                    });
        }
    }

    private void there(ReleaseName release) {
        if (!changed.contains(release)) {
            seen.putIfAbsent(release, SeenRelease.SOME);
        }
    }

    private void see(Value value) {
        switch (value) {
            case Value.Entity entity when entity.type().equals("release") -> release(entity);
            case Value.Entity entity when entity.type().equals("chart") -> chart(entity);
            case Resources resources
            when resources.label().startsWith(OF_RELEASE)
                    && !resources.members().isEmpty() ->
                there(new ReleaseName(
                        resources.members().stream()
                                .map(ResourceId::namespace)
                                .filter(one -> !one.isEmpty())
                                .findFirst()
                                .orElse(names.namespace()),
                        resources.label().substring(OF_RELEASE.length())));
            default -> {
                // It is neither.
            }
        }
    }

    private void release(Value.Entity entity) {
        ReleaseName name = new ReleaseName(text(entity, "namespace"), text(entity, "name")).orIn(names.namespace());
        if (changed.contains(name)) {
            return;
        }
        SeenRelease now = new SeenRelease(text(entity, "chart"), text(entity, "version"), text(entity, "status"));
        SeenRelease before = seen.getOrDefault(name, SeenRelease.SOME);
        if (before.equals(SeenRelease.SOME)) {
            seen.put(name, now);
        } else if (!before.isDeployed() && now.isDeployed()) {
            // The newest revision is not what was deployed; that it is pending still counts.
            seen.put(name, new SeenRelease(now.chart(), now.version(), before.status()));
        }
    }

    private void chart(Value.Entity entity) {
        String version = text(entity, "version");
        if (SemanticVersion.parse(version).isPresent()) {
            versions.add(version);
            used.putIfAbsent(names.chart(), version);
        }
        standIn |= text(entity, "description").contains(STAND_IN);
    }

    private static String text(Value.Entity entity, String field) {
        return switch (entity.field(field)) {
            case Value.Text(String text) -> text;
            case Value.Version(SemanticVersion version) -> version.text();
            default -> "";
        };
    }

    static List<String> command(Activity activity) {
        return activity instanceof Activity.Performing performing
                        && performing.intent() instanceof Intent.Command(List<String> arguments)
                ? arguments
                : List.of();
    }

    /** The facts until a release is changed for the first time. */
    static List<Entry> beforeChanges(List<Recorded> facts) {
        List<Entry> before = new ArrayList<>();
        for (Recorded fact : facts) {
            if (fact.entry() instanceof Entry.TaskIntended intent
                    && intent.activity().locks().isPresent()) {
                break;
            }
            before.add(fact.entry());
        }
        return before;
    }
}
